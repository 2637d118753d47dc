"""The markdown block: ordinary Markdown, by way of mrkdwn. Headings are bold lines, as Slack shows them."""

import re

from markupsafe import Markup

from playground.page.render.mrkdwn import Reader

_HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
_ITEM = re.compile(r"^(\s*)[-*] +", re.MULTILINE)
_ITALIC = re.compile(r"(?<![\w*])\*(?![\s*])([^*\n]+)\*(?![\w*])")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_STRIKE = re.compile(r"~~(.+?)~~")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)


def markdown(text: str, reader: Reader) -> Markup:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    parts = _CODE.split(escaped)
    return reader.render("".join(part if part.startswith("`") else _mrkdwn(part) for part in parts))


def _heading(found: re.Match[str]) -> str:
    """Bold as a whole, so nothing in it is bold once more."""
    return "*" + _BOLD.sub(r"\1", found[1]) + "*"


def _mrkdwn(text: str) -> str:
    text = _ITEM.sub(r"\1• ", text)
    text = _ITALIC.sub(r"_\1_", text)
    text = _HEADING.sub(_heading, text)
    text = _BOLD.sub(r"*\1*", text)
    return _LINK.sub(r"<\2|\1>", _STRIKE.sub(r"~\1~", text))
