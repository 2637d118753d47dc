"""The show: a workspace, the bot and its colleagues, from an empty start to the first nudge."""

import random
import tempfile
import time
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
from bot.demo.colleagues import Colleagues, Temper
from bot.demo.municipality import Municipality
from handlers.slack.joining_blocks import JOIN, ROLE
from handlers.slack.manifest import manifest
from handlers.slack.recipe_blocks import WHO
from playground.model import Json
from playground.server import Playground, running

ZONE = ZoneInfo("Europe/Amsterdam")
BEFORE = datetime(2026, 11, 27, 16, 0, tzinfo=ZONE)
"""A Friday afternoon: who joins now is on the roster of the week that follows (disclosure-policy R6)."""
OPENING = datetime(2026, 11, 30, 9, 20, tzinfo=ZONE)
"""Monday, just after the first nudges."""
PATIENCE_SECONDS = 20

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
            _enrol(playground, place, say)
            say("The weekend passes")
            playground.control.do("clock", to=OPENING.isoformat())
            # From now on: whoever you choose to be, the first question is still yours to answer.
            colleagues = _colleagues(playground, place, seed)
            playground.clock.follow(colleagues.live)
            yield Show(playground, zetje, colleagues)
        finally:
            zetje.stop()


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
            "ZETJE_ADMINS": _ids(playground)[place.admin],
            "ZETJE_SEED": str(seed),
        }
    )


def _colleagues(playground: Playground, place: Municipality, seed: int) -> Colleagues:
    rng = random.Random(seed)  # noqa: S311  (make-believe people, not secrets)
    ids = _ids(playground)
    people = {ids[name]: Temper(rng.uniform(0.75, 0.98), rng.randint(20, 300)) for name in place.roles}
    return Colleagues(playground.control, people, rng, lambda: set(playground.workspace.present))


def _enrol(playground: Playground, place: Municipality, say: Progress) -> None:
    """What happens in a real workspace too: an administrator makes teams, and everybody gets an invitation."""
    control, ids, app = playground.control, _ids(playground), _app(playground)
    for team in place.teams:
        say(f"#{team.channel} becomes a team")
        control.do("invite_bot", user=ids[place.admin], channel=team.channel, app=app["id"])
        control.do("command", user=ids[place.admin], channel=team.channel, text=f"/zetje team {team.department}")
        _until(lambda channel=team.channel: _is_told(playground, ids[place.admin], channel))  # type: ignore[misc]
        _name_coach(playground, ids[place.admin], team.channel, ids[team.coach])
    for name, role in place.roles.items():
        say(f"{name.capitalize()} joins")
        _tap(playground, ids[name], JOIN)
        _tap(playground, ids[name], ROLE, role)


def _tap(playground: Playground, person: str, action_id: str, value: str | None = None) -> None:
    """Waits until that control is there, then uses it."""
    message = _until(lambda: _with_action(playground, person, action_id))
    playground.control.do(
        "click", user=person, channel=message["channel"], ts=message["ts"], action_id=action_id, value=value
    )


def _name_coach(playground: Playground, admin: str, channel: str, coach: str) -> None:
    control = playground.control
    control.do("command", user=admin, channel=channel, text="/zetje coach")
    window = _until(lambda: control.modal(admin))
    control.do("submit", user=admin, view_id=window["id"], values={WHO: coach})
    control.do("close", user=admin, view_id=window["id"], all_windows=True)


def _is_told(playground: Playground, person: str, channel: str) -> Json | None:
    """The answer to a command, once it is there."""
    messages = playground.control.messages(user=person, channel=channel)
    return messages[-1] if messages and messages[-1].get("ephemeral_to") else None


def _with_action(playground: Playground, person: str, action_id: str) -> Json | None:
    messages = playground.control.messages(user=person, channel=_app(playground)["id"])
    return next((each for each in messages if f"'{action_id}'" in str(each.get("blocks"))), None)


def _until(look: Callable[[], Json | None]) -> Json:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        found = look()
        if found is not None:
            return found
        time.sleep(0.05)
    raise TimeoutError("the sample colleagues did not get their invitation")


def _app(playground: Playground) -> Json:
    app: Json = playground.control.get("apps")[0]
    return app


def _ids(playground: Playground) -> dict[str, str]:
    return {person["name"]: person["id"] for person in playground.control.get("users")}
