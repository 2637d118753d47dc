"""The bench: one workspace with two apps, the real bot and a bare Bolt app, and members with something to click."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot import enrol, gather, reply
from bot.app import AFTERWARDS, Zetje, build
from bot.config import Config
from bot.content import wording
from bot.core.addresses import Address
from bot.core.pacing import Pace
from bot.core.periods import ZONE
from bot.gather import Profile, Settings
from handlers.slack.manifest import manifest
from handlers.slack.nudge_blocks import ANSWER
from playground.model import Json
from playground.server import Playground, running
from storage import identities, teams

FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
MONDAY = datetime(2026, 11, 30, 9, 20, tzinfo=ZoneInfo("Europe/Amsterdam"))
PRESS = "press"
PATIENCE_SECONDS = 30
BARE: Json = {
    "display_information": {"name": "Bare"},
    "features": {"bot_user": {"display_name": "bare"}},
    "oauth_config": {"scopes": {"bot": ["chat:write"]}},
    "settings": {"socket_mode_enabled": True, "interactivity": {"is_enabled": True}},
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A message of one member's that can be clicked; `taps` are the buttons under it."""

    person: str
    channel: str
    ts: str
    taps: tuple[str, ...]
    nudge: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """`nudges` and `buttons` have one spot for every member, in the same order."""

    playground: Playground
    zetje: Zetje
    bare: App
    nudges: list[Spot]
    buttons: list[Spot]
    tapped: dict[Spot, str] = field(default_factory=dict)
    """The last answer tapped under each nudge: what must be found in the store afterwards."""

    def settle(self) -> None:
        """Waits for what the bot left for after its acks, or it would slow down whoever is measured next."""
        everybody = Barrier(AFTERWARDS + 1)
        for _ in range(AFTERWARDS):
            self.zetje.executors[1].submit(everybody.wait, PATIENCE_SECONDS)
        everybody.wait(PATIENCE_SECONDS)

    def stored(self) -> int:
        """How many answers are in the store as they were tapped last; each is read back as its own reader may."""
        rules, team, now = self.zetje.clockwork.rules, self.playground.workspace.team_id, self.playground.clock.now()
        found = 0
        for spot, tap in self.tapped.items():
            person = Address("slack", team, "person", spot.person)
            kept = reply.look_up(self.zetje.db, rules, person, spot.nudge, now)
            found += isinstance(kept, reply.Open) and kept.answer == tap.removeprefix(ANSWER)
        return found


@contextmanager
def set_up(people: int) -> Iterator[Bench]:
    names = [f"person{number}" for number in range(people)]
    seed: Json = {"users": [{"name": name} for name in names], "channels": [{"name": "team", "members": names}]}
    with (
        tempfile.TemporaryDirectory(prefix="zetje-bench-") as folder,
        running(seed, [manifest(wording.load(), "nl"), BARE], start=FRIDAY) as playground,
    ):
        playground.control.limits(enabled=False)
        zetje, bare = _our_app(playground, Path(folder)), _bare_app(playground)
        zetje.clockwork.sender.gate.pace = Pace(1e6)  # only to set up quickly
        socket = SocketModeHandler(bare, playground.control.apps()[1]["app_token"])
        try:
            zetje.connect()
            zetje.start()
            socket.connect()  # type: ignore[no-untyped-call]
            yield Bench(playground, zetje, bare, _nudged(playground, zetje), _buttons(playground, bare))
        finally:
            socket.close()  # type: ignore[no-untyped-call]
            zetje.stop()


def _our_app(playground: Playground, folder: Path) -> Zetje:
    app = playground.control.apps()[0]
    env = {
        "SLACK_BOT_TOKEN": app["bot_token"],
        "SLACK_APP_TOKEN": app["app_token"],
        "SLACK_API_URL": playground.api_url,
        "DATABASE_URL": f"sqlite:///{folder}/zetje.db",
        "ZETJE_MASTER_KEY_FILE": f"{folder}/master.key",
        "ZETJE_ADMINS": _people(playground)[0],
    }
    return build(Config.from_env(env), playground.clock)


def _bare_app(playground: Playground) -> App:
    token = playground.control.apps()[1]["bot_token"]
    app = App(client=WebClient(token=token, base_url=playground.api_url), process_before_response=True)

    def on_press(ack: Ack) -> None:
        ack()

    app.action(PRESS)(on_press)
    return app


def _nudged(playground: Playground, zetje: Zetje) -> list[Spot]:
    """Everybody joins on Friday and has a nudge on Monday."""
    control, app, people = playground.control, playground.control.apps()[0]["id"], _people(playground)
    _found_team(playground, zetje, people)
    playground.clock.follow(zetje.clockwork.catch_up)
    control.move_clock(MONDAY)
    return [_nudge(p, control.wait_for(_look(playground, p, app, ANSWER), PATIENCE_SECONDS)) for p in people]


def _found_team(playground: Playground, zetje: Zetje, people: list[str]) -> None:
    """Without the windows and invitations, which are not what is measured."""
    tenant, now = playground.workspace.team_id, playground.clock.now()
    channel = Address("slack", tenant, "channel", next(iter(playground.workspace.channels)))
    profiles = [Profile(Address("slack", tenant, "person", person), ZONE, "nl") for person in people]
    admin = profiles[0].address
    gather.found(zetje.db, admin, {admin.key}, channel, Settings(None, "nl"), profiles, now)
    with zetje.db.begin() as conn:
        teams.launch(conn, identities.remember(conn, channel), now)
    for profile in profiles:
        enrol.join(zetje.db, profile.address, zetje.clockwork.rules.holidays, now)


def _nudge(person: str, message: Json) -> Spot:
    elements = [element for block in message["blocks"] for element in block.get("elements", [])]
    taps = [element for element in elements if str(element.get("action_id")).startswith(ANSWER)]
    names = tuple(str(element["action_id"]) for element in taps)
    return Spot(person, message["channel"], message["ts"], names, nudge=taps[0]["value"])


def _buttons(playground: Playground, bare: App) -> list[Spot]:
    button = {"type": "button", "action_id": PRESS, "text": {"type": "plain_text", "text": "Press"}}
    blocks = [{"type": "actions", "elements": [button]}]
    spots = []
    for person in _people(playground):
        posted = bare.client.chat_postMessage(channel=person, text="Press", blocks=blocks)
        spots.append(Spot(person, str(posted["channel"]), str(posted["ts"]), (PRESS,)))
    return spots


def _people(playground: Playground) -> list[str]:
    return [person["id"] for person in playground.control.users() if not person["is_bot"]]


def _look(playground: Playground, person: str, app: str, control: str) -> Callable[[], Json | None]:
    """Looks for that person's newest message with such a control in it."""

    def look() -> Json | None:
        messages = playground.control.messages(user=person, channel=app)
        return next((each for each in reversed(messages) if f"'{control}" in str(each.get("blocks"))), None)

    return look
