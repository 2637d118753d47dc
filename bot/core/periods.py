"""A period: the ISO week in Amsterdam that a label speaks of, and the moments it turns on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

from bot.core.prompts import Case, Theme

ZONE = ZoneInfo("Europe/Amsterdam")
ORIGIN = date(2026, 11, 30)
"""Monday of a week with number 0: the rotations below begin here."""
THEMES, CASES = tuple(Theme), tuple(Case)
FREEZE_AT = time(6, 0)
POST_DAY, POST_AT = 2, time(10, 0)
"""ISO weekday and hour in Amsterdam of the weekly post, the same for every team (disclosure-policy R11)."""


class Question(StrEnum):
    """What a week's label is about; one a week in rotation, so the same one every four weeks (R9)."""

    ACTION = "action"
    FAST = "fast"
    PUNCTUAL = "punctual"
    PLEASANT = "pleasant"


QUESTIONS = tuple(Question)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    year: int
    week: int

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """The period in which that (aware) moment lies."""
        return cls.of_day(moment.astimezone(ZONE).date())

    @classmethod
    @lru_cache(maxsize=1000)  # the same day for many
    def of_day(cls, day: date) -> Self:
        year, week, _ = day.isocalendar()
        return cls(year, week)

    @staticmethod
    @lru_cache
    def parse(code: str) -> "Period":
        """Reads "2026-W49". Raises ValueError."""
        year, found, week = code.partition("-W")
        try:
            if not (found and year.isdecimal() and week.isdecimal()):
                raise ValueError
            date.fromisocalendar(int(year), int(week), 1)  # a week that does not exist
        except ValueError:
            raise ValueError(f"{code!r} is no week. Write it like 2026-W49.") from None
        return Period(int(year), int(week))

    def __str__(self) -> str:
        return f"{self.year}-W{self.week:02}"

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.week, 1)

    @property
    def days(self) -> tuple[date, ...]:
        monday = self.monday
        return tuple(monday + timedelta(days=index) for index in range(7))

    @property
    def next(self) -> "Period":
        return Period.of(self.ends)

    @property
    def previous(self) -> "Period":
        return Period.of(self.starts - timedelta(days=1))

    def before(self, weeks: int) -> "list[Period]":
        """The periods before this one, the nearest first."""
        return [Period.of_day(self.monday - timedelta(weeks=ago)) for ago in range(1, weeks + 1)]

    def after(self, weeks: int) -> "list[Period]":
        """The periods after this one, the nearest first."""
        return [Period.of_day(self.monday + timedelta(weeks=ahead)) for ahead in range(1, weeks + 1)]

    @property
    def number(self) -> int:
        """Weeks since the origin, without a jump at new year."""
        return (self.monday - ORIGIN).days // 7

    @property
    def starts(self) -> datetime:
        return _in_amsterdam(self.monday, time(0))

    @property
    def ends(self) -> datetime:
        """The first moment that is not in this period any more."""
        return _in_amsterdam(self.monday + timedelta(days=7), time(0))

    @property
    def freezes_at(self) -> datetime:
        """When the label is drawn, once (R10)."""
        return _in_amsterdam(self.monday + timedelta(days=7), FREEZE_AT)

    @property
    def posts_at(self) -> datetime:
        return _in_amsterdam(self.monday + timedelta(days=6 + POST_DAY), POST_AT)

    @property
    def question(self) -> Question:
        return QUESTIONS[self.number % len(QUESTIONS)]

    @property
    def theme(self) -> Theme:
        """The theme of the week, in an eight-week cycle, where a team has no order of its own (content-spec S6)."""
        return THEMES[self.number % len(THEMES)]

    def case(self, theme: Theme) -> Case:
        """The citizen case that walks past in a week with that theme: one of the two that its scenes are about."""
        half, place = divmod(THEMES.index(theme), len(THEMES) // 2)
        return CASES[half + 2 * ((place + self.number // len(THEMES)) % 2)]


def _in_amsterdam(day: date, at: time) -> datetime:
    # Clocks change on Sunday at night, so none of these moments is ever skipped or repeated.
    return datetime.combine(day, at, ZONE).astimezone(UTC)
