"""Planning and choice: who gets what on which day, for any part-time week, pace, zone and holiday."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import pack
from bot.core import days, planning, timing
from bot.core.calendars import Holidays, never
from bot.core.members import Absence, Member, Rhythm, Seen, Standing
from bot.core.periods import Period, Question
from bot.core.planning import Planned, Reason, Rules, Skipped
from bot.core.prompts import Kind, Library, Prompt, Role
from tests.bot import sample

SHIPPED = pack.load().library
MONDAY = date(2026, 11, 30)
RATED_WEEK = Period.parse("2026-W50")
ZONES = st.sampled_from(["Europe/Amsterdam", "America/Curacao", "Asia/Tokyo", "Australia/Lord_Howe", "UTC"])
WORKDAYS = st.frozensets(st.integers(1, 7), min_size=1)
PACES = st.integers(1, 5)
STARTS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def member(workdays: frozenset[int], pace: int = 5, zone: str = "Europe/Amsterdam", role: Role | None = None) -> Member:
    rhythm = Rhythm(ZoneInfo(zone), workdays, time(9, 15), time(15, 30), pace)
    since = datetime(2025, 1, 1, tzinfo=UTC)
    return Member(b"p" * 16, b"t" * 16, Standing.ACTIVE, "nl", role, rhythm, since)


no_holidays = Holidays(never)
king_and_christmas = Holidays(lambda day: (day.month, day.day) in {(4, 27), (12, 25), (12, 26), (1, 1)})


def live(who: Member, start: date, days: int, library: Library = SHIPPED, seed: int = 1) -> list[tuple[date, Prompt]]:
    """What this member gets day by day."""
    seen: list[Seen] = []
    got = []
    for day in (start + timedelta(days=n) for n in range(days)):
        decision = planning.decide(who, day, rules=Rules(library, king_and_christmas, seed), seen=seen)
        if isinstance(decision, Planned):
            seen.append(Seen(day, decision.prompt.id))
            got.append((day, decision.prompt))
    return got


@settings(max_examples=40)
@given(WORKDAYS, PACES, ZONES, STARTS)
def test_nothing_on_days_off_or_holidays_and_never_more_than_the_pace(
    workdays: frozenset[int], pace: int, zone: str, start: date
) -> None:
    got = live(member(workdays, pace, zone), start, 60)
    assert all(day.isoweekday() in workdays and not king_and_christmas(day) for day, _ in got)
    per_week = Counter(str(Period.of_day(day)) for day, _ in got)
    assert all(number <= pace for number in per_week.values())


@settings(max_examples=40)
@given(WORKDAYS, PACES, ZONES, STARTS)
def test_the_next_moment_is_the_next_plan(workdays: frozenset[int], pace: int, zone: str, start: date) -> None:
    who = member(workdays, pace, zone)
    library = sample.library(per_kind=80)  # large enough that the pool is never the reason
    planned = []
    for day in (start + timedelta(days=n) for n in range(60)):
        decision = planning.decide(who, day, rules=Rules(library, king_and_christmas, 1), seen=())
        planned += [decision.at] if isinstance(decision, Planned) else []
    moment = timing.at_local(start, time(0), who.rhythm.zone) - timedelta(seconds=1)
    stepped = []
    while (following := days.next_moment(who, moment, king_and_christmas)) and following <= planned[-1]:
        stepped.append(following)
        moment = following
    assert stepped == planned


@settings(max_examples=40)
@given(WORKDAYS, PACES, ZONES, STARTS)
def test_a_nudge_comes_at_somebodys_own_hour_also_across_summer_time(
    workdays: frozenset[int], pace: int, zone: str, start: date
) -> None:
    who, seen = member(workdays, pace, zone), list[Seen]()
    for day in (start + timedelta(days=n) for n in range(60)):
        decision = planning.decide(who, day, rules=Rules(SHIPPED, king_and_christmas, 1), seen=seen)
        if isinstance(decision, Planned):
            wall = decision.at.astimezone(who.rhythm.zone)
            assert (wall.date(), wall.time()) in [(day, who.rhythm.morning), (day, who.rhythm.afternoon)]
            assert wall.time() == who.rhythm.afternoon or decision.prompt.kind is not Kind.RATING
            seen.append(Seen(day, decision.prompt.id))


@settings(max_examples=40)
@given(WORKDAYS, PACES, STARTS)
def test_a_day_is_never_planned_twice(workdays: frozenset[int], pace: int, start: date) -> None:
    got = live(member(workdays, pace), start, 30)
    seen = [Seen(day, prompt.id) for day, prompt in got]
    for day, _ in got:
        decision = planning.decide(member(workdays, pace), day, rules=Rules(SHIPPED, king_and_christmas, 2), seen=seen)
        assert decision == Skipped(Reason.ALREADY_SENT)


@settings(max_examples=40)
@given(WORKDAYS, PACES, STARTS)
def test_everybody_is_offered_the_shared_rating_once_in_its_week(
    workdays: frozenset[int], pace: int, start: date
) -> None:
    got = live(member(workdays, pace), Period.of_day(start).monday, 7 * 8)
    weeks = [Period.of_day(Period.of_day(start).monday + timedelta(days=7 * n)) for n in range(8)]
    for week in weeks:
        shared = [prompt.measures for day, prompt in got if day in week.days and prompt.measures]
        works = any(day.isoweekday() in workdays and not king_and_christmas(day) for day in week.days)
        expected = [week.question.value] if works and week.question is not Question.ACTION else []
        assert shared == expected


def test_the_same_seed_gives_the_same_year_and_another_one_another() -> None:
    who = member(frozenset({1, 2, 3, 4, 5}))
    assert live(who, MONDAY, 60) == live(who, MONDAY, 60)
    assert live(who, MONDAY, 60) != live(who, MONDAY, 60, seed=2)


def test_the_starter_pack_fills_six_weeks_without_a_repeat() -> None:
    for role in (None, *Role):
        got = [prompt.id for _, prompt in live(member(frozenset({1, 2, 3, 4, 5}), role=role), MONDAY, 42)]
        own = [id for id in got if not id.startswith("gedeeld")]
        assert len(got) >= 28
        assert len(set(own)) == len(own)


@pytest.mark.parametrize(
    ("standing", "reason"),
    [(Standing.INVITED, Reason.INVITED), (Standing.PAUSED, Reason.PAUSED), (Standing.STOPPED, Reason.STOPPED)],
)
def test_who_does_not_take_part_now_gets_nothing(standing: Standing, reason: Reason) -> None:
    who = Member(b"p" * 16, b"t" * 16, standing, "nl", None, member(frozenset({1})).rhythm, None)
    assert planning.decide(who, MONDAY, rules=Rules(SHIPPED, no_holidays, 1), seen=()) == Skipped(reason)
    assert days.next_moment(who, datetime(2026, 11, 30, tzinfo=UTC), no_holidays) is None


@pytest.mark.parametrize(
    ("day", "seen", "now", "reason"),
    [
        ("2026-12-05", (), None, Reason.DAY_OFF),
        ("2026-12-25", (), None, Reason.HOLIDAY),
        ("2026-12-01", (Seen(date(2026, 12, 1), "tijd-001"),), None, Reason.ALREADY_SENT),
        ("2026-11-30", (), "2026-11-30T10:15:01", Reason.TOO_LATE),
    ],
)
def test_every_nothing_has_its_reason(day: str, seen: tuple[Seen, ...], now: str | None, reason: Reason) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC) if now else None
    who = member(frozenset({1, 2, 3, 4, 5}))
    found = planning.decide(
        who, date.fromisoformat(day), rules=Rules(SHIPPED, king_and_christmas, 1), seen=seen, now=moment
    )
    assert found == Skipped(reason)


@pytest.mark.parametrize(
    ("after", "moment"),
    [
        ("2026-11-30T08:14", "2026-11-30T08:15"),  # the same morning
        ("2026-11-30T08:15", "2026-12-01T08:15"),  # strictly later
        ("2026-12-02T12:00", "2026-12-02T14:30"),  # Wednesday is for looking back, in the afternoon
        ("2026-12-24T15:00", "2026-12-28T08:15"),  # over Christmas and the weekend
    ],
)
def test_the_next_moment_is_strictly_later(after: str, moment: str) -> None:
    found = days.next_moment(
        member(frozenset({1, 2, 3, 4, 5})), datetime.fromisoformat(after).replace(tzinfo=UTC), king_and_christmas
    )
    assert found == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_after_the_morning_comes_the_afternoon() -> None:
    """A commitment to look back on today, and somebody who does something at noon."""
    noon = datetime(2026, 11, 30, 11, tzinfo=UTC)
    found = days.next_moment(member(frozenset({1, 2, 3, 4, 5})), noon, king_and_christmas, check_on=MONDAY)
    assert found == datetime(2026, 11, 30, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize("length", [1, 59, 61, 200, 365])
def test_an_absence_ends_by_itself_however_long(length: int) -> None:
    away = Absence(MONDAY, MONDAY + timedelta(days=length - 1))
    who = replace(member(frozenset({1, 2, 3, 4, 5})), absences=(away,))
    found = days.next_moment(who, datetime(2026, 11, 29, 12, tzinfo=UTC), king_and_christmas)
    assert found is not None
    assert away.last < found.date() <= away.last + timedelta(days=5)


def test_an_empty_pool_sends_nothing() -> None:
    found = planning.decide(member(frozenset({1})), MONDAY, rules=Rules(Library((), "empty"), no_holidays, 1), seen=())
    assert found == Skipped(Reason.POOL_EMPTY, Kind.ACTION)


def test_a_slow_pace_leaves_days_free() -> None:
    who = member(frozenset({1, 2, 3, 4, 5}), pace=2)
    week = [
        planning.decide(who, day, rules=Rules(SHIPPED, no_holidays, 1), seen=()) for day in Period.of_day(MONDAY).days
    ]
    assert [isinstance(each, Planned) for each in week] == [False, True, False, True, False, False, False]
    assert week[0] == Skipped(Reason.NOT_THIS_DAY)
