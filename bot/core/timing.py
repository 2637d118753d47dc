"""Local days and local hours. This is the only place where a zone meets a moment."""

from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo

LATE_AFTER = timedelta(hours=2)
"""Later than this and a nudge is not for today any more."""


class Due(Enum):
    NOT_YET = "not yet"
    NOW = "now"
    TOO_LATE = "too late"


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The date on the wall where that zone is."""
    return moment.astimezone(zone).date()


@lru_cache(maxsize=1000)  # the same hour for many
def at_local(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which the clock on the wall shows `at` on that day.

    A minute that the change to summer time skips becomes the first minute after the gap; of a minute that comes twice,
    the first one counts (PEP 495).
    """
    wall = datetime.combine(day, at, zone)
    moment = wall.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    return _end_of_gap(wall)


def due(at: datetime, now: datetime) -> Due:
    if now < at:
        return Due.NOT_YET
    return Due.NOW if now - at <= LATE_AFTER else Due.TOO_LATE


def _end_of_gap(wall: datetime) -> datetime:
    """The moment of the change itself; `wall` shows a minute that the change skips."""
    late = wall.replace(fold=1)
    moment, after = late.astimezone(UTC), late.utcoffset()
    # Inside a gap fold=1 takes the offset from after it (PEP 495): this lies before the change, by less than the gap.
    while moment.astimezone(wall.tzinfo).utcoffset() != after:
        moment += timedelta(minutes=1)
    return moment
