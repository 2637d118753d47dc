"""The show: a workspace, the bot and its colleagues, from an empty start to the first nudge."""

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import Zetje, build
from bot.config import Config
from bot.content import wording
from bot.core.prompts import Locale
from bot.demo import municipality
from bot.demo.cast import PATIENCE_SECONDS, Cast, ids_of
from bot.demo.colleagues import Colleagues, Temper
from bot.demo.municipality import Municipality
from handlers.slack.joining_blocks import JOIN, ROLE
from handlers.slack.manifest import manifest
from playground import triggers
from playground.model import Json
from playground.server import Playground, running
from playground.wire import delivery

ZONE = ZoneInfo("Europe/Amsterdam")
BEFORE = datetime(2026, 11, 27, 16, 0, tzinfo=ZONE)
"""A Friday afternoon: who joins now is on the roster of the week that follows (disclosure-policy R6)."""
OPENING = datetime(2026, 11, 30, 9, 20, tzinfo=ZONE)
"""Monday, just after the first nudges."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Show:
    playground: Playground
    zetje: Zetje
    colleagues: Colleagues


@contextmanager
def on_stage(port: int, lang: Locale, seed: int, say: Progress) -> Iterator[Show]:
    """Sets everything up and takes it down again. Raises PortInUse."""
    place = municipality.read(lang, seed)
    say("The workspace opens its doors")
    with (
        tempfile.TemporaryDirectory(prefix="zetje-demo-") as folder,
        running(place.seed, [manifest(wording.load(), lang)], port=port, start=BEFORE) as playground,
    ):
        zetje = build(_config(playground, place, Path(folder), lang, seed), playground.clock)
        try:
            zetje.connect()
            zetje.start()
            playground.clock.follow(zetje.clockwork.catch_up)
            with _in_no_hurry(playground):
                _enrol(playground, place, say)
            say("The weekend passes")
            playground.control.do("clock", to=OPENING.isoformat())
            # From now on: whoever you choose to be, the first question is still yours to answer.
            colleagues = _colleagues(playground, place, lang, seed)
            playground.clock.follow(colleagues.live)
            yield Show(playground, zetje, colleagues)
        finally:
            zetje.stop()


@contextmanager
def _in_no_hurry(playground: Playground) -> Iterator[None]:
    """Before the curtain goes up a busy machine may take longer than Slack allows: nobody is there to ask again."""
    playground.control.do("delivery", ack_seconds=PATIENCE_SECONDS, trigger_seconds=PATIENCE_SECONDS)
    yield
    playground.control.do("delivery", ack_seconds=delivery.ACK_SECONDS, trigger_seconds=triggers.SECONDS)


def _config(playground: Playground, place: Municipality, folder: Path, lang: Locale, seed: int) -> Config:
    """The bot as it always is: it knows the workspace only by an address and two tokens."""
    app = _app(playground)
    return Config.from_env(
        {
            "SLACK_BOT_TOKEN": app["bot_token"],
            "SLACK_APP_TOKEN": app["app_token"],
            "SLACK_API_URL": playground.api_url,
            "DATABASE_URL": f"sqlite:///{folder}/zetje.db",
            "ZETJE_MASTER_KEY_FILE": f"{folder}/master.key",
            "ZETJE_LANG": lang,
            "ZETJE_ADMINS": ids_of(playground)[place.admin],
            "ZETJE_SEED": str(seed),
        }
    )


def _colleagues(playground: Playground, place: Municipality, lang: Locale, seed: int) -> Colleagues:
    rng = random.Random(seed)  # noqa: S311  (make-believe people, not secrets)
    ids = ids_of(playground)
    people = {ids[name]: Temper(rng.uniform(0.75, 0.98), rng.randint(20, 300)) for name in place.roles}
    return Colleagues(playground.control, people, rng, lambda: set(playground.workspace.present), lang)


def _enrol(playground: Playground, place: Municipality, say: Progress) -> None:
    """What happens in a real workspace too: teams are made, prepare and start; everybody gets an invitation."""
    cast, admin = Cast(playground), place.admin
    for team in sorted(
        place.teams, key=lambda team: len(team.people)
    ):  # who is in two of them is at home in the small one
        say(f"#{team.channel} becomes a team")
        cast.make_team(admin, team)
        cast.launch(team, place.roles)
    for name, role in place.roles.items():
        say(f"{name.capitalize()} joins")
        cast.tap(name, JOIN)
        cast.tap(name, ROLE, role)


def _app(playground: Playground) -> Json:
    app: Json = playground.control.get("apps")[0]
    return app
