"""One life of the bots, and what breaks during it."""

import time
from contextlib import ExitStack, suppress
from datetime import timedelta

from sqlalchemy import create_engine, make_url, text

from benchmarks.chaos.world import PATIENCE_SECONDS, Chaos, answer, living_bot
from playground.client import ControlError

FAULTS = ("429", "5xx", "drop", "lost_response", "slow")


def live(chaos: Chaos, bots: int) -> None:
    """Bots live for a moment, in the middle of trouble; then they are killed one after the other."""
    rng = chaos.rng
    jumps = [timedelta(minutes=rng.choice((0, 0, 0, 4, -4))) for _ in range(bots)]
    with ExitStack() as lives:
        living = [lives.enter_context(living_bot(chaos, jump)) for jump in jumps]
        if rng.random() < 0.8:  # else it dies while it is still starting
            connected(chaos)
        answer(chaos, rng.uniform(0.2, 1.5))
        _trouble(chaos)
        answer(chaos, rng.uniform(0.2, 1.0))
        living[0].kill()  # the other one, if there is one, goes on alone
        answer(chaos, rng.uniform(0.5, 2.0))


def connected(chaos: Chaos) -> None:
    control = chaos.playground.control
    with suppress(ControlError):
        control.wait_for(lambda: control.apps()[0]["sockets"] or None, PATIENCE_SECONDS)


def _trouble(chaos: Chaos) -> None:
    rng, control = chaos.rng, chaos.playground.control
    for _ in range(rng.randint(1, 3)):
        kind = rng.choice(FAULTS)
        method = rng.choice(("chat.postMessage", "chat.postMessage", "*"))
        control.fault(method=method, kind=kind, times=rng.randint(1, 5), seconds=1, after=rng.randint(0, 3))
    if rng.random() < 0.3:
        with suppress(ControlError):
            control.disconnect(app=control.apps()[0]["id"])
    if rng.random() < 0.5:
        _database_away(chaos.url, rng.uniform(0.2, 1.0))


def _database_away(url: str, seconds: float) -> None:
    """PostgreSQL throws everybody out, several times; SQLite is locked by somebody else."""
    if url.startswith("sqlite"):
        with create_engine(url).connect() as conn, suppress(Exception):
            conn.exec_driver_sql("BEGIN IMMEDIATE")
            time.sleep(seconds)
        return
    own = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    others = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with own.connect() as conn:
        for _ in range(3):
            conn.execute(others)
            time.sleep(seconds / 3)
    own.dispose()
