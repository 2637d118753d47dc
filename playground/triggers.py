"""Trigger ids: somebody did something, and for three seconds an app may open a window for them."""

from dataclasses import dataclass
from secrets import token_hex
from time import monotonic

SECONDS = 3.0


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

    def new(self, user: str, app: str) -> str:
        name = f"{len(self._made) + 1}.{token_hex(4)}.{token_hex(16)}"
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
