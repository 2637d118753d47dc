"""The clock: read at the edge, once per tick or request. Below that time travels as `now` (design.md, decision 8)."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

YEARS = range(2000, 2200)
"""That we plan for. Further away nobody knows the holidays, and at last the calendar ends."""


class Clock(Protocol):
    def now(self) -> datetime: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RehearsalClock:
    """Starts at `start` and runs `speed` times as fast as the real one."""

    start: datetime
    speed: float
    began: float
    """Reading of the monotonic clock, in seconds, at `start`."""

    def now(self) -> datetime:
        return self.start + timedelta(seconds=(time.monotonic() - self.began) * self.speed)


def rehearsal(words: str, zone: ZoneInfo) -> RehearsalClock:
    """Reads "2026-12-01T08:00" or "2026-12-01T08:00@60". Raises ValueError with what to write instead."""
    moment, _, speed = words.partition("@")
    try:
        start = datetime.fromisoformat(moment)
        factor = float(speed or 1)
    except ValueError:
        raise ValueError(
            f"{words!r} is no rehearsal time. Write it like 2026-12-01T08:00 or 2026-12-01T08:00@60."
        ) from None
    if not 1 <= factor <= 3600:
        raise ValueError("A rehearsal runs 1 to 3600 times as fast as the real clock.")
    if start.year not in YEARS:
        raise ValueError(f"A rehearsal starts in a year from {YEARS[0]} to {YEARS[-1]}.")
    return RehearsalClock(
        (start if start.tzinfo else start.replace(tzinfo=zone)).astimezone(UTC), factor, time.monotonic()
    )
