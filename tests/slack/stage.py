"""The real bot in a real (look-alike) workspace: what a person does goes in at one end, what Slack shows comes out."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot import appoint, gather
from bot.app import AFTERWARDS, Zetje, build
from bot.config import Config
from bot.content import wording
from bot.core.addresses import Address
from bot.core.leases import Lease
from bot.core.prompts import Locale
from bot.gather import Profile, Settings
from handlers.slack.joining_blocks import JOIN
from handlers.slack.manifest import manifest
from playground.model import Json
from playground.server import Playground, running
from storage import identities, members, teams

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=AMSTERDAM)
MONDAY = datetime(2026, 11, 30, 9, 20, tzinfo=AMSTERDAM)
AFTER_POST = datetime(2026, 12, 8, 10, 5, tzinfo=AMSTERDAM)
WORDS = wording.load()
Found = TypeVar("Found")
PATIENCE_SECONDS = 60.0
"""A busy machine may take its time: what does not happen at all is what fails."""
ADMIN = "beheer"
PEOPLE = ("anna", "bram", "chadia", "daan", "elif", "femke")


@dataclass(frozen=True)
class Stage:
    playground: Playground
    zetje: Zetje
    lang: Locale
    ids: dict[str, str]
    app: Json

    def do(self, act: str, **arguments: Any) -> Any:
        return self.playground.control.do(act, **arguments)

    def move_to(self, moment: datetime) -> None:
        self.do("clock", to=moment.isoformat())

    def messages(self, name: str, channel: str = "") -> list[Json]:
        """What that person sees with Zetje, or in a channel."""
        return self.playground.control.messages(user=self.ids[name], channel=channel or self.app["id"])

    def texts(self, name: str, channel: str = "") -> list[str]:
        return [text_of(message) for message in self.messages(name, channel)]

    def nudges(self, name: str) -> list[Json]:
        return [message for message in self.messages(name) if "nudge." in str(message.get("blocks"))]

    def tap(self, name: str, action_id: str, message: Json | None = None, value: str | None = None) -> None:
        where = message or self.until(lambda: self.with_control(name, action_id))
        person = self.ids[name]
        self.do("click", user=person, channel=where["channel"], ts=where["ts"], action_id=action_id, value=value)

    def with_control(self, name: str, action_id: str) -> Json | None:
        """The newest message of that person's that has this control."""
        found = [each for each in self.messages(name) if f"'{action_id}'" in str(each.get("blocks"))]
        return found[-1] if found else None

    def modal(self, name: str) -> Json:
        return self.until(lambda: self.playground.control.modal(self.ids[name]))

    def say(self, name: str, text: str) -> None:
        self.do("say", user=self.ids[name], channel=self.app["id"], text=text)

    def command(self, name: str, text: str, channel: str = "") -> None:
        self.do("command", user=self.ids[name], channel=channel or self.app["id"], text=text)

    def expects(self, name: str, key: str, channel: str = "", /, **params: object) -> Json:
        """Waits until that person sees the sentence under this key; returns the message it is in."""
        sentence = WORDS.say(self.lang, key, **params)

        def look() -> Json | None:
            return next((each for each in self.messages(name, channel) if sentence in text_of(each)), None)

        return self.until(look)

    def until(self, look: Callable[[], Found | None]) -> Found:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            found = look()
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError("it did not happen")

    def settle(self) -> None:
        """What was left for after the acks is done, and what that left for later too."""
        for _ in range(2):
            settle(self.zetje)

    def found_team(self, channel: str = "balie") -> None:
        self.make_team(channel)
        self.start_team(channel)

    def make_team(self, channel: str = "balie", coach: str | None = None) -> None:
        """A team that prepares; tests/slack/test_launch.py makes one in its window."""
        admin, place = self.address(ADMIN), self.place(channel)
        self.do("invite_bot", user=admin.key, channel=channel, app=self.app["id"])
        people = [Address("slack", admin.tenant, "person", id) for id in self.there(channel)]
        profiles = [Profile(each, AMSTERDAM, self.lang) for each in people]
        now, admins = self.playground.clock.now(), {admin.key}
        gather.found(self.zetje.db, admin, admins, place, Settings("Publiekszaken", self.lang), profiles, now)
        if coach:
            appoint.name_coach(self.zetje.db, admin, admins, place, self.address(coach), now)

    def address(self, name: str) -> Address:
        return Address("slack", self.playground.workspace.team_id, "person", self.ids[name])

    def place(self, channel: str) -> Address:
        found = next(each for each in self.playground.workspace.channels.values() if each.name == channel)
        return Address("slack", self.playground.workspace.team_id, "channel", found.id)

    def there(self, channel: str) -> list[str]:
        """The people in a channel, without apps."""
        workspace = self.playground.workspace
        members = workspace.channels[self.place(channel).key].members
        return [id for id in members if not workspace.users[id].is_bot]

    def make_team_in_window(self, channel: str = "balie", coach: str | None = None, group: str | None = None) -> None:
        """An administrator does so; then it prepares."""
        admin = self.ids[ADMIN]
        self.do("invite_bot", user=admin, channel=channel, app=self.app["id"])
        self.command(ADMIN, "/zetje team Publiekszaken", channel)
        view = self.until(lambda: self.playground.control.modal(admin))
        values = ({"coach": self.ids[coach]} if coach else {}) | ({"group": group} if group else {})
        self.do("submit", user=admin, view_id=view["id"], values=values)
        mention = f"<#{self.place(channel).key}>"
        done = [WORDS.say(self.lang, f"team.{how}", channel=mention) for how in ("founded", "changed")]
        self.until(lambda: [each for each in done if each in text_of(self.playground.control.modal(admin) or {})])
        self.do("close", user=admin, view_id=view["id"], all_windows=True)

    def start_team(self, channel: str = "balie") -> None:
        """As if its A4 was read and its prompts were written; tests/slack/test_launch.py goes the whole way."""
        now = self.playground.clock.now()
        with self.zetje.db.begin() as conn:
            team_id = identities.find(conn, self.place(channel))
            assert team_id is not None
            teams.launch(conn, team_id, now)
            for member in members.of_team(conn, team_id):
                gather.invite(conn, member.id, now)
        self.zetje.clockwork.sender.send_due(now)

    def everybody_joins(self, people: Sequence[str] = PEOPLE) -> None:
        for name in people:
            self.tap(name, JOIN)
        for name in people:
            self.until(lambda name=name: any("09:15" in text for text in self.texts(name)))  # type: ignore[misc]


def settle(zetje: Zetje) -> None:
    """Every thread for what comes after an ack passes here at the same time."""
    together = Barrier(AFTERWARDS)
    for passed in [zetje.executors[1].submit(together.wait, PATIENCE_SECONDS) for _ in range(AFTERWARDS)]:
        passed.result()


def text_of(message: Json) -> str:
    """Every word of a message, whatever block it is in."""
    words = [message.get("text", "")]
    for block in message.get("blocks", []):
        parts = [block.get("text"), *block.get("elements", []), block.get("accessory")]
        words += [str(part.get("text")) for part in parts if isinstance(part, dict)]
    return "\n".join(words)


def seed(lang: Locale, names: Sequence[str] = PEOPLE) -> Json:
    locale = "nl-NL" if lang == "nl" else "en-US"
    people = [{"name": name, "real_name": name.capitalize(), "locale": locale} for name in (ADMIN, *names)]
    return {
        "team": {"name": "Gemeente Voorbeeld"},
        "users": people,
        "channels": [{"name": "balie", "members": [ADMIN, *names]}, {"name": "post", "members": [ADMIN, *names[:1]]}],
    }


def settings(playground: Playground, folder: Path, database_url: str, lang: Locale, **more: str) -> dict[str, str]:
    """What stands in .env."""
    app = playground.control.get("apps")[0]
    admin = next(person["id"] for person in playground.control.get("users") if person["name"] == ADMIN)
    return {
        "SLACK_BOT_TOKEN": app["bot_token"],
        "SLACK_APP_TOKEN": app["app_token"],
        "SLACK_API_URL": playground.api_url,
        "DATABASE_URL": database_url,
        "ZETJE_MASTER_KEY_FILE": str(folder / "master.key"),
        "ZETJE_LANG": lang,
        "ZETJE_QUIET_WEEKS": "no",  # much of what is played here happens around Christmas
        "ZETJE_ADMINS": admin,
        **more,
    }


@contextmanager
def on_stage(
    folder: Path,
    database_url: str,
    lang: Locale = "nl",
    start: datetime = FRIDAY,
    people: Sequence[str] = PEOPLE,
) -> Iterator[Stage]:
    """Playground and bot, connected by a socket; nobody has joined yet."""
    with running(seed(lang, people), [manifest(WORDS, lang)], start=start) as playground:
        playground.control.do("delivery", ack_seconds=PATIENCE_SECONDS, trigger_seconds=PATIENCE_SECONDS)
        zetje = build(Config.from_env(settings(playground, folder, database_url, lang)), playground.clock)
        # Its clock leaps while no real time passes, and no call that ended is still on its way to a playground.
        zetje.clockwork.sender.lease = Lease(after=timedelta())
        try:
            zetje.connect()
            zetje.start()
            playground.clock.follow(zetje.clockwork.catch_up)
            ids = {person["name"]: person["id"] for person in playground.control.get("users")}
            yield Stage(playground, zetje, lang, ids, playground.control.get("apps")[0])
        finally:
            zetje.stop()
