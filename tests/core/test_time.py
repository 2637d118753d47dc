"""Time: wall clocks, weeks, holidays."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import holidays
from bot.core import timing
from bot.core.periods import Period, Question
from bot.core.prompts import Theme
from bot.core.timing import Due

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"}))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        ("Europe/Amsterdam", "2026-12-01", "09:15", "2026-12-01T08:15"),
        ("Europe/Amsterdam", "2026-07-01", "09:15", "2026-07-01T07:15"),
        ("Europe/Amsterdam", "2027-03-28", "09:15", "2027-03-28T07:15"),  # the day summer time begins
        ("Europe/Amsterdam", "2027-03-28", "02:30", "2027-03-28T01:00"),  # a minute that is skipped
        ("Europe/Amsterdam", "2027-03-28", "02:00", "2027-03-28T01:00"),
        ("Europe/Amsterdam", "2027-03-28", "03:00", "2027-03-28T01:00"),
        ("Europe/Amsterdam", "2026-10-25", "02:30", "2026-10-25T00:30"),  # a minute that comes twice: the first
        ("Europe/Amsterdam", "2026-10-25", "09:15", "2026-10-25T08:15"),
        ("Australia/Lord_Howe", "2026-10-04", "02:10", "2026-10-03T15:30"),  # a gap of half an hour
        ("America/New_York", "2027-03-14", "02:30", "2027-03-14T07:00"),
        ("Asia/Kathmandu", "2026-12-01", "09:15", "2026-12-01T03:30"),
    ],
)
def test_local_hours(zone: str, day: str, at: str, utc: str) -> None:
    found = timing.at_local(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))
    assert found == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@given(ZONES, DAYS, TIMES)
def test_the_clock_on_the_wall_shows_that_hour_or_the_first_after_a_gap(zone: str, day: date, at: time) -> None:
    place = ZoneInfo(zone)
    wall = timing.at_local(day, at, place).astimezone(place).replace(tzinfo=None)
    asked = datetime.combine(day, at)
    assert timedelta(0) <= wall - asked <= timedelta(days=1)
    if wall != asked:
        before = timing.at_local(day, at, place) - timedelta(seconds=1)
        assert before.astimezone(place).replace(tzinfo=None) < asked  # the gap really lies in between


@given(ZONES, DAYS, TIMES)
def test_somebodys_hour_comes_once_a_day_in_order(zone: str, day: date, at: time) -> None:
    moments = [timing.at_local(day + timedelta(days=n), at, ZoneInfo(zone)) for n in range(5)]
    assert all(first < second or (first == second and zone) for first, second in pairwise(moments))
    assert len(set(moments)) >= 4  # a zone may once have skipped a whole day, never more


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Amsterdam", "2026-12-01"), ("UTC", "2026-11-30"), ("America/Curacao", "2026-11-30")],
)
def test_the_date_is_that_on_the_wall(zone: str, day: str) -> None:
    assert timing.local_day(datetime(2026, 11, 30, 23, 30, tzinfo=UTC), ZoneInfo(zone)) == date.fromisoformat(day)


def test_late_by_two_hours_is_the_bound() -> None:
    at = datetime(2026, 12, 1, 8, 15, tzinfo=UTC)
    second = timedelta(seconds=1)
    assert timing.due(at, at - second) is Due.NOT_YET
    assert timing.due(at, at) is Due.NOW
    assert timing.due(at, at + timing.LATE_AFTER) is Due.NOW
    assert timing.due(at, at + timing.LATE_AFTER + second) is Due.TOO_LATE


@given(DAYS)
def test_a_period_is_read_back_as_it_is_written(day: date) -> None:
    period = Period.of_day(day)
    assert Period.parse(str(period)) == period
    assert day in period.days
    assert period.next.previous == period
    assert period.next.number == period.number + 1
    assert period.starts < period.ends < period.freezes_at < period.posts_at
    assert Period.of(period.starts) == period
    assert Period.of(period.ends) == period.next


@pytest.mark.parametrize("words", ["2026-W54", "2026-49", "W49", "2026-W00", "", "2026-W5x"])
def test_what_is_no_week_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"week|Week"):
        Period.parse(words)


@given(DAYS)
def test_every_question_comes_once_in_four_weeks(day: date) -> None:
    first = Period.of_day(day)
    month = [first, first.next, first.next.next, first.next.next.next]
    assert {period.question for period in month} == set(Question)


def test_the_themes_come_in_table_order() -> None:
    period = Period.parse("2026-W49")
    themes = []
    for _ in Theme:
        themes.append(period.theme)
        period = period.next
    assert themes == list(Theme)
    assert Period.parse("2026-W49").question is Question.ACTION


@pytest.mark.parametrize(
    ("week", "freezes", "posts"),
    [
        ("2026-W49", "2026-12-07T05:00", "2026-12-08T09:00"),
        ("2027-W12", "2027-03-29T04:00", "2027-03-30T08:00"),  # summer time began on the Sunday
        ("2026-W43", "2026-10-26T05:00", "2026-10-27T09:00"),  # and ended on this one
    ],
)
def test_a_week_turns_by_the_clock_in_amsterdam(week: str, freezes: str, posts: str) -> None:
    period = Period.parse(week)
    assert period.freezes_at == datetime.fromisoformat(freezes).replace(tzinfo=UTC)
    assert period.posts_at == datetime.fromisoformat(posts).replace(tzinfo=UTC)


def test_2027_has_255_working_days() -> None:
    is_holiday = holidays.calendar()
    year = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(day.isoweekday() <= 5 and not is_holiday(day) for day in year) == 255


def test_liberation_day_counts_every_year_and_good_friday_only_when_asked() -> None:
    assert all(holidays.calendar()(date(year, 5, 5)) for year in range(2026, 2036))
    assert not holidays.calendar()(date(2027, 3, 26))
    assert holidays.calendar(good_friday=True)(date(2027, 3, 26))


def test_an_hour_stays_an_hour_on_the_wall_in_every_zone_on_every_day_the_clocks_change() -> None:
    """A year in every zone there is, at the hours of an ordinary member: never another hour, in the same order."""
    hours, changes = (time(7, 30), time(9, 15), time(15, 30)), 0
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        midnights = [timing.at_local(date(2026, 11, 1) + timedelta(days=n), time(0), zone) for n in range(366)]
        for number, (midnight, following) in enumerate(pairwise(midnights)):
            if following - midnight != timedelta(days=1):
                changes += 1
                day = date(2026, 11, 1) + timedelta(days=number)
                moments = [timing.at_local(day, hour, zone) for hour in hours]
                assert [moment.astimezone(zone).time() for moment in moments] == list(hours), (name, day)
                assert sorted(set(moments)) == moments
    assert changes > 200
