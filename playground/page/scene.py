"""What one person sees of the workspace, ready for the templates."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_date
from markupsafe import Markup

from playground.acts import talking
from playground.model import App, Channel, Json, Message, User, View
from playground.page.controls import Controls
from playground.page.render.emoji import is_only_emoji
from playground.page.render.markdown import markdown
from playground.page.render.mrkdwn import Reader, is_safe, plain
from playground.page.render.rich_text import rich_text
from playground.page.words import WORDS
from playground.workspace import Workspace

FILE_ID = re.compile(r"/files-pri/\w+-(F\w+)/")
"""In what files.info gives as `url_private`."""
COLOURS = ("#4a6fa5", "#7d5ba6", "#2e7d6b", "#b0603a", "#8a4f62", "#5d6d3f", "#3f6d7d", "#94622c")


@dataclass(frozen=True)
class Line:
    """One message, with what stands above it: a new day, or the name again."""

    message: Message
    author: User
    at: datetime
    new_day: str
    shows_name: bool
    replies: int


class Scene(Controls):
    """`viewer` looks; `lang` is the page's language."""

    def __init__(self, workspace: Workspace, viewer: User) -> None:
        self.workspace, self.viewer, self.lang = workspace, viewer, workspace.lang
        self.zone = ZoneInfo(viewer.tz)

    def say(self, key: str, **params: object) -> str:
        return WORDS[self.lang][key].format(**params)

    def mrkdwn(self, text: str) -> Markup:
        return Reader(self.workspace, self.zone).render(text)

    def text(self, given: Json) -> Markup:
        """A text object."""
        return self.mrkdwn(given["text"]) if given["type"] == "mrkdwn" else plain(given["text"])

    def markdown(self, text: str) -> Markup:
        return markdown(text, Reader(self.workspace, self.zone))

    def safe_link(self, address: str) -> str:
        return address if is_safe(address) else "#"

    def rich_text(self, block: Json) -> Markup:
        return rich_text(block, Reader(self.workspace, self.zone))

    # Places

    def rooms(self) -> list[Channel]:
        """Channels of one's own. An archived one leaves the list, as in Slack."""
        known = (room for room in self.workspace.channels.values() if not (room.is_im or room.is_archived))
        return sorted((room for room in known if self.viewer.id in room.members), key=lambda room: room.name)

    def why_closed(self, room: Channel) -> str:
        return talking.why_closed(self.workspace, room)

    def apps(self) -> list[tuple[App, Channel]]:
        return [(app, self.workspace.im(self.viewer.id, app.id)) for app in self.workspace.apps.values()]

    def directs(self) -> list[tuple[User, Channel]]:
        """Conversations with people, those that were begun."""
        pairs = ((self.other(room), room) for room in self.workspace.channels.values() if room.is_im)
        return [(person, room) for person, room in pairs if person and not person.is_bot]

    def other(self, room: Channel) -> User | None:
        """Who else is in a direct message of the viewer's."""
        if self.viewer.id not in room.members:
            return None
        rest = [member for member in room.members if member != self.viewer.id]
        return self.workspace.users.get(rest[0]) if rest else self.viewer

    def title(self, room: Channel) -> str:
        person = self.other(room) if room.is_im else None
        return (person.display_name or person.real_name) if person else room.name

    def app_of(self, room: Channel) -> App | None:
        return next((app for app in self.workspace.apps.values() if room.is_im and app.bot_user in room.members), None)

    def home(self, app: App) -> View | None:
        return self.workspace.views.get(self.workspace.homes.get((self.viewer.id, app.id), ""))

    def last_ts(self, room: Channel) -> str:
        seen = self.workspace.seen_by(self.viewer.id, room.id)
        return seen[-1].ts if seen else ""

    # Messages

    def lines(self, room: Channel, thread: str | None = None) -> Iterator[Line]:
        seen = self.workspace.seen_by(self.viewer.id, room.id)
        before: Line | None = None
        for message in seen:
            in_thread = message.thread_ts and message.thread_ts != message.ts
            if thread is None and in_thread and message.subtype != "thread_broadcast":
                continue
            if thread is not None and thread not in (message.ts, message.thread_ts):
                continue
            replies = sum(each.thread_ts == message.ts != each.ts for each in seen)
            before = self._line(message, before, replies)
            yield before

    def _line(self, message: Message, before: Line | None, replies: int) -> Line:
        at = datetime.fromtimestamp(float(message.ts), UTC).astimezone(self.zone)
        new_day = before is None or before.at.date() != at.date()
        same = before is not None and before.message.user == message.user and (at - before.at).total_seconds() < 300
        shows_name = new_day or not same or message.ephemeral_to is not None
        author = self.workspace.users[message.user]
        return Line(message, author, at, self.day(at.date()) if new_day else "", shows_name, replies)

    def is_big(self, message: Message) -> bool:
        return not message.blocks and is_only_emoji(message.text)

    def day(self, day: date) -> str:
        return str(format_date(day, "EEEE d MMMM", locale=self.lang))

    def now(self) -> str:
        local = self.workspace.clock.now().astimezone(self.zone)
        return f"{self.day(local.date())}, {local:%H:%M}"

    # Windows

    def modal(self) -> View | None:
        stack = self.workspace.modals.get(self.viewer.id, [])
        return self.workspace.views.get(stack[-1]) if stack else None

    def is_pushed(self) -> bool:
        return len(self.workspace.modals.get(self.viewer.id, [])) > 1

    def picture(self, image: Json) -> str:
        """Where an image block's picture is."""
        if image.get("image_url"):
            return str(image["image_url"])
        given = image.get("slack_file", {})
        in_address = FILE_ID.search(str(given.get("url", "")))
        return self.file_address(given.get("id") or (in_address[1] if in_address else ""))

    def file_address(self, file_id: str) -> str:
        kept = self.workspace.files.get(file_id)
        return f"/as/{self.viewer.id}/file/{kept.id}/{quote(kept.name, safe='')}" if kept else ""

    # People

    def initials(self, person: User) -> str:
        return "".join(part[0] for part in person.real_name.split()[:2]).upper() or "?"

    def colour(self, person: User) -> str:
        return COLOURS[hashlib.blake2b(person.id.encode(), digest_size=1).digest()[0] % len(COLOURS)]

    def people(self) -> list[User]:
        return [person for person in self.workspace.users.values() if not person.is_bot]
