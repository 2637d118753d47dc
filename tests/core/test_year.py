"""The sequence (content-spec S1-S5, S9, S11, S12) for anybody, and a whole year of it for every kind of work."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import sequence
from bot.content import pack
from bot.core import commitments, forecast, memory
from bot.core.calendars import Holidays
from bot.core.commitments import HABIT_DAYS, Commitment, Plan
from bot.core.members import Member
from bot.core.periods import Period
from bot.core.planning import Planned, Rules
from bot.core.prompts import Asks, Kind, Library, Prompt, Role, Theme

SHIPPED = pack.load().library
SMALL = Library(SHIPPED.prompts[::3], "small")
DAYS = 120
LIVES: list[tuple[int, Sequence[Commitment]]] = [(5, []), (5, [*sequence.plans()]), (3, [])]
"""A pace, and somebody's own plans: who makes nothing of their own has a year of deeds too (content-spec §3)."""


@st.composite
def calendars(draw: st.DrawFn) -> Holidays:
    """Any days off and any quiet weeks, the same in every year."""
    off = draw(st.frozensets(st.tuples(st.integers(1, 12), st.integers(1, 28)), max_size=10))
    quiet = draw(st.frozensets(st.integers(1, 52), max_size=8))
    return Holidays(lambda day: (day.month, day.day) in off, lambda day: Period.of_day(day).week in quiet)


@st.composite
def people(draw: st.DrawFn) -> Member:
    """Any part-time week and pace, and people who answer or who keep silent."""
    workdays = draw(st.frozensets(st.integers(1, 7), min_size=1))
    one = sequence.person(draw(st.sampled_from([None, *Role])), draw(st.integers(1, 5)), workdays)
    return replace(one, unanswered=draw(st.integers(0, 9)))


@st.composite
def mine(draw: st.DrawFn, start: date) -> list[Commitment]:
    """At most one habit, and plans."""
    plans = draw(st.lists(st.tuples(st.booleans(), st.integers(0, 60)), max_size=3, unique_by=lambda each: each[0]))
    return [_agreed(number, start + timedelta(days=days), habit) for number, (habit, days) in enumerate(plans)]


def _agreed(number: int, made: date, habit: bool) -> Commitment:
    plan = commitments.dated(Plan("ik begin", "bel ik", made, habit=habit), made)
    return Commitment(bytes([number]) * 16, plan, made, commitments.first_check(plan, made))


def days_from(start: date, number: int = DAYS) -> list[date]:
    return [start + timedelta(days=each) for each in range(number)]


STARTS = st.dates(date(2026, 1, 1), date(2029, 12, 31))


@settings(max_examples=40, deadline=None)
@given(st.data(), people(), calendars(), STARTS, st.sampled_from([SHIPPED, SMALL]), st.integers(1, 9))
def test_the_sequence_holds_for_anybody(
    data: st.DataObject, who: Member, calendar: Holidays, start: date, prompts: Library, seed: int
) -> None:
    own = data.draw(mine(start))
    rules = Rules(prompts, calendar, seed)

    def live(rules: Rules) -> list[tuple[date, Planned]]:
        ahead = forecast.ahead(who, days_from(start), rules=rules, seen=(), commitments=own)
        return [(day, each) for day, each in ahead if isinstance(each, Planned)]

    got = live(rules)
    asked = [(day, each.prompt) for day, each in got if not each.about]
    assert len({day for day, _ in got}) == len(got)  # S1
    assert all(day.isoweekday() in who.rhythm.workdays and not calendar(day) for day, _ in got)
    assert not [day for day, _ in asked if calendar.quiet(day)]
    _never_twice(asked)
    _far_apart(asked, lambda prompt: prompt.family, memory.FAMILY_DAYS)
    _far_apart(asked, lambda prompt: prompt.case, memory.CASE_DAYS)
    _in_turns(each.prompt for _, each in got)
    _along_its_arc(got, own)
    assert all(not prompt.roles or who.role in prompt.roles for _, prompt in asked)
    shuffled = Library(tuple(reversed(prompts.prompts)), prompts.version)
    assert live(replace(rules, library=shuffled)) == got  # S12


def _never_twice(asked: Iterable[tuple[date, Prompt]]) -> None:
    """S2, S11: when nothing is left nothing comes; a rating may come again after eight weeks."""
    once = Counter(prompt.id for _, prompt in asked if prompt.kind is not Kind.RATING)
    assert not [id for id, times in once.items() if times > 1]
    rated = [(day, prompt) for day, prompt in asked if prompt.kind is Kind.RATING and not prompt.measures]
    _far_apart(rated, lambda prompt: prompt.id, memory.RATING_DAYS)


def _far_apart(asked: Iterable[tuple[date, Prompt]], key: Callable[[Prompt], object], days: int) -> None:
    """S3, S4."""
    last: dict[object, date] = {}
    for day, prompt in asked:
        name = None if prompt.measures else key(prompt)
        if name is not None:
            assert name not in last or _weekdays(last[name], day) >= days
            last[name] = day


def _in_turns(prompts: Iterable[Prompt]) -> None:
    """S5; what comes back to a plan, and the rating that is for everybody, are no matter of choice."""
    three = [(None, None), *pairwise(prompts)]
    for (first, second), (_, third) in pairwise(three):
        if first and second and third and third.kind is not Kind.FOLLOWUP and not third.measures:
            assert not first.kind == second.kind == third.kind


def _along_its_arc(got: list[tuple[date, Planned]], own: list[Commitment]) -> None:
    """S9: never before a day of the arc, never more often than it has days; S1: a plan is looked back on once."""
    for each in own:
        came = [(day, planned.prompt) for day, planned in got if planned.about == each.id]
        if not each.plan.habit:
            assert len(came) <= 1
            continue
        arc = [each.made + timedelta(days=number) for number in HABIT_DAYS]
        for (before, _), (day, _) in pairwise([(each.made, None), *came]):
            assert any(before < step <= day for step in arc)
        assert all(prompt.asks in (Asks.HABIT, Asks.EASE) for _, prompt in came)


def _weekdays(start: date, end: date) -> int:
    return sum((start + timedelta(days=n)).isoweekday() <= 5 for n in range(1, (end - start).days + 1))


@pytest.mark.parametrize("role", [*Role, None])
def test_a_year_is_filled_without_a_repeat_by_its_themes_and_with_deeds(role: Role | None) -> None:
    """With the pack that comes with Zetje; `python -m benchmarks.sequence` looks at ten seeds of each."""
    lives = [sequence.live(sequence.person(role, pace), SHIPPED, 1, own) for pace, own in LIVES]
    assert [(lived.unfilled, lived.repeats) for lived in lives] == [([], 0)] * len(lives)
    assert [lived.on_theme for lived in lives if lived.on_theme < 0.95] == []
    assert [lived.deeds for lived in lives if lived.deeds < 0.45] == []


def test_every_theme_comes_every_eight_weeks() -> None:
    weeks = {Period.of_day(day): prompt for day, prompt in sequence.live(sequence.person(Role.BODE), SHIPPED, 1).got}
    for theme in Theme:
        mine = sorted(week.number for week in weeks if week.theme is theme)
        assert all(later - earlier in (8, 16) for earlier, later in pairwise(mine))  # (a quiet week between)


def test_the_second_year_has_no_repeat_within_a_year_either() -> None:
    days = days_from(sequence.START, 2 * sequence.DAYS)
    rules = Rules(SHIPPED, Holidays(lambda _: False), 1)
    ahead = forecast.ahead(sequence.person(Role.BODE), days, rules=rules, seen=())
    last: dict[str, date] = {}
    for day, each in ahead:
        if isinstance(each, Planned) and each.prompt.kind is not Kind.RATING:
            assert day - last.get(each.prompt.id, date.min) >= memory.ONCE_IN
            last[each.prompt.id] = day
