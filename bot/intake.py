"""Intake: answers that come at the same moment are kept together, in one transaction and with one flush to disk.

Who comes first keeps all that wait by then; the others find theirs done. Nobody waits for company: while one batch is
being kept, the next one gathers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, TimeoutError

from bot import reply
from bot.core.planning import Rules
from bot.reply import Given, Received, Refusal
from storage import line

MOST = 50
"""So many in one transaction at most, or the first would wait for ever on a busy morning."""


Outcome = Received | Refusal | Exception


@dataclass(slots=True)
class _Turn:
    given: Given
    outcome: Outcome | None = None


class Intake:
    """Everything that answers by a tap or in a window goes through the same one."""

    def __init__(self, db: Engine) -> None:
        self._db = db
        self._serving = Lock()
        self.waiting: list[_Turn] = []

    def take(self, rules: Rules, given: Given) -> Received | Refusal:
        """Keeps the answer, and returns when it is on disk. Raises what keeping it raised."""
        turn = _Turn(given)
        self.waiting.append(turn)
        while turn.outcome is None:
            with self._serving:
                if turn.outcome is None:
                    self._serve(rules)
        if isinstance(turn.outcome, Exception):
            raise turn.outcome
        return turn.outcome

    def _serve(self, rules: Rules) -> None:
        batch = self.waiting[:MOST]
        del self.waiting[: len(batch)]
        for turn, outcome in zip(batch, self._keep([turn.given for turn in batch], rules), strict=True):
            turn.outcome = outcome

    def _keep(self, batch: Sequence[Given], rules: Rules) -> Sequence[Outcome]:
        """When something is wrong with one of them the others do not suffer for it; with the store, all do."""
        try:
            with line.ahead():
                return reply.record_each(self._db, rules, batch)
        except Exception as fault:
            if isinstance(fault, OperationalError | TimeoutError) or len(batch) == 1:
                return [fault] * len(batch)
        return [outcome for given in batch for outcome in self._keep([given], rules)]
