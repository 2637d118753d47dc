"""mrkdwn to HTML, as Slack renders it: https://docs.slack.dev/messaging/formatting-message-text

The text comes with Slack's three escapes (&amp; &lt; &gt;); everything else in it is escaped here.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from playground.page.render import dates
from playground.page.render.emoji import emojize
from playground.workspace import Workspace

FENCE = re.compile(r"```\n?(.*?)```", re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
ANGLE = re.compile("<([^<>\n|\ue000]+(?:\\|[^<>\n]*)?)>")
# A mark works at a word's edge only: snake_case and 2*3*4 stay as they are.
STYLES = (
    (re.compile(r"(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])"), "strong"),
    (re.compile(r"(?<![\w_])_(?!\s)([^_\n]+?)(?<!\s)_(?![\w_])"), "em"),
    (re.compile(r"(?<![\w~])~(?!\s)([^~\n]+?)(?<!\s)~(?![\w~])"), "s"),
)
HELD = re.compile("\ue000(\\d+)\ue001")
SPECIAL = {"here": "@here", "channel": "@channel", "everyone": "@everyone"}
SAFE_LINK = re.compile(r"https?://|mailto:|tel:|/(?![/\\])", re.IGNORECASE)
"""With two slashes a browser would take what follows for another machine."""
GROUP = {"nl": "groep", "en": "group"}


@dataclass
class Reader:
    """Renders for one person in one workspace; finished pieces are held aside so that no later rule touches them."""

    workspace: Workspace
    zone: ZoneInfo
    held: list[str] = field(default_factory=list)

    def render(self, text: str) -> Markup:
        clean = text.replace("\ue000", "").replace("\ue001", "")
        words = FENCE.sub(lambda found: self._hold("pre", _plain(found[1])), clean)
        words = CODE.sub(lambda found: self._hold("code", _plain(found[1])), words)
        words = ANGLE.sub(lambda found: self._keep(self._angle(found[1])), words)
        words = emojize(_plain(words))
        for pattern, tag in STYLES:
            words = pattern.sub(rf"<{tag}>\1</{tag}>", words)
        words = _lines(words)
        while HELD.search(words):
            words = HELD.sub(lambda found: self.held[int(found[1])], words)
        return Markup(words)  # noqa: S704  (every part of it went through _plain)

    def _keep(self, finished: str) -> str:
        self.held.append(finished)
        return f"\ue000{len(self.held) - 1}\ue001"

    def _hold(self, tag: str, finished: str) -> str:
        return self._keep(f"<{tag}>{finished}</{tag}>")

    def _angle(self, inside: str) -> str:
        target, _, label = inside.partition("|")
        readers: dict[str, Callable[[str, str], str]] = {"@": self._person, "#": self._room, "!": self._special}
        reader = readers.get(target[:1])
        return reader(target[1:], label) if reader else _link(target, label)

    def _person(self, name: str, label: str) -> str:
        known = self.workspace.users.get(name)
        return _mention("@" + ((known.display_name or known.real_name) if known else label or name))

    def _room(self, name: str, label: str) -> str:
        known = self.workspace.channels.get(name)
        return _mention("#" + (known.name if known else label or name))

    def _special(self, command: str, label: str) -> str:
        if command.startswith("date^"):
            return self._date(command, label)
        if command.startswith("subteam^"):
            known = self.workspace.usergroups.get(command.removeprefix("subteam^"))
            return _mention("@" + (known.handle if known else label or GROUP[self.workspace.lang]))
        return _mention(SPECIAL.get(command, label or command))

    def _date(self, command: str, fallback: str) -> str:
        try:
            _, seconds, shape, *link = command.split("^")
            moment = datetime.fromtimestamp(int(seconds), self.zone)
        except (ValueError, OverflowError, OSError):
            return _plain(fallback)
        now = self.workspace.clock.now().astimezone(self.zone)
        shown = dates.shaped(moment, shape, now, self.workspace.lang)
        return anchor(link[0].replace("&amp;", "&"), _plain(shown)) or _plain(shown) if link else _plain(shown)


def _plain(text: str) -> str:
    """Slack's three escapes undone, then everything that means something in HTML escaped."""
    raw = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return html.escape(raw)


def _mention(words: str) -> str:
    return f'<span class="mention">{_plain(words)}</span>'


def is_safe(address: str) -> bool:
    """A link that opens a page or a mail; never a script."""
    return bool(SAFE_LINK.match(address))


def _link(target: str, label: str) -> str:
    address = target.replace("&amp;", "&")
    shown = emojize(_plain(label or address.removeprefix("mailto:")))
    return anchor(address, shown) or _plain(f"<{target}>")


def anchor(address: str, shown: str) -> str:
    """Nothing when it is no link to follow. `shown` is HTML."""
    if not is_safe(address):
        return ""
    return f'<a href="{html.escape(address)}" target="_blank" rel="noopener noreferrer">{shown}</a>'


def _lines(words: str) -> str:
    """Lines, with consecutive quoted ones together in one block."""
    out: list[str] = []
    quote: list[str] = []
    for line in [*words.split("\n"), None]:
        if line is not None and line.startswith("&gt;"):
            quote.append(line.removeprefix("&gt;").removeprefix(" "))
            continue
        if quote:
            out.append(f"<blockquote>{'<br>'.join(quote)}</blockquote>")
            quote = []
        if line is not None:
            out.append(line)
    return "<br>".join(out).replace("</blockquote><br>", "</blockquote>").replace("<br><blockquote>", "<blockquote>")


def plain(text: str) -> Markup:
    """plain_text: emoji names, and nothing else."""
    return Markup(emojize(html.escape(text)).replace("\n", "<br>"))  # noqa: S704  (escaped right there)
