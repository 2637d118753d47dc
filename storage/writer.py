"""The one connection that SQLite is written through: it takes the right to write at once, and never says that
something is kept which SQLite itself has taken back (design.md, decision 7)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

NOW, READING = "BEGIN IMMEDIATE", "BEGIN"
"""The driver's own BEGIN would take the right to write too late. Who only reads needs none."""


class Writer(sqlite3.Connection):
    """Begins and ends its transactions itself."""

    how = NOW
    begun = False

    def begin(self) -> None:
        self.execute(self.how)
        self.begun = True

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What begins now only reads, and keeps no other process from writing."""
        self.how = READING
        try:
            yield
        finally:
            self.how = NOW

    def commit(self) -> None:
        if self.begun and not self.in_transaction:  # a full disk, say, and somebody thought nothing of it
            raise sqlite3.OperationalError("the transaction was rolled back")
        if self.in_transaction:
            self.execute("COMMIT")
        self.begun = False

    def rollback(self) -> None:
        self.begun = False
        if self.in_transaction:
            self.execute("ROLLBACK")
