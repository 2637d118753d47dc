"""Trigger ids: somebody did something, and for three seconds an app may open a window for them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from secrets import token_hex
from time import monotonic

SECONDS = 3.0
REMEMBERED_SECONDS = 60.0
"""So long an app hears that its trigger expired; after that, that there is no such trigger."""


@dataclass(frozen=True)
class Trigger:
    user: str
    app: str
    made: float
    used: bool = False
    expired: bool = False


class Triggers:
    """`seconds` is the real clock: apps hurry in real time, whatever time it is in the workspace.

    They `last` as long as Slack's; longer where a busy machine must not be what makes a window come too late.
    """

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self.last = SECONDS
        self._seconds = seconds
        self._made: dict[str, Trigger] = {}
        self._number = count(1)

    def new(self, user: str, app: str) -> str:
        self._forget_the_old()
        name = f"{next(self._number)}.{token_hex(4)}.{token_hex(16)}"
        self._made[name] = Trigger(user, app, self._seconds())
        return name

    def take(self, name: str) -> Trigger | None:
        """The trigger as it was before this use; None for one that never was."""
        found = self._made.get(name)
        if found is None:
            return None
        self._made[name] = replace(found, used=True)
        return replace(found, expired=self._age(found) > self.last)

    def _age(self, trigger: Trigger) -> float:
        return self._seconds() - trigger.made

    def _forget_the_old(self) -> None:
        while self._made:
            oldest = next(iter(self._made))
            if self._age(self._made[oldest]) < max(REMEMBERED_SECONDS, self.last):
                return
            del self._made[oldest]
