"""Intake: answers that come at the same moment are kept together, in one transaction and with one flush to disk.

Who comes first keeps all that wait by then, tells each of them, and calls the first of those that came meanwhile, who
does the same. Nobody waits for company: while one batch is being kept, the next one gathers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event, Lock

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, TimeoutError

from bot import reply
from bot.core.planning import Rules
from bot.reply import Given, Received, Refusal
from storage import line

MOST = 50
"""So many in one transaction at most, or the first would wait for ever on a busy morning."""


Outcome = Received | Refusal | BaseException


@dataclass(slots=True)
class _Turn:
    """Who is called and has no outcome yet is the next one to serve."""

    given: Given
    called: Event = field(default_factory=Event)
    outcome: Outcome | None = None


class Intake:
    """Everything that answers by a tap or in a window goes through the same one."""

    def __init__(self, db: Engine) -> None:
        self._db = db
        self._mutex = Lock()
        self._serving = False
        self.waiting: list[_Turn] = []

    def take(self, rules: Rules, given: Given) -> Received | Refusal:
        """Keeps the answer, and returns when it is on disk. Raises what keeping it raised."""
        turn = _Turn(given)
        with self._mutex:
            self.waiting.append(turn)
            is_first, self._serving = not self._serving, True
        if not is_first:
            turn.called.wait()
        if turn.outcome is None:
            self._serve(rules)
        if isinstance(turn.outcome, BaseException):
            raise turn.outcome
        assert turn.outcome  # noqa: S101  (served just now; this tells mypy)
        return turn.outcome

    def _serve(self, rules: Rules) -> None:
        """Who serves is the first of those that wait."""
        batch = self.waiting[:MOST]
        del self.waiting[: len(batch)]
        for turn, outcome in zip(batch, self._keep([turn.given for turn in batch], rules), strict=True):
            turn.outcome = outcome
        with self._mutex:
            called = [*self.waiting[:1], *batch]
            self._serving = bool(self.waiting)
        for turn in called:
            turn.called.set()

    def _keep(self, batch: Sequence[Given], rules: Rules) -> Sequence[Outcome]:
        """When something is wrong with one of them the others do not suffer for it; with the store, all do."""
        try:
            with line.ahead():
                return reply.record_each(self._db, rules, batch)
        except BaseException as fault:  # of whatever kind: who is not told waits for ever
            if len(batch) == 1 or _is_for_all(fault):
                return [fault] * len(batch)
        return [outcome for given in batch for outcome in self._keep([given], rules)]


def _is_for_all(fault: BaseException) -> bool:
    """Another one's answer would meet it too: the store's faults, and an end that was asked for."""
    return isinstance(fault, OperationalError | TimeoutError) or not isinstance(fault, Exception)
