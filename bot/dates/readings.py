"""What a piece of text that looks like a date says, seen from today."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.dates.outcomes import Doubt
from bot.dates.vocabulary import MONTH_UNITS, MONTHS, NUMBERS, SHORT_WEEKDAYS, UNITS, WEEKDAYS

Meaning = date | Doubt
Match = re.Match[str]
Reading = Callable[[Match, date], Meaning | None]
"""None: it is no date after all."""


def explicit(match: Match, today: date) -> Meaning | None:
    """24 december, December 24th, 24-12, 24/12/2026, 2026-12-24."""
    part = match.groupdict()
    month = MONTHS.get((part.get("name") or "").lower()) or int(part.get("month") or 0)
    year = part.get("year")
    named = WEEKDAYS.get((part.get("weekday") or "").lower())
    day = calendar_day(int(year) if year else None, month, int(part["day"]), today)
    if day is None:
        return Doubt.UNCLEAR if year or part.get("name") else None
    return Doubt.UNCLEAR if named and day.isoweekday() != named else day


def calendar_day(year: int | None, month: int, day: int, today: date) -> date | None:
    """Without a year: the first time that it comes."""
    years = [year + 2000 if year < 100 else year] if year is not None else range(today.year, today.year + 5)
    for each in years:
        if 1 <= month <= 12 and 1 <= each <= 9999 and 1 <= day <= calendar.monthrange(each, month)[1]:
            found = date(each, month, day)
            if year is not None or found >= today:
                return found
    return None


def of_this_month(match: Match, today: date) -> Meaning | None:
    """De 15e: in this month or the first one after it that has such a day."""
    number, month = int(match["day"]), today.replace(day=1)
    for _ in range(3):
        if 1 <= number <= calendar.monthrange(month.year, month.month)[1] and month.replace(day=number) >= today:
            return month.replace(day=number)
        month = months_on(month, 1)
    return None


def ahead(match: Match, today: date) -> Meaning | None:
    """Over drie dagen, in two weeks, over een maand."""
    count = match["count"].lower()
    number = int(count) if count.isdecimal() else NUMBERS[count]
    unit = match["unit"].lower()
    if unit in MONTH_UNITS:
        return months_on(today, number)
    return today + timedelta(days=min(number * UNITS[unit], 10 * 365))


def weekday(match: Match, today: date) -> Meaning | None:
    return first_coming(weekday_number(match), today)


def weekday_of_next_week(match: Match, today: date) -> Meaning | None:
    return monday_of(today) + timedelta(days=6 + weekday_number(match))


def weekday_later(match: Match, today: date) -> Meaning | None:
    """Maandag over een week, a week from Monday."""
    count = (match.groupdict().get("count") or "een").lower()
    number = int(count) if count.isdecimal() else NUMBERS[count]
    return first_coming(weekday_number(match), today) + timedelta(weeks=min(number, 100))


def next_weekday(match: Match, today: date) -> Meaning | None:
    """Volgende vrijdag: the coming one or the one after it? Only where both are the same we know."""
    coming, following = (
        first_coming(weekday_number(match), today),
        monday_of(today) + timedelta(days=6 + weekday_number(match)),
    )
    return coming if coming == following else Doubt.UNCLEAR


def friday(_match: Match, today: date) -> Meaning | None:
    """The end of the week; in the weekend nobody can tell of which one."""
    friday = monday_of(today) + timedelta(days=4)
    return friday if friday >= today else Doubt.UNCLEAR


def in_next_week(weekday: int) -> Reading:
    return lambda _match, today: monday_of(today) + timedelta(days=6 + weekday)


def end_of_month(_match: Match, today: date) -> Meaning:
    return today.replace(day=calendar.monthrange(today.year, today.month)[1])


def in_days(days: int) -> Reading:
    return lambda _match, today: today + timedelta(days=days)


def always(doubt: Doubt) -> Reading:
    return lambda _match, _today: doubt


def weekday_number(match: Match) -> int:
    name = match["weekday"].lower()
    return WEEKDAYS.get(name) or SHORT_WEEKDAYS[name]


def first_coming(weekday: int, today: date) -> date:
    """The first such day after today."""
    return today + timedelta(days=(weekday - today.isoweekday() - 1) % 7 + 1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)


def months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + min(months, 120), 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
