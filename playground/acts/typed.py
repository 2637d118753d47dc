"""From what somebody types to what Slack makes of it: escapes, mentions, channels and links."""

import re
from typing import TYPE_CHECKING

from playground.model import User

if TYPE_CHECKING:
    from playground.workspace import Workspace

_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_AT = re.compile(r"(?<![\w<])@([\w.-]*\w)")
_HASH = re.compile(r"(?<![\w<&])#([\w-]+)")
_LINK = re.compile(r"https?://[^\s<>|]*[^\s<>|.,;:!?)\"']")
_MENTION = re.compile(r"&lt;([@#][UWCGD][A-Z0-9_]+(?:\|[^&<>]*)?)&gt;")
EVERYBODY = {"here", "channel", "everyone"}


def message(workspace: "Workspace", words: str) -> str:
    """A message as it is kept: `@anna` becomes a mention, `<!channel>` typed by hand stays plain words."""
    parts = _CODE.split(_escaped(words))
    return "".join(part if part.startswith("`") else _linked(workspace, part) for part in parts)


def command(workspace: "Workspace", words: str) -> str:
    """The words of a command whose manifest says should_escape: people and channels arrive as ids with names."""
    words = _LINK.sub(r"<\g<0>>", words)
    words = _AT.sub(lambda found: _person(workspace, found, with_name=True), words)
    return _HASH.sub(lambda found: _channel(workspace, found), words)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _linked(workspace: "Workspace", words: str) -> str:
    words = _MENTION.sub(lambda found: _known(workspace, found), words)  # picked from the list of names, as an id
    words = _LINK.sub(r"<\g<0>>", words)
    words = _AT.sub(lambda found: _person(workspace, found, with_name=False), words)
    return _HASH.sub(lambda found: _channel(workspace, found), words)


def _known(workspace: "Workspace", found: re.Match[str]) -> str:
    key = found[1][1:].partition("|")[0]
    return f"<{found[1]}>" if key in workspace.users or key in workspace.channels else found[0]


def _person(workspace: "Workspace", found: re.Match[str], with_name: bool) -> str:
    if found[1] in EVERYBODY:
        return f"<!{found[1]}>"
    person = _by_name(workspace.users, found[1])
    if person is None:
        return found[0]
    return f"<@{person.id}|{person.name}>" if with_name else f"<@{person.id}>"


def _channel(workspace: "Workspace", found: re.Match[str]) -> str:
    room = next((each for each in workspace.channels.values() if each.name and each.name == found[1]), None)
    return f"<#{room.id}|{room.name}>" if room else found[0]


def _by_name(users: dict[str, User], name: str) -> User | None:
    return next((each for each in users.values() if each.name.lower() == name.lower()), None)
