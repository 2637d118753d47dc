"""Layout blocks as Slack documents them, and which surface shows which."""

from playground.checks.elements import ELEMENTS, IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from playground.checks.objects import FLAG, ID, IMAGE_SOURCE, SLACK_FILE, WEB_URL, plain, text
from playground.checks.rich_text import RICH_TEXT
from playground.checks.rules import Anything, Many, OneOf, Rule, Shape, Words, at_least_one

_TYPE: dict[str, Rule] = {"type": Words()}
_ID: dict[str, Rule] = {"block_id": ID}


def _block(needs: dict[str, Rule] | None = None, may: dict[str, Rule] | None = None) -> Shape:
    return Shape(needs={**_TYPE, **(needs or {})}, may={**_ID, **(may or {})})


_CELL = OneOf(
    {
        "raw_text": Shape(needs={**_TYPE, "text": Words()}),
        "raw_number": Shape(needs={**_TYPE, "value": Anything()}, may={"text": Words()}),
        "rich_text": RICH_TEXT,
    }
)
_COLUMN = Shape(may={"align": Words(choices=("left", "center", "right")), "is_wrapped": FLAG})
_SECTION_TEXT = text(3000)
_IN_CONTEXT = OneOf({"image": ELEMENTS["image"], **_SECTION_TEXT.shapes})

BLOCKS: dict[str, Shape] = {
    "section": Shape(
        needs=_TYPE,
        may={
            **_ID,
            "text": _SECTION_TEXT,
            "fields": Many(text(2000), most=10),
            "accessory": IN_SECTION,
            "expand": FLAG,
        },
        checks=(at_least_one("text", "fields"),),
    ),
    "header": _block({"text": plain(150)}),
    "divider": _block(),
    "context": _block({"elements": Many(_IN_CONTEXT, most=10)}),
    "context_actions": _block({"elements": Many(IN_CONTEXT_ACTIONS, most=5)}),
    "actions": _block({"elements": Many(IN_ACTIONS, most=25)}),
    "input": _block(
        {"label": plain(2000), "element": IN_INPUT}, {"hint": plain(2000), "optional": FLAG, "dispatch_action": FLAG}
    ),
    "image": Shape(
        needs={**_TYPE, "alt_text": Words(most=2000)},
        may={**_ID, "image_url": WEB_URL, "slack_file": SLACK_FILE, "title": plain(2000)},
        checks=IMAGE_SOURCE,
    ),
    "markdown": _block({"text": Words(most=12000, least=1)}),
    "rich_text": RICH_TEXT,
    "table": _block(
        {"rows": Many(Many(_CELL, most=20), most=100)}, {"column_settings": Many(_COLUMN, most=20, least=0)}
    ),
    "video": _block(
        {"alt_text": Words(), "title": plain(200), "thumbnail_url": WEB_URL, "video_url": WEB_URL},
        {
            "author_name": Words(most=50),
            "description": plain(200),
            "provider_icon_url": WEB_URL,
            "provider_name": Words(),
            "title_url": WEB_URL,
        },
    ),
    "file": _block({"external_id": Words(), "source": Words(choices=("remote",))}),
}

_MESSAGE_ONLY = {"markdown", "table", "file", "context_actions"}
_VIEW_BLOCKS = OneOf({name: shape for name, shape in BLOCKS.items() if name not in _MESSAGE_ONLY}, plain=True)

SURFACES: dict[str, Many] = {
    "message": Many(OneOf(BLOCKS, plain=True), most=50, least=0),
    "modal": Many(_VIEW_BLOCKS, most=100, least=0),
    "home": Many(_VIEW_BLOCKS, most=100, least=0),
}
