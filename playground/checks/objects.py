"""The small objects that blocks and elements are composed of: texts, options, confirmations, filters."""

from playground.checks.rules import Check, Many, OneOf, Shape, Whole, Words, YesNo, exactly_one

ID = Words(most=255)
ENCODED_ID = Words(least=1, most=255)
URL = Words(most=3000, form=r"[a-z][a-z0-9+.-]*:.+", form_name="url")
WEB_URL = Words(most=3000, form=r"https?://.+", form_name="url")
FLAG = YesNo()


def plain(most: int, least: int = 1) -> Shape:
    """A text object that must be plain text."""
    return Shape(
        needs={"type": Words(choices=("plain_text",)), "text": Words(most=most, least=least)}, may={"emoji": FLAG}
    )


def text(most: int, least: int = 1) -> OneOf:
    """A text object, plain or mrkdwn."""
    words = Words(most=most, least=least)
    mrkdwn = Shape(needs={"type": Words(), "text": words}, may={"verbatim": FLAG})
    return OneOf({"plain_text": plain(most, least), "mrkdwn": mrkdwn})


CONFIRM = Shape(
    needs={"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    may={"style": Words(choices=("primary", "danger"))},
)

OPTION = Shape(needs={"text": plain(75), "value": Words(most=150)}, may={"description": plain(75)})
RICH_OPTION = Shape(needs={"text": text(75), "value": Words(most=150)}, may={"description": text(75)})
"""In radio buttons and checkboxes options may be mrkdwn."""
OVERFLOW_OPTION = Shape(needs={"text": plain(75), "value": Words(most=150)}, may={"description": plain(75), "url": URL})
OPTION_GROUP = Shape(needs={"label": plain(75), "options": Many(OPTION, most=100)})

DISPATCH_ACTION_CONFIG = Shape(
    may={"trigger_actions_on": Many(Words(choices=("on_enter_pressed", "on_character_entered")))}
)

CONVERSATION_FILTER = Shape(
    may={
        "include": Many(Words(choices=("im", "mpim", "private", "public"))),
        "exclude_external_shared_channels": FLAG,
        "exclude_bot_users": FLAG,
    }
)

SLACK_FILE = Shape(may={"id": ENCODED_ID, "url": WEB_URL}, checks=(exactly_one("id", "url"),))

_TRIGGER = Shape(
    needs={"url": WEB_URL},
    may={"customizable_input_parameters": Many(Shape(needs={"name": Words(), "value": Words()}), least=0)},
)
WORKFLOW = Shape(needs={"trigger": _TRIGGER})

ONE_TO_TEN = Whole(least=1, most=10)
AT_LEAST_ONE = Whole(least=1)

IMAGE_SOURCE: tuple[Check, ...] = (exactly_one("image_url", "slack_file"),)
