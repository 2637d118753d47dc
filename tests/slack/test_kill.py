"""Kill -9 at any moment of the loop, and start again: no second nudge, no lost reply."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import holidays, opening, reply
from bot.clock import Clock
from bot.content import pack
from bot.core.addresses import Address
from bot.core.planning import Rules
from bot.reply import Open
from tests.slack.stage import MONDAY, PEOPLE, Stage, on_stage, settings

SEED = 1
SPEED = 30
"""So that a busy machine has four minutes before it is two hours later, and too late for a nudge."""
ROUNDS = 5
START_SECONDS = 60
SETTLE_SECONDS = 8.0
"""Long enough, 30 times as fast, for an abandoned claim to run out and be looked up."""


class Passing:
    """The rehearsal's time, over all the lives of the bot."""

    def __init__(self, start: datetime) -> None:
        self.start, self.began = start, time.monotonic()

    def now(self) -> datetime:
        return self.start + timedelta(seconds=(time.monotonic() - self.began) * SPEED)


@contextmanager
def bot_process(env: dict[str, str], clock: Clock, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`zetje run`, as a process of its own that is killed without a word."""
    command = [sys.executable, "-m", "tests.slack.hasty", "run", "--clock", f"{clock.now().isoformat()}@{SPEED}"]
    with (
        log.open("ab") as output,
        subprocess.Popen(command, env=os.environ | env, stdout=output, stderr=output) as process,
    ):
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def test_killed_at_any_moment(tmp_path: Path, database_url: str) -> None:
    rng = random.Random(SEED)
    log = tmp_path / "bot.log"
    with on_stage(tmp_path, database_url) as stage:
        stage.found_team()
        stage.everybody_joins()
        for name in PEOPLE:
            stage.expects(name, "welcome.text", hour="09:15")
        stage.zetje.stop()
        env = settings(stage.playground, tmp_path, database_url, "nl")
        clock = Passing(MONDAY.replace(hour=9, minute=14))
        acked: dict[str, tuple[str, str]] = {}
        for _ in range(ROUNDS):
            with bot_process(env, clock, log):
                _connected(stage)
                _live(stage, rng, acked, seconds=rng.uniform(0.5, 2.0))
        with bot_process(env, clock, log):
            _connected(stage)
            stage.until(lambda: all(stage.nudges(name) for name in PEOPLE))
            _live(stage, rng, acked, seconds=SETTLE_SECONDS)
        assert Counter({name: len(stage.nudges(name)) for name in PEOPLE}) == dict.fromkeys(PEOPLE, 1), log.read_text()
        assert acked, log.read_text()
        kept = _kept(stage, tmp_path, database_url, acked)
    assert kept == {name: answer for name, (_, answer) in acked.items()}


def _connected(stage: Stage) -> None:
    """However long this machine takes to start a process."""
    stage.playground.control.wait_for(lambda: stage.playground.control.apps()[0]["sockets"] or None, START_SECONDS)


def _live(stage: Stage, rng: random.Random, acked: dict[str, tuple[str, str]], seconds: float) -> None:
    """People answer whatever they got; what was acknowledged must be there in the end."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for name in PEOPLE:
            for message in stage.nudges(name):
                answer = rng.choice(["done", "later", "not_today"])
                if f"'nudge.answer.{answer}'" in str(message["blocks"]) and time.monotonic() < end:
                    _answer(stage, name, message, answer, acked)
        time.sleep(0.05)


def _answer(
    stage: Stage, name: str, message: dict[str, object], answer: str, acked: dict[str, tuple[str, str]]
) -> None:
    person, action = stage.ids[name], f"nudge.answer.{answer}"
    where = {"channel": message["channel"], "ts": message["ts"]}
    if stage.do("click", user=person, action_id=action, **where)["acked"]:
        acked[name] = (_nudge_id(message), answer)


def _nudge_id(message: dict[str, object]) -> str:
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    return next(str(block["block_id"]).removeprefix("nudge.") for block in blocks if "nudge." in str(block["block_id"]))


def _kept(stage: Stage, folder: Path, url: str, acked: dict[str, tuple[str, str]]) -> dict[str, str | None]:
    db = opening.open_store(url, folder / "master.key", rehearsal=True)
    team = stage.playground.workspace.team_id
    rules, now = Rules(pack.load().library, holidays.calendar(), seed=1), MONDAY.astimezone(UTC)
    kept = {}
    for name, (nudge_id, _) in acked.items():
        found = reply.look_up(db, rules, Address("slack", team, "person", stage.ids[name]), nudge_id, now)
        kept[name] = found.answer if isinstance(found, Open) else None
    db.dispose()
    return kept
