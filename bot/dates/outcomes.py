"""What comes of reading a date: one day, one span, or a doubt that is asked about."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FURTHEST = timedelta(days=365)
"""Ahead of today, and from the first to the last day of a span."""
LONGEST = 1_000
"""Characters that are read; nobody writes a date after more than that."""


class Doubt(StrEnum):
    """Why we ask instead of guess."""

    NONE_FOUND = "none_found"
    UNCLEAR = "unclear"
    PAST = "past"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class Found:
    """`rest` is the text without the words of the date."""

    day: date
    rest: str


@dataclass(frozen=True, slots=True)
class Span:
    """Days, the first and the last one included."""

    first: date
    last: date
