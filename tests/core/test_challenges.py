"""On which days of a challenge nothing comes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import holidays
from bot.core.calendars import Holidays
from bot.core.challenges import NOTHING, WEEKDAYS, Challenge, Words, quiet
from bot.core.members import Absence
from bot.core.prompts import Theme
from bot.core.rhythms import Rhythm

DUTCH = holidays.calendar(quiet=holidays.Region.MIDDEN)
FIRST = date(2026, 12, 7)


def lasting(first: date, last: date) -> Challenge:
    return Challenge(b"", Words(NOTHING, NOTHING), Theme.SNEL_OP_TIJD, Rhythm.DAILY, first, last, (b"",))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 12, 7), date(2026, 12, 18), []),
        (date(2026, 12, 14), date(2026, 12, 24), ["2026-12-21/2026-12-24"]),
        (date(2026, 12, 14), date(2027, 1, 8), ["2026-12-21/2027-01-01"]),
        (date(2027, 3, 22), date(2027, 4, 2), ["2027-03-29/2027-03-29"]),
    ],
)
def test_holidays_and_quiet_weeks_are_told(first: date, last: date, expected: list[str]) -> None:
    assert [str(each) for each in quiet(lasting(first, last), [DUTCH])] == expected


@given(st.sets(st.integers(0, 27)), st.sets(st.integers(0, 27)), st.integers(0, 27))
def test_each_weekday_without_a_step_is_told_and_no_other(off: set[int], still: set[int], days: int) -> None:
    ours = Holidays(lambda day: (day - FIRST).days in off)
    theirs = Holidays(lambda _: False, lambda day: (day - FIRST).days in still)
    told = quiet(lasting(FIRST, FIRST + timedelta(days=days)), [ours, theirs])
    weekdays = [ago for ago in range(days + 1) if (FIRST + timedelta(days=ago)).isoweekday() <= WEEKDAYS]
    covered = [ago for ago in weekdays if any(each.covers(FIRST + timedelta(days=ago)) for each in told)]
    assert covered == [ago for ago in weekdays if ago in off | still]
    gaps = [Absence(before.last, after.first) for before, after in pairwise(told)]
    assert all(any(gap.covers(FIRST + timedelta(days=ago)) for ago in set(weekdays) - off - still) for gap in gaps)
