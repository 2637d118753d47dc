"""Turns: what only one process may do at a time. PostgreSQL keeps count, and takes a turn back when its holder dies.

And the one clock by which processes leave each other time, however far their own clocks are apart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select
from sqlalchemy.exc import SQLAlchemyError

OURS = 0x5A65_746A
"""A name for our locks among those of others on that database: "Zetj"."""
STANDS_STILL = "600000"
"""Milliseconds without a word from a living connection after which PostgreSQL gives its turn to another process."""

_CLOCK = select(func.clock_timestamp())


class Turn(IntEnum):
    TICK = 1
    SEND = 2


@dataclass(frozen=True, slots=True)
class Held:
    """A turn that is ours. Threads that share it ask one at a time."""

    conn: Connection | None

    def lasts(self) -> bool:
        """False when PostgreSQL took it back: that goes with the connection."""
        if self.conn is None:
            return True
        try:
            self.conn.execute(_CLOCK)
        except SQLAlchemyError:
            return False
        return True


@contextmanager
def take(db: Engine, turn: Turn) -> Iterator[Held | None]:
    """Our turn until the end of the block; None when another process has it.

    SQLite has one process (storage/alone.py), so it is always its turn.
    """
    if db.dialect.name != "postgresql":
        yield Held(None)
        return
    with db.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        # Of the connection, not of a transaction: nothing is locked while we wait for the chat program.
        if not conn.execute(select(func.pg_try_advisory_lock(OURS, turn.value))).scalar_one():
            yield None
            return
        try:
            conn.execute(_patience(STANDS_STILL))
            yield Held(conn)
        finally:
            _give_back(conn, turn)


def _give_back(conn: Connection, turn: Turn) -> None:
    """A connection that cannot say so is thrown away: in the pool it would keep the turn for ever."""
    try:
        conn.execute(_patience("0"))
        conn.execute(select(func.pg_advisory_unlock(OURS, turn.value)))
    except SQLAlchemyError:
        conn.invalidate()


def _patience(milliseconds: str) -> Select[Any]:
    return select(func.set_config("idle_session_timeout", milliseconds, False))


def shared_clock(conn: Connection) -> datetime:
    """The server's real time, in rehearsals too. SQLite has one process, so the clock of its machine will do."""
    if conn.dialect.name != "postgresql":
        return datetime.now(UTC)
    moment: datetime = conn.execute(_CLOCK).scalar_one()
    return moment.astimezone(UTC)
