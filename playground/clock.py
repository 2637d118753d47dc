"""The workspace's clock: it runs with the real one, and can be moved."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic

Follower = Callable[[datetime], None]

STEP = timedelta(minutes=15)


class Clock:
    """Starts at `start` (now, when left out). `running` is true while it is on its way to another moment."""

    def __init__(self, start: datetime | None = None, speed: float = 1.0) -> None:
        self.moved = start is not None
        self._speed = speed
        self.running = False
        self._followers: list[Follower] = []
        self._set(start or datetime.now(UTC))

    def now(self) -> datetime:
        passed = 0.0 if self.running else (monotonic() - self._since) * self._speed
        return self._base + timedelta(seconds=passed)

    @property
    def speed(self) -> float:
        """Seconds that pass here in a real second."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        if speed < 0:
            raise ValueError("The clock of a workspace only goes forward.")
        self._set(self.now())
        self._speed = speed

    def set(self, to: datetime) -> None:
        """Jumps there at once, forward only: in a chat no message is older than the one before it."""
        if to.tzinfo is None:
            raise ValueError("Write the moment with its time zone.")
        if to < self.now():
            raise ValueError("The clock of a workspace only goes forward.")
        self.moved = True
        self._set(to)

    def follow(self, follower: Follower) -> None:
        """Has `follower` called at every step of a glide, in a thread of its own; the step waits for it."""
        self._followers.append(follower)

    async def glide(self, to: datetime, step: timedelta = STEP, on_step: Callable[[], None] = lambda: None) -> None:
        """Goes there in steps, so that whoever follows can do in between what is to be done in between."""
        if to.tzinfo is None:
            raise ValueError("Write the moment with its time zone.")
        if to < self.now():
            raise ValueError("The clock of a workspace only goes forward.")
        if self.running:
            raise ValueError("The clock is running already.")
        self._set(self.now())
        self.running = self.moved = True
        try:
            while self._base < to:
                self._set(min(_next_full(self._base, step), to))
                on_step()
                for follower in self._followers:
                    await asyncio.to_thread(follower, self._base)
        finally:
            self._set(self._base)
            self.running = False

    def _set(self, to: datetime) -> None:
        self._base, self._since = to.astimezone(UTC), monotonic()


def _next_full(moment: datetime, step: timedelta) -> datetime:
    """The next moment on the step's own grid: quarters of an hour, not quarters after whenever somebody clicked."""
    since = (moment - datetime.min.replace(tzinfo=UTC)) // step
    return datetime.min.replace(tzinfo=UTC) + (since + 1) * step
