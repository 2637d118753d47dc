"""rich_text blocks to HTML."""

import html
from typing import Any

from markupsafe import Markup

from playground.model import Json
from playground.page.render.emoji import character
from playground.page.render.mrkdwn import Reader, anchor

STYLE_TAGS = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}


def rich_text(block: Json, reader: Reader) -> Markup:
    return Markup("".join(_section(each, reader) for each in block.get("elements", [])))  # noqa: S704


def _section(section: Json, reader: Reader) -> str:
    if section["type"] == "rich_text_list":
        items = "".join(f"<li>{_inside(item, reader)}</li>" for item in section["elements"])
        tag = "ol" if section.get("style") == "ordered" else "ul"
        return f'<{tag} class="indent-{int(section.get("indent", 0))}">{items}</{tag}>'
    tags = {"rich_text_quote": "blockquote", "rich_text_preformatted": "pre"}
    tag = tags.get(section["type"], "div")
    return f"<{tag}>{_inside(section, reader)}</{tag}>"


def _inside(section: Json, reader: Reader) -> str:
    return "".join(_piece(piece, reader) for piece in section.get("elements", []))


def _piece(piece: Json, reader: Reader) -> str:
    shown = _words(piece, reader)
    for name, tag in STYLE_TAGS.items():
        if piece.get("style", {}).get(name):
            shown = f"<{tag}>{shown}</{tag}>"
    return shown


def _words(piece: Json, reader: Reader) -> str:
    kind: Any = piece["type"]
    if kind == "text":
        return html.escape(piece["text"]).replace("\n", "<br>")
    if kind == "emoji":
        return html.escape(character(piece["name"]) or f":{piece['name']}:")
    if kind == "link":
        shown = html.escape(piece.get("text") or piece["url"].removeprefix("mailto:"))
        return anchor(piece["url"], shown) or shown
    written = {
        "user": f"<@{piece.get('user_id')}>",
        "channel": f"<#{piece.get('channel_id')}>",
        "usergroup": f"<!subteam^{piece.get('usergroup_id')}>",
        "broadcast": f"<!{piece.get('range')}>",
        "date": f"<!date^{piece.get('timestamp')}^{piece.get('format', '{date}')}|{piece.get('fallback', '')}>",
    }
    return str(reader.render(written.get(kind, "")))
