"""The one connection that SQLite is written through, and the line in front of it.

Whoever is in line would otherwise wait for the disk once for each of those before them. So who is done leaves the
transaction open for the next, and the last one commits for all: one flush to disk instead of many. Nobody goes on
before that commit is there, so what was acknowledged survives a power cut all the same (design.md, decision 7).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any

from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

MOST = 50
"""So many share a commit at most, or the first would wait for ever on a busy morning."""
PATIENCE_SECONDS = 0.2
"""After this who waits for the commit sees to it themselves: the next in line may have given up."""
NOW, READING = "BEGIN IMMEDIATE", "BEGIN"
"""Takes the right to write at once: the driver's own BEGIN would come too late. Who only reads needs none."""
OTHERS = "others"
"""The savepoint after the work of those who share the commit, and before one's own."""


@dataclass(slots=True)
class Commit:
    """A commit to come, that several wait for. `fault` says why it failed."""

    over: Event = field(default_factory=Event)
    fault: Exception | None = None
    sharing: int = 1

    def end(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.over.set()


class Writer(sqlite3.Connection):
    """Begins and ends the transactions of one at a time; the commit is real when nobody is in line."""

    line: "Line"
    to_come: Commit | None = None
    left: Commit | None = None
    """The commit that the one who is done leaves to the next."""
    how = NOW
    busy = False
    after_others = False

    def begin(self) -> None:
        self.after_others = self.to_come is not None
        if self.to_come:
            self._say(f"SAVEPOINT {OTHERS}")
            self.to_come.sharing += 1
        else:
            self._take_back()  # what a rollback that failed left behind
            self._say(self.how)
            self.to_come = Commit()
        self.busy = True

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What begins now only reads, and keeps no other process from writing."""
        self.flush()
        self.how = READING
        try:
            yield
        finally:
            self.how = NOW

    def commit(self) -> None:
        if not self.busy:
            return
        self.busy = False
        if not self.in_transaction:  # a full disk made SQLite take all back, and somebody thought nothing of it
            fault = sqlite3.OperationalError("the transaction was rolled back")
            self._lose(fault)
            raise fault
        if self.after_others:
            self._say(f"RELEASE {OTHERS}")
        if self.to_come and self.to_come.sharing < MOST and self.line.waiting:
            self.left = self.to_come
        else:
            self.flush()

    def rollback(self) -> None:
        """Takes back one's own work; that of the others is committed."""
        if not self.busy:
            return
        self.busy = False
        if self.after_others and self.in_transaction:
            self._say(f"ROLLBACK TO {OTHERS}")
            self.flush()
        else:
            self._lose(sqlite3.OperationalError("the transaction was rolled back"))

    def flush(self) -> None:
        """Commits what others left open. Raises what went wrong, for them too."""
        if self.to_come is None:
            return
        self._say("COMMIT")
        self.to_come.end()
        self.to_come = None

    def close(self) -> None:
        try:
            self._lose(sqlite3.OperationalError("the connection was closed"))
        finally:
            super().close()

    def _say(self, statement: str) -> None:
        """What goes wrong here goes wrong for all who share the commit: what of it is left, nobody knows."""
        try:
            self.execute(statement)
        except sqlite3.Error as fault:
            self._lose(fault)
            raise

    def _lose(self, fault: Exception) -> None:
        if self.to_come:
            self.to_come.end(fault)
        self.to_come = None
        self._take_back()

    def _take_back(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")


class Line(QueuePool):
    """Everybody who wants the writer waits here; and, once done, for the commit they share."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = 0
        self._counting = Lock()

    def _do_get(self) -> ConnectionPoolEntry:
        self._count(1)
        try:
            return super()._do_get()
        finally:
            self._count(-1)

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        writer: Any = record.dbapi_connection
        left: Commit | None = getattr(writer, "left", None)
        if writer:
            writer.left = None
        super()._do_return_conn(record)
        while left and not left.over.wait(PATIENCE_SECONDS):
            with suppress(sqlite3.Error):  # then it is the fault of all who share it
                self._see_to(left)
        if left and left.fault:
            raise OperationalError("COMMIT", {}, left.fault)

    def _see_to(self, left: Commit) -> None:
        connection = self.connect()
        writer: Any = connection.driver_connection
        try:
            if writer.to_come is left:
                writer.flush()
            elif not left.over.is_set():  # its connection is no more
                left.end(sqlite3.OperationalError("the connection was closed"))
        finally:
            connection.close()

    def _count(self, change: int) -> None:
        with self._counting:
            self.waiting += change
