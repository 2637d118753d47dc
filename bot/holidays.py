"""Days on which nobody works: the public holidays of the CAO Gemeenten (content-spec §4, Calendar)."""

from collections.abc import Callable
from datetime import date
from functools import cache

import holidays

GOOD_FRIDAY = "Goede vrijdag"
"""A day off at some municipalities only, so a setting."""


def calendar(*, good_friday: bool = False) -> Callable[[date], bool]:
    """Tells whether a day is a holiday. 5 May is one every year since the agreement of 2024."""

    @cache
    def in_year(year: int) -> frozenset[date]:
        days = holidays.country_holidays("NL", categories=("public", "optional"), years=year, language="nl")
        return frozenset(day for day, name in days.items() if good_friday or name != GOOD_FRIDAY)

    return lambda day: day in in_year(day.year)
