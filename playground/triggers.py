"""Trigger ids: somebody did something, and for three seconds an app may open a window for them."""

from dataclasses import dataclass
from itertools import count
from secrets import token_hex
from time import monotonic

SECONDS = 3.0
REMEMBERED_SECONDS = 60.0
"""So long an app hears that its trigger expired; after that, that there is no such trigger."""


@dataclass
class Trigger:
    user: str
    app: str
    made: float
    used: bool = False

    @property
    def expired(self) -> bool:
        return monotonic() - self.made > SECONDS


class Triggers:
    def __init__(self) -> None:
        self._made: dict[str, Trigger] = {}
        self._number = count(1)

    def new(self, user: str, app: str) -> str:
        self._forget_the_old()
        name = f"{next(self._number)}.{token_hex(4)}.{token_hex(16)}"
        self._made[name] = Trigger(user, app, monotonic())
        return name

    def take(self, name: str) -> Trigger | None:
        """The trigger as it was before this use; None for one that never was."""
        found = self._made.get(name)
        if found is None:
            return None
        before = Trigger(found.user, found.app, found.made, found.used)
        found.used = True
        return before

    def _forget_the_old(self) -> None:
        while self._made:
            oldest = next(iter(self._made))
            if monotonic() - self._made[oldest].made < REMEMBERED_SECONDS:
                return
            del self._made[oldest]
