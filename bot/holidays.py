"""Days on which nobody works, and quiet weeks, by the CAO Gemeenten and the schools (content-spec §4, Calendar)."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from bot.core.calendars import Holidays, never
from bot.core.periods import Period

GOOD_FRIDAY = "Goede vrijdag"
"""A day off at some municipalities only, so a setting."""
SUMMER = slice(1, 4)
"""Of the six weeks without school, those in which most people are away."""
USUAL_SUMMER = (30, 31, 32)
"""ISO weeks, for years whose school holidays are not in the library yet."""


class Region(StrEnum):
    """Schools close in turns, in three parts of the country."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


def calendar(*, good_friday: bool = False, quiet: Collection[str] | Region = ()) -> Holidays:
    """5 May is a holiday every year since the agreement of 2024. `quiet`: weeks by name, or the region's own."""

    @cache
    def in_year(year: int) -> frozenset[date]:
        days = _by_the_library(year, categories=("public", "optional"))
        return frozenset(day for day, name in days.items() if good_friday or name != GOOD_FRIDAY)

    return Holidays(lambda day: day in in_year(day.year), _quiet(quiet))


def _quiet(quiet: Collection[str] | Region) -> Callable[[date], bool]:
    if isinstance(quiet, Region):
        return lambda day: str(Period.of_day(day)) in quiet_weeks(quiet, Period.of_day(day).year)
    return (lambda day: str(Period.of_day(day)) in quiet) if quiet else never


@cache
def quiet_weeks(region: Region, year: int) -> frozenset[str]:
    """The two weeks of Christmas, those of them that lie in that ISO year, and three of the summer."""
    summer = _mondays(region, "Zomervakantie", year)[SUMMER]
    summer = summer or [date.fromisocalendar(year, week, 1) for week in USUAL_SUMMER]
    christmas = [monday for winter in (year - 1, year) for monday in _christmas(region, winter)]
    return frozenset(str(week) for week in map(Period.of_day, [*christmas, *summer]) if week.year == year)


def _christmas(region: Region, year: int) -> list[date]:
    """The Mondays of the holiday that begins in that December."""
    ends = (date(year, 12, 1), date(year + 1, 2, 1))
    known = [
        monday
        for part in (year, year + 1)
        for monday in _mondays(region, "Kerstvakantie", part)
        if ends[0] <= monday < ends[1]
    ]
    first = Period.of_day(date(year, 12, 26)).monday
    return known or [first, first + timedelta(days=7)]


def _mondays(region: Region, name: str, year: int) -> list[date]:
    days = _by_the_library(year, categories=("school",), subdiv=region.value.capitalize())
    return sorted(day for day, called in days.items() if called == name and day.isoweekday() == 1)


def _by_the_library(year: int, **which: Any) -> dict[date, str]:
    import holidays  # with the calendars of the whole world 3 MB and a sixth of a second, before anybody is planned

    return holidays.country_holidays("NL", years=year, language="nl", **which)
