"""The things a chat workspace is made of. Plain records: the rules about them live with the verbs that change them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

Json = dict[str, Any]


@dataclass
class User:
    """A person or a bot user. `locale` as Slack writes it: "nl-NL"."""

    id: str
    name: str
    real_name: str
    display_name: str = ""
    title: str = ""
    email: str = ""
    tz: str = "Europe/Amsterdam"
    locale: str = "nl-NL"
    is_admin: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    deleted: bool = False
    app_id: str | None = None
    bot_id: str | None = None
    status_text: str = ""
    status_emoji: str = ""

    def tz_offset(self, now: datetime) -> int:
        """Seconds east of UTC at that moment, as Slack reports it."""
        offset = now.astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(offset.total_seconds()) if offset else 0


@dataclass
class Channel:
    """A public or private channel, or a direct message (`is_im`, then `members` are the two)."""

    id: str
    name: str
    members: list[str] = field(default_factory=list)
    is_im: bool = False
    is_private: bool = False
    is_archived: bool = False
    topic: str = ""
    purpose: str = ""
    created: int = 0


@dataclass
class Message:
    """`ephemeral_to` names the only person who sees it; such messages have no place in the history."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    username: str | None = None
    icon_emoji: str | None = None
    edited_ts: str | None = None
    client_msg_id: str | None = None
    ephemeral_to: str | None = None
    mrkdwn: bool = True
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    state: Json = field(default_factory=dict)
    """What each person filled in in the message's own inputs: {user: {block_id: {action_id: state}}}."""


@dataclass
class View:
    """A modal (with the stack it lies in, through `previous`) or somebody's App Home."""

    id: str
    type: Literal["modal", "home"]
    app_id: str
    user: str
    body: Json
    """As the app sent it: type, title, submit, close, blocks, private_metadata, callback_id, …"""
    hash: str
    external_id: str = ""
    root: str = ""
    previous: str | None = None
    state: Json = field(default_factory=dict)
    """{block_id: {action_id: {"type": …, "value" / "selected_option" / …}}}, as in view.state.values."""
    errors: dict[str, str] = field(default_factory=dict)
    """What the app found wrong at the last submission, by block id."""


@dataclass
class File:
    id: str
    name: str
    user: str
    size: int = 0
    mimetype: str = "application/octet-stream"
    title: str = ""
    alt_text: str = ""
    content: bytes = b""
    channels: list[str] = field(default_factory=list)
    completed: bool = False


@dataclass
class UserGroup:
    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)


@dataclass
class Command:
    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass
class App:
    """An installed app, made from its manifest. A token's scopes are the manifest's."""

    id: str
    name: str
    bot_user: str
    bot_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: dict[str, Command]
    socket_mode: bool = True
    home_tab: bool = False
    messages_tab: bool = True
    read_only: bool = False
    """People can read its direct messages, not write any."""
    interactive: bool = True
    """Hears of clicks and windows."""
    description: str = ""
    request_url: str = ""
    """Where signed requests go when Socket Mode is off."""
