"""Block elements as Slack documents them: their fields, their limits, and where each may stand."""

from playground.checks.choices import (
    initial_option_is_offered,
    initial_options_are_offered,
    initial_value_fits,
    no_more_than_may_be_selected,
    number_in_range,
)
from playground.checks.objects import (
    AT_LEAST_ONE,
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH_ACTION_CONFIG,
    ENCODED_ID,
    FLAG,
    ID,
    IMAGE_SOURCE,
    ONE_TO_TEN,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    RICH_OPTION,
    SLACK_FILE,
    URL,
    WEB_URL,
    WORKFLOW,
    plain,
)
from playground.checks.rules import Anything, Check, Many, OneOf, Rule, Shape, Whole, Words, exactly_one

_TYPE: dict[str, Rule] = {"type": Words()}
_STYLE = Words(choices=("primary", "danger"))
_DATE = Words(form=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", form_name="date (YYYY-MM-DD)")
_TIME = Words(form=r"([01]\d|2[0-3]):[0-5]\d", form_name="time (HH:mm)")
_NUMBER = Words(form=r"-?\d+(\.\d+)?", form_name="number")
_IDS = Many(ENCODED_ID, least=0)
_LABEL = Words(most=75)
_PICK: dict[str, Rule] = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": FLAG}
_MENU: dict[str, Rule] = {**_PICK, "placeholder": plain(150)}
_FIELD: dict[str, Rule] = {
    "action_id": ID,
    "placeholder": plain(150),
    "focus_on_load": FLAG,
    "dispatch_action_config": DISPATCH_ACTION_CONFIG,
}
_LISTED: dict[str, Rule] = {"options": Many(OPTION, most=100), "option_groups": Many(OPTION_GROUP, most=100)}
_SOURCE: Check = exactly_one("options", "option_groups")


def _one(may: dict[str, Rule] | None = None, *checks: Check) -> Shape:
    return Shape(needs=_TYPE, may={**_MENU, **(may or {})}, checks=checks)


def _several(initial: str, rule: Rule, may: dict[str, Rule] | None = None, *checks: Check) -> Shape:
    fields = {**_MENU, initial: rule, "max_selected_items": AT_LEAST_ONE, **(may or {})}
    return Shape(needs=_TYPE, may=fields, checks=(no_more_than_may_be_selected(initial), *checks))


def _field(may: dict[str, Rule], *checks: Check, needs: dict[str, Rule] | None = None) -> Shape:
    return Shape(needs={**_TYPE, **(needs or {})}, may={**_FIELD, **may}, checks=checks)


_BUTTON_FACE: dict[str, Rule] = {"action_id": ID, "style": _STYLE, "accessibility_label": _LABEL}
_FEEDBACK = Shape(needs={"text": plain(75), "value": Words(most=2000)}, may={"accessibility_label": _LABEL})
_CONVERSATIONS: dict[str, Rule] = {"default_to_current_conversation": FLAG, "filter": CONVERSATION_FILTER}
_RESPONDS: dict[str, Rule] = {"response_url_enabled": FLAG}

ELEMENTS: dict[str, Shape] = {
    "button": Shape(
        needs={**_TYPE, "text": plain(75)},
        may={**_BUTTON_FACE, "url": URL, "value": Words(most=2000), "confirm": CONFIRM},
    ),
    "workflow_button": Shape(needs={**_TYPE, "text": plain(75), "workflow": WORKFLOW}, may=_BUTTON_FACE),
    "icon_button": Shape(
        needs={**_TYPE, "icon": Words(choices=("trash",)), "text": plain(75)},
        may={
            "action_id": ID,
            "value": Words(most=2000),
            "confirm": CONFIRM,
            "accessibility_label": _LABEL,
            "visible_to_user_ids": Many(ENCODED_ID, most=10),
        },
    ),
    "feedback_buttons": Shape(
        needs={**_TYPE, "positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, may={"action_id": ID}
    ),
    "overflow": Shape(
        needs={**_TYPE, "options": Many(OVERFLOW_OPTION, most=5)}, may={"action_id": ID, "confirm": CONFIRM}
    ),
    "static_select": _one({**_LISTED, "initial_option": OPTION}, _SOURCE, initial_option_is_offered),
    "external_select": _one({"initial_option": OPTION, "min_query_length": Whole(least=0)}),
    "users_select": _one({"initial_user": ENCODED_ID}),
    "conversations_select": _one({"initial_conversation": ENCODED_ID, **_CONVERSATIONS, **_RESPONDS}),
    "channels_select": _one({"initial_channel": ENCODED_ID, **_RESPONDS}),
    "multi_static_select": _several(
        "initial_options", Many(OPTION, most=100), _LISTED, _SOURCE, initial_options_are_offered
    ),
    "multi_external_select": _several("initial_options", Many(OPTION, most=100), {"min_query_length": Whole(least=0)}),
    "multi_users_select": _several("initial_users", _IDS),
    "multi_conversations_select": _several("initial_conversations", _IDS, _CONVERSATIONS),
    "multi_channels_select": _several("initial_channels", _IDS),
    "radio_buttons": Shape(
        needs={**_TYPE, "options": Many(RICH_OPTION, most=10)},
        may={**_PICK, "initial_option": RICH_OPTION},
        checks=(initial_option_is_offered,),
    ),
    "checkboxes": Shape(
        needs={**_TYPE, "options": Many(RICH_OPTION, most=10)},
        may={**_PICK, "initial_options": Many(RICH_OPTION, most=10)},
        checks=(initial_options_are_offered,),
    ),
    "datepicker": _one({"initial_date": _DATE}),
    "timepicker": _one({"initial_time": _TIME, "timezone": Words()}),
    "datetimepicker": Shape(
        needs=_TYPE, may={**_PICK, "initial_date_time": Whole(least=1_000_000_000, most=9_999_999_999)}
    ),
    "plain_text_input": _field(
        {
            "initial_value": Words(most=3000),
            "multiline": FLAG,
            "min_length": Whole(least=0, most=3000),
            "max_length": Whole(least=1, most=3000),
        },
        initial_value_fits,
    ),
    "email_text_input": _field({"initial_value": Words(form=r"[^@\s]+@[^@\s]+", form_name="email address")}),
    "url_text_input": _field({"initial_value": URL}),
    "number_input": _field(
        {"initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER},
        number_in_range,
        needs={"is_decimal_allowed": FLAG},
    ),
    "rich_text_input": _field({"initial_value": Anything()}),
    "file_input": Shape(needs=_TYPE, may={"action_id": ID, "filetypes": Many(Words()), "max_files": ONE_TO_TEN}),
    "image": Shape(
        needs={**_TYPE, "alt_text": Words(most=2000)},
        may={"image_url": WEB_URL, "slack_file": SLACK_FILE},
        checks=IMAGE_SOURCE,
    ),
}

_SELECTS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
_MULTI_SELECTS = tuple(f"multi_{name}" for name in _SELECTS)
_BOXES = ("radio_buttons", "checkboxes", "datepicker", "timepicker")


def _standing(*names: str) -> OneOf:
    return OneOf({name: ELEMENTS[name] for name in names})


IN_SECTION = _standing("button", "workflow_button", "image", "overflow", *_SELECTS, *_MULTI_SELECTS, *_BOXES)
IN_ACTIONS = _standing(
    "button", "workflow_button", "overflow", *_SELECTS, *_MULTI_SELECTS, *_BOXES, "datetimepicker", "rich_text_input"
)
IN_INPUT = _standing(
    *_SELECTS,
    *_MULTI_SELECTS,
    *_BOXES,
    "datetimepicker",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
)
IN_CONTEXT_ACTIONS = _standing("feedback_buttons", "icon_button")
