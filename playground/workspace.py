"""The workspace: everything there is in it, and the verbs that change it."""

import asyncio
import random
from collections import deque
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from playground.clock import Clock
from playground.faults import Faults
from playground.limits import Limits
from playground.model import App, Channel, File, Json, Message, User, UserGroup, View
from playground.triggers import Trigger, Triggers
from playground.wire.delivery import Wire
from playground.wire.hooks import Hooks

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
TRAFFIC = 2000
"""Lines of the traffic log that are kept."""


@dataclass
class Workspace:
    team_id: str
    name: str
    domain: str
    lang: str = "nl"
    base_url: str = "http://127.0.0.1/"
    """Where apps and browsers reach this workspace."""
    clock: Clock = field(default_factory=Clock)
    seed: int = 1
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    apps: dict[str, App] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    usergroups: dict[str, UserGroup] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    ephemerals: list[Message] = field(default_factory=list)
    views: dict[str, View] = field(default_factory=dict)
    homes: dict[tuple[str, str], str] = field(default_factory=dict)
    modals: dict[str, list[str]] = field(default_factory=dict)
    notices: dict[str, list[str]] = field(default_factory=dict)
    hints: list[Json] = field(default_factory=list)
    jumps: list[Json] = field(default_factory=list)
    tickets: dict[str, str] = field(default_factory=dict)
    scheduled: dict[str, Json] = field(default_factory=dict)
    dead_tokens: dict[str, str] = field(default_factory=dict)
    """Tokens that worked once, and what Slack says of them now."""
    offered: dict[tuple[str, str, str], list[Json]] = field(default_factory=dict)
    """What apps last offered in external selects: (user, block id, action id) -> options."""
    present: dict[str, int] = field(default_factory=dict)
    """People whose page is open in a browser, with how many times."""
    limits: Limits = field(default_factory=Limits)
    faults: Faults = field(default_factory=Faults)
    triggers: Triggers = field(default_factory=Triggers)
    traffic: deque[Json] = field(default_factory=lambda: deque(maxlen=TRAFFIC))

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311  (names, not secrets: the same seed gives the same ones)
        self._last_ts = 0
        self.closing = False
        self._pages: list[asyncio.Queue[Json]] = []
        self.wire = Wire(self)
        self.hooks = Hooks(self)

    # Names

    def new_id(self, prefix: str) -> str:
        return prefix + "".join(self._random.choices(ALPHABET, k=10))

    def new_ts(self) -> str:
        """A message's name: the moment in seconds and microseconds, later than every one before."""
        self._last_ts = max(int(self.clock.now().timestamp() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06}"

    def app_by_token(self, token: str) -> App | None:
        return next((app for app in self.apps.values() if token and token in (app.bot_token, app.app_token)), None)

    def im(self, user_id: str, app_or_user: str) -> Channel:
        """The direct message between the two; an app is named by its own id or by its bot user's."""
        other = self.apps[app_or_user].bot_user if app_or_user in self.apps else app_or_user
        both = {user_id, other}
        known = next((room for room in self.channels.values() if room.is_im and set(room.members) == both), None)
        if known is None:
            known = Channel(
                self.new_id("D"), "", [user_id, other], is_im=True, created=int(self.clock.now().timestamp())
            )
            self.channels[known.id] = known
            self.tell({"channel": known.id})
        return known

    # Messages

    def post(self, message: Message) -> None:
        self.messages.setdefault(message.channel, {})[message.ts] = message
        self.tell({"channel": message.channel})
        self.wire.events.posted(message)

    def update(self, message: Message, **changes: Any) -> None:
        before = copy(message)
        for name, value in changes.items():
            setattr(message, name, value)
        self.tell({"channel": message.channel})
        if message.ephemeral_to is None:
            self.wire.events.changed(message, before)

    def delete(self, channel: str, ts: str) -> None:
        message = self.messages[channel].pop(ts)
        self.tell({"channel": channel})
        self.wire.events.deleted(message)

    def delete_file(self, kept: File) -> None:
        """Messages that showed it stay, and tell that it is gone."""
        del self.files[kept.id]
        for channel in kept.channels:
            self.tell({"channel": channel})

    def post_ephemeral(self, message: Message) -> None:
        self.ephemerals.append(message)
        self.tell({"channel": message.channel})

    def message(self, channel: str, ts: str) -> Message | None:
        """Also an ephemeral one."""
        hidden = (each for each in self.ephemerals if each.channel == channel and each.ts == ts)
        return self.messages.get(channel, {}).get(ts) or next(hidden, None)

    def seen_by(self, user: str, channel: str) -> list[Message]:
        """What that person sees in a conversation, oldest first."""
        own = [each for each in self.ephemerals if each.channel == channel and each.ephemeral_to == user]
        return sorted([*self.messages.get(channel, {}).values(), *own], key=lambda each: each.ts)

    def react(self, channel: str, ts: str, user: str, name: str) -> None:
        self.messages[channel][ts].reactions.setdefault(name, []).append(user)
        self.tell({"channel": channel})
        self.wire.events.reacted("reaction_added", self.messages[channel][ts], user, name)

    def unreact(self, channel: str, ts: str, user: str, name: str) -> None:
        self.messages[channel][ts].reactions[name].remove(user)
        self.tell({"channel": channel})
        self.wire.events.reacted("reaction_removed", self.messages[channel][ts], user, name)

    # Windows

    def open_modal(self, view: View) -> None:
        """A new window takes the place of whatever was open."""
        for name in self.modals.get(view.user, []):
            self.views.pop(name, None)
        self.views[view.id] = view
        self.modals[view.user] = [view.id]
        self.tell({"modal": view.user})

    def push_modal(self, view: View) -> None:
        self.views[view.id] = view
        self.modals.setdefault(view.user, []).append(view.id)
        self.tell({"modal": view.user})

    def publish_home(self, view: View) -> None:
        self.views[view.id] = view
        self.homes[view.user, view.app_id] = view.id
        self.tell({"home": view.user})

    def update_view(self, view: View) -> None:
        self.tell({"home" if view.type == "home" else "modal": view.user})

    def close_modal(self, view: View) -> None:
        """Closes one window; the one below it, if any, is there again."""
        stack = self.modals.get(view.user, [])
        if view.id in stack:
            stack.remove(view.id)
        self.views.pop(view.id, None)
        self.tell({"modal": view.user})

    def close_modals(self, user: str) -> None:
        for name in self.modals.pop(user, []):
            self.views.pop(name, None)
        self.tell({"modal": user})

    def new_trigger(self, user: str, app: str) -> str:
        return self.triggers.new(user, app)

    def take_trigger(self, trigger_id: str) -> Trigger | None:
        return self.triggers.take(trigger_id)

    def notice(self, user: str, words: str) -> None:
        """Something the chat program itself says to one person, such as that an app did not answer."""
        self.notices.setdefault(user, []).append(words)
        self.tell({"notice": user})

    # People

    def member_joined(self, channel: str, user: str, inviter: str | None = None) -> None:
        if user in self.channels[channel].members:
            return
        self.channels[channel].members.append(user)
        self.tell({"channel": channel, "people": True})
        self.wire.events.moved("member_joined_channel", self.channels[channel], user, inviter)

    def member_left(self, channel: str, user: str) -> None:
        # The event first: an app that is thrown out still hears of it.
        self.wire.events.moved("member_left_channel", self.channels[channel], user, None)
        self.channels[channel].members.remove(user)
        self.tell({"channel": channel, "people": True})

    # Pages

    def subscribe(self) -> asyncio.Queue[Json]:
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._pages.append(queue)
        return queue

    def unsubscribe(self, queue: asyncio.Queue[Json]) -> None:
        self._pages.remove(queue)

    def close(self) -> None:
        """Ends the streams of open pages, so that a server that stops need not wait for them."""
        self.closing = True
        self.tell({"closing": True})

    def tell(self, what: Json) -> None:
        for queue in self._pages:
            queue.put_nowait(what)
