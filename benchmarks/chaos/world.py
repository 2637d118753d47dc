"""One run's world: the playground, the database, the dice, and what people do and see in it."""

import multiprocessing
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from benchmarks.chaos import bot
from bot.clock import RehearsalClock
from handlers.slack.nudge_blocks import ANSWER
from playground.client import ControlError
from playground.model import Json
from playground.server import Playground

SPEED = 30
PATIENCE_SECONDS = 180


@dataclass
class Chaos:
    """One run, with its dice."""

    seed: int
    playground: Playground
    folder: Path
    url: str
    plant: str
    rng: random.Random
    start: datetime
    began: float = field(default_factory=time.monotonic)
    acked: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        return self.folder / "bots.log"

    @property
    def ids(self) -> list[str]:
        return [person["id"] for person in self.playground.control.users() if not person["is_bot"]]

    def clock(self, jump: timedelta = timedelta()) -> RehearsalClock:
        return RehearsalClock(self.start + jump, SPEED, self.began)

    def env(self) -> dict[str, str]:
        app = self.playground.control.apps()[0]
        return {
            "SLACK_BOT_TOKEN": app["bot_token"],
            "SLACK_APP_TOKEN": app["app_token"],
            "SLACK_API_URL": self.playground.api_url,
            "DATABASE_URL": self.url,
            "ZETJE_MASTER_KEY_FILE": str(self.folder / "master.key"),
            "ZETJE_ADMINS": self.ids[0],
        }


@contextmanager
def living_bot(chaos: Chaos, jump: timedelta) -> Iterator[ForkServerProcess]:
    context = multiprocessing.get_context("forkserver")
    process = context.Process(
        target=bot.live, args=(chaos.env(), chaos.clock(jump), chaos.plant, chaos.log), daemon=True
    )
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def answer(chaos: Chaos, seconds: float) -> None:
    """People tap on whatever they got; some say hello, and Slack delivers that twice."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        person = chaos.rng.choice(chaos.ids)
        for message in nudges(chaos, person):
            _tap(chaos, person, message)
        if chaos.rng.random() < 0.2:
            _say(chaos, person)
        time.sleep(0.05)


def _tap(chaos: Chaos, person: str, message: Json) -> None:
    taps = [each for each in ("done", "later", "not_today") if f"'{ANSWER}{each}'" in str(message["blocks"])]
    if not taps:
        return
    answer = chaos.rng.choice(taps)
    where = {"channel": message["channel"], "ts": message["ts"]}
    with suppress(ControlError):
        if chaos.playground.control.click(user=person, action_id=f"{ANSWER}{answer}", **where)["acked"]:
            chaos.acked[person] = (nudge_id(message), answer)


def _say(chaos: Chaos, person: str) -> None:
    control = chaos.playground.control
    with suppress(ControlError):
        control.say(user=person, channel=control.apps()[0]["id"], text="hoi")
        sent = [line for line in control.traffic(kind="events_api") if line.get("event_id")]
        if sent:
            control.redeliver(event_id=sent[-1]["event_id"])


def nudges(chaos: Chaos, person: str) -> list[Json]:
    control = chaos.playground.control
    found = control.messages(user=person, channel=control.apps()[0]["id"])
    return [message for message in found if "nudge." in str(message.get("blocks"))]


def nudge_id(message: Json) -> str:
    names = [str(block["block_id"]) for block in message["blocks"]]
    return next(name.removeprefix("nudge.") for name in names if name.startswith("nudge."))
