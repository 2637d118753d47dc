"""The first week goes its own way, whatever week somebody has (content-spec S8)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import sequence
from bot.content import pack
from bot.core import days, first_week, planning, slots
from bot.core.calendars import Holidays, never
from bot.core.members import Member
from bot.core.periods import Period
from bot.core.planning import Planned, Reason, Rules, Skipped
from bot.core.prompts import Asks

ALWAYS_OPEN = Holidays(never)
MONDAY = date(2026, 11, 30)


def newcomer(joined: date, pace: int = 5, workdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})) -> Member:
    return replace(sequence.person(None, pace, workdays), since=datetime.combine(joined, time(12), UTC))


def test_a_tiny_deed_a_story_nothing_and_then_the_week_as_it_is() -> None:
    who = newcomer(MONDAY)
    given = [days.slot_on(who, MONDAY + timedelta(days=number), ALWAYS_OPEN) for number in range(1, 5)]
    tiny = slots.Slot(slots.DEED, most_minutes=first_week.TINY_MINUTES)
    assert given == [tiny, slots.Slot(slots.SCENE), None, slots.Slot(slots.CHECK)]


def test_nothing_is_foretold_for_the_day_somebody_joined_or_the_days_before() -> None:
    who, rules = newcomer(MONDAY + timedelta(days=1)), Rules(pack.load().library, ALWAYS_OPEN, seed=1)
    week = [planning.decide(who, day, rules=rules, seen=()) for day in Period.of_day(MONDAY).days]
    assert week[:2] == [Skipped(Reason.NOT_THIS_DAY)] * 2
    assert isinstance(week[2], Planned)


@pytest.mark.parametrize(("pace", "messages"), [(5, 4), (3, 3), (2, 2)])
def test_who_chose_fewer_messages_gets_no_more_and_no_empty_day(pace: int, messages: int) -> None:
    who = newcomer(MONDAY - timedelta(days=3), pace)
    week = [days.slot_on(who, day, ALWAYS_OPEN) for day in Period.of_day(MONDAY).days]
    assert sum(slot is not None for slot in week) == messages


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.frozensets(st.integers(1, 7), min_size=1), st.integers(1, 5))
def test_the_shared_rating_is_for_who_is_on_the_roster_in_the_first_week_too(
    joined: date, workdays: frozenset[int], pace: int
) -> None:
    who = newcomer(joined, pace, workdays)
    following = Period.of_day(joined).next
    last = max(day for day in following.days if day.isoweekday() in workdays)
    slot = days.slot_on(who, last, ALWAYS_OPEN)
    measured = slot.measures if slot else None
    assert (measured is not None) == (following.question.value in {"fast", "punctual", "pleasant"})


def test_whether_it_suits_is_asked_on_the_fifth_day_and_how_often_two_weeks_in() -> None:
    windows = first_week.questions(MONDAY, lambda day: day.isoweekday() <= 5)
    assert windows[Asks.FITS].first == MONDAY + timedelta(days=4)
    assert windows[Asks.PACE].first == MONDAY + timedelta(days=11)
    assert first_week.questions(MONDAY, never)[Asks.FITS].first == MONDAY + first_week.LONGEST
