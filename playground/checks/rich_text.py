"""The rich_text block: sections, lists, quotes and preformatted text, and what stands in them."""

from playground.checks.objects import ENCODED_ID, FLAG, ID, URL
from playground.checks.rules import Many, OneOf, Rule, Shape, Whole, Words

_TYPE: dict[str, Rule] = {"type": Words()}
_STYLE = Shape(
    may={name: FLAG for name in ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight")}
    | {"unlink": FLAG}
)


def _part(needs: dict[str, Rule], may: dict[str, Rule] | None = None) -> Shape:
    return Shape(needs={**_TYPE, **needs}, may={"style": _STYLE, **(may or {})})


_PARTS = OneOf(
    {
        "text": _part({"text": Words(least=1)}),
        "link": _part({"url": URL}, {"text": Words(), "unsafe": FLAG}),
        "user": _part({"user_id": ENCODED_ID}),
        "channel": _part({"channel_id": ENCODED_ID}),
        "usergroup": _part({"usergroup_id": ENCODED_ID}),
        "emoji": _part({"name": Words(least=1)}, {"unicode": Words(), "skin_tone": Whole(least=1, most=6)}),
        "broadcast": _part({"range": Words(choices=("here", "channel", "everyone"))}),
        "color": _part({"value": Words(form="#[0-9a-fA-F]{6}", form_name="color")}),
        "date": _part({"timestamp": Whole(), "format": Words()}, {"url": URL, "fallback": Words()}),
    }
)

_BORDER: dict[str, Rule] = {"border": Whole(least=0, most=1)}
_SECTION = Shape(needs={**_TYPE, "elements": Many(_PARTS, least=0)})
_LIST = Shape(
    needs={
        **_TYPE,
        "style": Words(choices=("bullet", "ordered")),
        "elements": Many(OneOf({"rich_text_section": _SECTION})),
    },
    may={**_BORDER, "indent": Whole(least=0, most=8), "offset": Whole(least=0)},
)
_BOXED = Shape(needs={**_TYPE, "elements": Many(_PARTS, least=0)}, may={**_BORDER, "language": Words()})

RICH_TEXT = Shape(
    needs={
        **_TYPE,
        "elements": Many(
            OneOf(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _LIST,
                    "rich_text_preformatted": _BOXED,
                    "rich_text_quote": _BOXED,
                }
            )
        ),
    },
    may={"block_id": ID},
)
