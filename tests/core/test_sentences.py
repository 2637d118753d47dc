"""When a team chooses the one sentence of its recipe (content-spec S7)."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import holidays
from bot.core import sentences
from bot.core.calendars import never
from bot.core.periods import Period
from bot.core.sentences import EVERY
from bot.holidays import Region

STARTS = st.dates(date(2026, 1, 1), date(2028, 12, 31)).map(Period.of_day)


def after(started: Period, weeks: int) -> Period:
    return Period.of_day(started.monday + timedelta(weeks=weeks))


def asked(started: Period, quiet: Callable[[date], bool] = never) -> list[int]:
    """In which weeks after its start, the first one being 1."""
    return [n for n in range(-2, 2 * 53) if sentences.is_asked_for(after(started, n), started, quiet)]


@settings(max_examples=15)
@given(STARTS)
def test_without_quiet_weeks_it_is_every_forty_sixth(started: Period) -> None:
    assert asked(started) == [EVERY, 2 * EVERY]


@settings(max_examples=15)
@given(STARTS, st.sampled_from(Region))
def test_quiet_weeks_do_not_count_and_are_never_it(started: Period, region: Region) -> None:
    quiet = holidays.calendar(quiet=region).quiet
    weeks = asked(started, quiet)
    assert weeks
    for number, week in enumerate(weeks, start=1):
        assert not quiet(after(started, week).monday)
        counted = [n for n in range(1, week + 1) if not quiet(after(started, n).monday)]
        assert len(counted) == number * EVERY
