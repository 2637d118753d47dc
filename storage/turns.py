"""Turns: what only one process may do at a time. PostgreSQL keeps count, and takes a turn back when its holder dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from sqlalchemy import Engine, func, select

OURS = 0x5A65_746A
"""A name for our locks among those of others on that database: "Zetj"."""


class Turn(IntEnum):
    TICK = 1
    SEND = 2


@contextmanager
def take(db: Engine, turn: Turn) -> Iterator[bool]:
    """True when it is our turn until the end of the block; False when another process has it.

    SQLite has one process (storage/alone.py), so it is always its turn.
    """
    if db.dialect.name != "postgresql":
        yield True
        return
    with db.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        # Of the connection, not of a transaction: nothing is locked while we wait for the chat program.
        ours = bool(conn.execute(select(func.pg_try_advisory_lock(OURS, turn.value))).scalar_one())
        try:
            yield ours
        finally:
            if ours:
                conn.execute(select(func.pg_advisory_unlock(OURS, turn.value)))
