"""First come, first served: whoever gives the connection back and wants it again goes to the end of the line.

SQLAlchemy's own queue lets anybody in who asks at the right moment; a loop of short transactions asks at the right
moment every time, and whoever clicks meanwhile never gets a turn. What somebody waits for at a screen goes before the
rest: a planner and eight senders at once would otherwise be nine transactions to wait for instead of one.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, local

from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlalchemy.util import queue

_this_thread = local()


@contextmanager
def ahead() -> Iterator[None]:
    """What this thread does goes before all who wait. For one thread at a time: then every other one is theirs."""
    _this_thread.ahead = True
    try:
        yield
    finally:
        _this_thread.ahead = False


@dataclass(slots=True, eq=False)
class _Turn:
    given: Event = field(default_factory=Event)
    entry: ConnectionPoolEntry | None = None


class _InOrder(queue.Queue[ConnectionPoolEntry]):
    """Hands what comes back to the one who waits longest."""

    def __init__(self, maxsize: int = 0, use_lifo: bool = False) -> None:
        super().__init__(maxsize, use_lifo)
        self._line: deque[_Turn] = deque()

    def put(self, item: ConnectionPoolEntry, block: bool = True, timeout: float | None = None) -> None:
        with self.mutex:
            if self._line:
                turn = self._line.popleft()
                turn.entry = item
                turn.given.set()
            else:
                super().put(item, block, timeout)

    def get(self, block: bool = True, timeout: float | None = None) -> ConnectionPoolEntry:
        with self.mutex:
            if not block or not self._empty():
                return super().get(block=False)
            turn = _Turn()
            if getattr(_this_thread, "ahead", False):
                self._line.appendleft(turn)
            else:
                self._line.append(turn)
        turn.given.wait(timeout)
        with self.mutex:
            if turn.entry is None:  # nobody can give it any more
                self._line.remove(turn)
                raise queue.Empty
        return turn.entry


class Line(QueuePool):
    """The pool for the one connection to SQLite."""

    _queue_class = _InOrder
