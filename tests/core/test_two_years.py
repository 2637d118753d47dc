"""Exactly one message for each local day on which somebody works, for two years, whatever the clocks on the wall do.

`python -m tests.core.test_two_years` does so for every zone there is.
"""

import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.core import days, timing
from tests.core.test_planning import member, no_holidays

START, DAYS = date(2026, 1, 1), 731
WORKDAYS = frozenset({3, 4, 5, 6, 7})
"""Clocks change on Sundays, as a rule."""
ODD = (
    "Europe/Amsterdam",
    "Africa/Casablanca",  # the clock goes back for Ramadan
    "America/Nuuk",  # before midnight
    "America/Havana",  # at midnight
    "Antarctica/Troll",  # by two hours
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Gaza",
    "Pacific/Kiritimati",
)


def days_off_by(zone: ZoneInfo, hour: time) -> list[date]:
    """The local days with a moment too few or too many, going from moment to moment as the tick does."""
    who = member(WORKDAYS, zone=zone.key)
    who = replace(
        who, rhythm=replace(who.rhythm, morning=hour, afternoon=hour, quiet_from=time(0), quiet_until=time(0))
    )
    moment, had = timing.at_local(START, time(0), zone) - timedelta(microseconds=1), Counter[date]()
    end = timing.at_local(START + timedelta(days=DAYS), time(0), zone)
    while (following := days.next_moment(who, moment, no_holidays)) and following < end:
        had[timing.local_day(following, zone)] += 1
        moment = following
    return [
        day for day in (START + timedelta(days=n) for n in range(DAYS)) if had[day] != (day.isoweekday() in WORKDAYS)
    ]


@pytest.mark.parametrize("zone", ODD)
def test_one_a_day_at_an_hour_that_is_skipped_or_comes_twice(zone: str) -> None:
    assert days_off_by(ZoneInfo(zone), time(2, 30)) == []


def every_zone() -> int:
    """How many zones have a day with none or two. Zones that are the same on every hour are tried once."""
    hours = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(DAYS * 24)]
    known: dict[tuple[object, ...], str] = {}
    for name in sorted(available_timezones() - {"localtime", "Factory"}):
        known.setdefault(tuple(hour.astimezone(ZoneInfo(name)).utcoffset() for hour in hours), name)
    wrong = {name: days_off_by(ZoneInfo(name), hour) for name in known.values() for hour in (time(2, 30), time(9, 15))}
    print(f"{len(known)} kinds of zones, {DAYS} days, two hours: {sum(map(bool, wrong.values()))} with a fault")
    return sum(map(bool, wrong.values()))


if __name__ == "__main__":
    sys.exit(every_zone())
