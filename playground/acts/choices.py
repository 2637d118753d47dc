"""What somebody picked in a control, as Slack writes it in actions and in state."""

from datetime import date, time
from typing import Any

from playground import checks
from playground.acts.refusals import CannotDo
from playground.model import Json

WORDS = {"plain_text_input", "email_text_input", "number_input", "url_text_input"}
PICKS = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "file_input": "files",
    "rich_text_input": "rich_text_value",
}
ONE_OPTION = {"static_select", "external_select", "radio_buttons"}
MANY_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
KEPT = WORDS | PICKS.keys() | ONE_OPTION | MANY_OPTIONS
"""What stays as somebody left it; a button or a menu does not."""


def picked(element: Json, value: Any) -> Json:
    """The element's state once `value` is chosen: an option's value, a date, a user id, words, or a list of those."""
    kind = element["type"]
    if kind in ("button", "workflow_button"):
        return {"type": kind, "value": element.get("value"), "text": element.get("text")}
    if kind in WORDS:
        return {"type": kind, "value": value if value not in ("", None) else None}
    if kind in ONE_OPTION or kind == "overflow":
        return {"type": kind, "selected_option": _option(element, value) if value not in ("", None) else None}
    if kind in MANY_OPTIONS:
        return {"type": kind, "selected_options": [_option(element, each) for each in _list(value)]}
    if kind in PICKS:
        return {"type": kind, PICKS[kind]: _valid(kind, value)}
    raise CannotDo(f"Nothing can be chosen in a {kind}.")


def initial(element: Json) -> Json:
    """The element's state before anybody touches it."""
    kind = element["type"]
    if kind in WORDS:
        return {"type": kind, "value": element.get("initial_value")}
    if kind in ONE_OPTION:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in MANY_OPTIONS:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    name = PICKS[kind]
    given = element.get("initial_value" if kind == "rich_text_input" else name.replace("selected", "initial"))
    return {"type": kind, name: given if given is not None or not _takes_more(kind) else []}


def values(blocks: list[Json], state: Json) -> Json:
    """What an app sees as state.values: every control that keeps something, also one nobody touched."""
    whole: Json = {}
    for block in blocks:
        for element, _ in checks.elements(block):
            if element["type"] in KEPT:
                block_id, action_id = block["block_id"], element["action_id"]
                kept = state.get(block_id, {}).get(action_id)
                whole.setdefault(block_id, {})[action_id] = kept or initial(element)
    return whole


def is_empty(state: Json) -> bool:
    return not any(value for name, value in state.items() if name != "type")


def _option(element: Json, value: Any) -> Json:
    if isinstance(value, dict):
        return value  # an external select's option, as the app itself offered it
    groups = [group["options"] for group in element.get("option_groups", [])]
    for option in [*element.get("options", []), *(each for group in groups for each in group)]:
        if option.get("value") == value:
            return dict(option)
    raise CannotDo(f"There is no option {value!r} to choose.")


def _takes_more(kind: str) -> bool:
    return kind.startswith("multi_") or kind == "file_input"


def _list(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def _valid(kind: str, value: Any) -> Any:
    if _takes_more(kind):
        return _list(value)
    if value in (None, ""):
        return None
    try:
        return _VALID[kind](value) if kind in _VALID else value
    except (TypeError, ValueError):
        raise CannotDo(f"{value!r} is no valid choice here.") from None


def _rich(value: Any) -> Json:
    if isinstance(value, dict):
        return value
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
    return {"type": "rich_text", "elements": [section]}


_VALID: dict[str, Any] = {
    "datepicker": lambda value: date.fromisoformat(value).isoformat(),
    "timepicker": lambda value: time.fromisoformat(value).strftime("%H:%M"),
    "datetimepicker": int,
    "rich_text_input": _rich,
}
