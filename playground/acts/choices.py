"""What somebody picked in a control, as Slack writes it in actions and in state."""

from datetime import date, time
from typing import Any

from playground.acts.refusals import CannotDo
from playground.model import Json

TEXT = {"plain_text_input", "email_text_input", "number_input", "url_text_input", "rich_text_input"}
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
}
ONE_OPTION = {"static_select", "external_select", "overflow", "radio_buttons"}
MANY_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
INITIAL = {
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "datetimepicker": "initial_date_time",
    "users_select": "initial_user",
    "conversations_select": "initial_conversation",
    "channels_select": "initial_channel",
    "multi_users_select": "initial_users",
    "multi_conversations_select": "initial_conversations",
    "multi_channels_select": "initial_channels",
}


def picked(element: Json, value: Any) -> Json:
    """The element's state once `value` is chosen: an option's value, a date, a user id, words, or a list of those."""
    type = element["type"]
    if type == "button" or type == "workflow_button":
        return {"type": "button", "value": element.get("value"), "text": element.get("text")}
    if type in TEXT:
        return {"type": type, "value": value if value not in ("", None) else None}
    if type in ONE_OPTION:
        return {"type": type, "selected_option": _option(element, value) if value not in ("", None) else None}
    if type in MANY_OPTIONS:
        return {"type": type, "selected_options": [_option(element, each) for each in _list(value)]}
    if type in PICKS:
        return {"type": type, PICKS[type]: _valid(type, value)}
    raise CannotDo(f"Nothing can be chosen in a {type}.")


def initial(element: Json) -> Json:
    """The element's state before anybody touches it."""
    type = element["type"]
    if type in TEXT:
        return {"type": type, "value": element.get("initial_value")}
    if type in ONE_OPTION:
        return {"type": type, "selected_option": element.get("initial_option")}
    if type in MANY_OPTIONS:
        return {"type": type, "selected_options": element.get("initial_options", [])}
    if type in PICKS:
        many = type.startswith("multi_") or type == "file_input"
        return {"type": type, PICKS[type]: element.get(INITIAL.get(type, ""), [] if many else None)}
    return {"type": type}


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


def _list(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def _valid(type: str, value: Any) -> Any:
    if value in (None, ""):
        return [] if type.startswith("multi_") else None
    try:
        if type == "datepicker":
            return date.fromisoformat(value).isoformat()
        if type == "timepicker":
            return time.fromisoformat(value).strftime("%H:%M")
        if type == "datetimepicker":
            return int(value)
    except (TypeError, ValueError):
        raise CannotDo(f"{value!r} is no valid choice here.") from None
    return _list(value) if type.startswith("multi_") or type == "file_input" else value
