"""Pictures: what stands in the weekly post's picture and in the strip of a quarter. No number, only places (R18).

Both are made from frozen labels, so a picture can be made again and is the same (R10).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.cells import QUARTER_WEEKS
from bot.core.periods import Period, Question
from bot.core.prompts import Case, Locale


@dataclass(frozen=True, slots=True)
class Strip:
    """`rows`: what a picture was about, and in which of the weeks (0 is the oldest) there was one. `months`: the names
    under it, each with the week it stands under."""

    rows: tuple[tuple[str, tuple[int, ...]], ...]
    months: tuple[tuple[int, str], ...]
    weeks: int = QUARTER_WEEKS


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """Everything in the picture. LOW, silence and a small team make the same one (R4): `high` is all it knows."""

    lang: Locale
    case: Case
    heading: str
    title: str
    label: str
    high: bool
    quarter: str
    strip: Strip | None
    note: str


def weeks_up_to(last: Period) -> tuple[Period, ...]:
    """A quarter of weeks, the oldest first."""
    weeks = [last]
    for _ in range(QUARTER_WEEKS - 1):
        weeks.append(weeks[-1].previous)
    return tuple(reversed(weeks))


def dots(weeks: Sequence[Period], highs: Collection[Period], question: Question) -> tuple[int, ...]:
    """The places of the weeks with a team picture about that question."""
    return tuple(place for place, week in enumerate(weeks) if week in highs and week.question is question)


def months(weeks: Sequence[Period]) -> tuple[tuple[int, date], ...]:
    """Where a month begins, by the Mondays; a first month of one week has no room for its name."""
    starts = [
        (place, week.monday)
        for place, week in enumerate(weeks)
        if place == 0 or week.monday.month != weeks[place - 1].monday.month
    ]
    return tuple(starts[1:] if len(starts) > 1 and starts[1][0] == 1 else starts)
