"""`python -m benchmarks.chaos`: bots are killed without a word while everything around them breaks.

One run: eight people, a Monday morning thirty times as fast, one bot on SQLite or two on PostgreSQL. Bots die (SIGKILL)
at random moments and come back, some with a clock that jumped; Slack says 429 and 5xx, loses answers and sockets,
delivers events twice; the database goes away and comes back. In the end everybody has exactly one nudge, and every
answer that was acknowledged is in the store. A run is known by its seed; `--plant` puts a fault in, to be found.
However it is ended, the bots and the database server end with it.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from benchmarks.chaos import plants, trouble
from benchmarks.chaos.world import PATIENCE_SECONDS, SPEED, Chaos, living_bot, nudges
from bot import enrol, gather, holidays, opening, reply
from bot.content import pack, wording
from bot.core.addresses import Address
from bot.core.periods import ZONE
from bot.core.planning import Rules
from bot.core.timing import LATE_AFTER
from bot.gather import Profile, Settings
from handlers.slack.manifest import manifest
from playground.model import Json
from playground.server import running
from storage import identities, teams
from storage.deliveries import Kind, State
from storage.tables import deliveries as table
from tests.postgres import empty_database, running_postgres

RESULTS = Path(__file__).parent.with_name("chaos.json")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAYS = (datetime(2026, 11, 30), datetime(2026, 3, 30), datetime(2026, 10, 26))  # noqa: DTZ001  (a zone follows)
"""An ordinary one, and those after the clock went forward and back."""
PEOPLE = 8
LIVES = 3
QUIET_SECONDS = 1.0
"""After the last message was written down: time for one look at what is due, to send it again by mistake."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was wrong in the end; nothing when all is well."""

    seed: int
    database: str
    nudges: list[int]
    acked: int
    lost: int
    left: int
    """Messages nobody has written down the end of."""
    seconds: float
    late: bool
    """The machine was so slow that the two hours of a nudge were over: who missed one cannot be told."""

    @property
    def is_well(self) -> bool:
        enough = max(self.nudges) <= 1 if self.late else self.nudges == [1] * PEOPLE
        return enough and self.lost == 0


def run(seed: int, url: str, folder: Path, plant: str = "") -> Found:
    began, rng = time.monotonic(), random.Random(seed)
    names = [f"person{number}" for number in range(PEOPLE)]
    world: Json = {"users": [{"name": name} for name in names], "channels": [{"name": "team", "members": names}]}
    monday = rng.choice(MONDAYS).replace(hour=9, minute=12, tzinfo=AMSTERDAM)
    with running(world, [manifest(wording.load(), "nl")], start=monday) as playground:
        chaos = Chaos(seed, playground, folder, url, plant, rng, monday)
        _found_team(chaos)
        chaos.began = time.monotonic()
        bots = 2 if url.startswith("postgresql") else 1
        for _ in range(LIVES):
            trouble.live(chaos, bots)
        left = _come_to_rest(chaos)
        late = (time.monotonic() - chaos.began) * SPEED > LATE_AFTER.total_seconds()
        counts = sorted(len(nudges(chaos, person)) for person in chaos.ids)
        lost = _lost(chaos)
    database = "PostgreSQL" if bots == 2 else "SQLite"
    found = Found(seed, database, counts, len(chaos.acked), lost, left, round(time.monotonic() - began, 1), late)
    if not found.is_well:
        click.echo(chaos.log.read_text(), err=True)
    return found


def _found_team(chaos: Chaos) -> None:
    """On the Friday before: founding a team and joining are not what is tried here."""
    db = opening.open_store(chaos.url, chaos.folder / "master.key", rehearsal=True)
    tenant, friday = chaos.playground.workspace.team_id, chaos.start - timedelta(days=3)
    channel = Address("slack", tenant, "channel", next(iter(chaos.playground.workspace.channels)))
    profiles = [Profile(Address("slack", tenant, "person", person), ZONE, "nl") for person in chaos.ids]
    admin = profiles[0].address
    gather.found(db, admin, {admin.key}, channel, Settings(None, "nl"), profiles, friday)
    with db.begin() as conn:
        teams.launch(conn, identities.remember(conn, channel), friday)
    for profile in profiles:
        enrol.join(db, profile.address, holidays.calendar(), friday)
    db.dispose()


def _come_to_rest(chaos: Chaos) -> int:
    """Nothing breaks any more; wait until every message came to its end, and then for who would send it again."""
    chaos.playground.control.clear_faults()
    db, left = opening.open_store(chaos.url, chaos.folder / "master.key", rehearsal=True), PEOPLE
    with living_bot(chaos, timedelta()):
        trouble.connected(chaos)
        end = time.monotonic() + PATIENCE_SECONDS
        while left and time.monotonic() < end:
            time.sleep(0.2)
            with suppress(SQLAlchemyError):
                left = _unsettled(db)
        time.sleep(QUIET_SECONDS)
    db.dispose()
    return left


def _unsettled(db: Engine) -> int:
    """How many nudges have not been planned, or were planned and not written down as sent or too late."""
    over = [State.SENT.value, State.EXPIRED.value, State.FAILED.value]
    query = select(func.count()).where(table.c.kind == Kind.NUDGE.value, table.c.state.in_(over))
    with db.begin() as conn:
        return PEOPLE - int(conn.execute(query).scalar_one())


def _lost(chaos: Chaos) -> int:
    """How many acknowledged answers are not in the store as they were tapped last."""
    db = opening.open_store(chaos.url, chaos.folder / "master.key", rehearsal=True)
    rules, tenant = Rules(pack.load().library, holidays.calendar(), seed=1), chaos.playground.workspace.team_id
    lost = 0
    for person, (nudge_id, answer) in chaos.acked.items():
        kept = reply.look_up(db, rules, Address("slack", tenant, "person", person), nudge_id, chaos.start)
        lost += not (isinstance(kept, reply.Open) and kept.answer == answer)
    db.dispose()
    return lost


def runs(seeds: range, plant: str = "", databases: tuple[str, ...] = ("sqlite", "postgresql")) -> Iterator[Found]:
    """The databases in turn."""
    with ExitStack() as stack:
        server = None
        for seed in seeds:
            kind = databases[seed % len(databases)]
            with tempfile.TemporaryDirectory(prefix="zetje-chaos-") as name, ExitStack() as one:
                if kind == "postgresql":
                    server = server or _server(stack)
                    url = one.enter_context(empty_database(server))
                else:
                    url = f"sqlite:///{name}/zetje.db"
                yield run(seed, url, Path(name), plant)


def _server(stack: ExitStack) -> str:
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="zetje-postgres-"))
    return stack.enter_context(running_postgres(Path(folder)))


@click.command()
@click.option("--runs", "number", default=300, show_default=True)
@click.option("--seed", default=0, show_default=True, help="The first one; each run has the next.")
@click.option("--plant", type=click.Choice(list(plants.PATCHES)), help="Put a fault in: it must be found.")
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), help="Only this kind.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Where the outcome goes, as JSON.")
def main(number: int, seed: int, plant: str | None, database: str | None, results: Path) -> None:
    """Run, and keep the seeds of what failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # and with it all that was started
    multiprocessing.get_context("forkserver").set_forkserver_preload(["benchmarks.chaos.warm"])
    outcome: list[Found] = []
    databases = (database,) if database else ("sqlite", "postgresql")
    for found in runs(range(seed, seed + number), plant or "", databases):
        outcome.append(found)
        click.echo(f"{'well  ' if found.is_well else 'FAILED'} {found}")
        results.write_text(json.dumps(_summary(outcome), indent=2) + "\n", encoding="utf-8")
    sys.exit(not all(found.is_well for found in outcome))


def _summary(outcome: list[Found]) -> dict[str, Any]:
    return {
        "runs": len(outcome),
        "well": sum(found.is_well for found in outcome),
        "too_slow_to_tell_who_missed_one": sum(found.late for found in outcome),
        "by_database": dict(Counter(found.database for found in outcome)),
        "answers_acknowledged": sum(found.acked for found in outcome),
        "answers_lost": sum(found.lost for found in outcome),
        "failed": [asdict(found) for found in outcome if not found.is_well],
    }


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    main()
