"""Somebody's own rhythm: absence, silence, quiet hours, looking back, later today. For any week, zone and day."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.core import commitments, days, planning, silence, snoozing, timing
from bot.core.calendars import Holidays
from bot.core.commitments import Check, Commitment, Plan
from bot.core.members import Absence, Member, Rhythm, Seen, Standing
from bot.core.offers import Offer, Window
from bot.core.planning import Goodbye, Planned, Reason, Rules, Skipped
from bot.core.prompts import Asks
from bot.core.rhythms import Rhythm as Recurrence
from bot.core.snoozing import Snooze
from tests.bot import sample

ZONES = st.sampled_from(
    ["Europe/Amsterdam", "America/Curacao", "Asia/Tokyo", "Australia/Lord_Howe", "America/New_York"]
)
WORKDAYS = st.frozensets(st.integers(1, 7), min_size=1)
PACES = st.sampled_from(silence.PACES)
STARTS = st.dates(date(2026, 3, 1), date(2028, 11, 30))
MOMENTS = st.integers(0, 24 * 60 * 1000).map(
    lambda minutes: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
LIBRARY = sample.library(per_kind=80)


christmas = Holidays(lambda day: (day.month, day.day) in {(12, 25), (12, 26), (1, 1), (4, 27)})
RULES = Rules(LIBRARY, christmas, 1)


@st.composite
def members(draw: st.DrawFn) -> Member:
    """Anybody: their own hours outside their own quiet hours, absences, silence."""
    quiet_from, quiet_until, morning, afternoon = (draw(TIMES) for _ in range(4))
    rhythm = Rhythm(ZoneInfo(draw(ZONES)), draw(WORKDAYS), morning, afternoon, draw(PACES), quiet_from, quiet_until)
    assume(not rhythm.is_quiet(morning) and not rhythm.is_quiet(afternoon))
    absences = tuple(
        Absence(first, first + timedelta(days=length))
        for first, length in draw(st.lists(st.tuples(STARTS, st.integers(0, 40)), max_size=2))
    )
    since = datetime(2025, 1, 1, tzinfo=UTC)
    person = Member(b"p" * 16, b"t" * 16, Standing.ACTIVE, "nl", None, rhythm, since, absences=absences)
    return replace(person, unanswered=draw(st.integers(0, 12)))


CHECKS = st.lists(
    st.builds(Check, st.binary(min_size=16, max_size=16), STARTS, st.sampled_from(Asks)),
    max_size=3,
    unique_by=lambda check: check.commitment_id,
)

NEAR = st.none() | st.integers(-1, 2)
"""Days from the day that somebody is looked at."""


@settings(max_examples=150, deadline=None)
@given(members(), STARTS, CHECKS)
def test_nothing_unasked_comes_when_it_is_unwelcome(person: Member, start: date, checks: list[Check]) -> None:
    seen: list[Seen] = []
    got: list[datetime] = []
    waiting = list(checks)
    for day in (start + timedelta(days=number) for number in range(40)):
        decision = planning.decide(person, day, rules=RULES, seen=seen, checks=waiting)
        if isinstance(decision, Skipped):
            continue
        local = decision.at.astimezone(person.rhythm.zone)
        assert local.date() == day
        assert day.isoweekday() in person.rhythm.workdays
        assert not christmas(day)
        assert not person.is_away(day)
        # A skipped hour of summer time moves a message; it may then meet quiet hours, and is dropped when it goes out.
        moved = local.time() not in (person.rhythm.morning, person.rhythm.afternoon)
        assert moved or days.welcome_at(person, decision.at)
        got.append(decision.at)
        if isinstance(decision, Planned):
            seen.append(Seen(day, decision.prompt.id))
            waiting = [check for check in waiting if check.commitment_id != decision.about]
        else:
            break
    per_day = Counter(timing.local_day(at, person.rhythm.zone) for at in got)
    assert all(number == 1 for number in per_day.values())


@settings(max_examples=150, deadline=None)
@given(members(), STARTS, st.sampled_from([None, "morning", "afternoon"]), NEAR, NEAR, st.booleans())
def test_the_next_moment_misses_nothing(
    person: Member, start: date, hour: str | None, check: int | None, joined: int | None, any_day: bool
) -> None:
    """Whatever `decide` would plan in the coming weeks, the bot wakes up for it in time, whenever it is asked."""
    check_on = start + timedelta(days=check) if check is not None else None
    checks = [Check(b"c" * 16, check_on, Asks.COMMITMENT)] if check_on else []
    begins = start + timedelta(days=joined or 0)
    window = Window(begins, begins + timedelta(days=9), any_day)
    offers = [Offer(LIBRARY.prompts[0], window, Recurrence.DAILY)] if joined is not None else []
    now = timing.at_local(start, getattr(person.rhythm, hour) if hour else time(0), person.rhythm.zone)
    decisions = (
        planning.decide(person, start + timedelta(days=number), rules=RULES, seen=(), checks=checks, offers=offers)
        for number in range(50)
    )
    first = next((each.at for each in decisions if not isinstance(each, Skipped) and each.at > now), None)
    woken = days.next_moment(person, now, christmas, check_on, [offer.window for offer in offers])
    if first is not None:
        assert woken is not None
        assert now < woken <= first


@settings(max_examples=100, deadline=None)
@given(members(), STARTS)
def test_a_follow_up_comes_exactly_once_on_the_first_own_day_that_is_free_for_it(person: Member, due: date) -> None:
    person = replace(person, unanswered=0)
    waiting, seen, came = [Check(b"c" * 16, due, Asks.COMMITMENT)], list[Seen](), list[date]()
    for day in (due - timedelta(days=7) + timedelta(days=number) for number in range(60)):
        decision = planning.decide(person, day, rules=RULES, seen=seen, checks=waiting)
        if isinstance(decision, Planned):
            seen.append(Seen(day, decision.prompt.id))
            if decision.about:
                came.append(day)
                waiting = []
    free = [
        day
        for day in (due + timedelta(days=number) for number in range(53))
        if days.works(person, day, christmas) and not _is_measured(person, day)
    ]
    assert came == free[:1]


def _is_measured(person: Member, day: date) -> bool:
    slot = days.slot_on(person, day, christmas)
    return bool(slot and slot.measures)


@pytest.mark.parametrize(
    ("chosen", "unanswered", "now"),
    [(5, 2, 5), (5, 3, 3), (3, 3, 2), (2, 3, 1), (1, 3, 1), (5, 5, 3), (5, 6, 1), (5, 9, 1), (3, 0, 3)],
)
def test_silence_slows_down_in_steps(chosen: int, unanswered: int, now: int) -> None:
    assert silence.pace_now(chosen, unanswered) == now


def test_after_ten_the_bot_says_goodbye() -> None:
    person = plain(unanswered=10)
    assert isinstance(planning.decide(person, _working_day(person), rules=RULES, seen=()), Goodbye)
    assert not silence.says_goodbye(9)


def plain(**changes: object) -> Member:
    rhythm = Rhythm(ZoneInfo("Europe/Amsterdam"), frozenset({1, 2, 3, 4, 5}), time(9, 15), time(15, 30), 5)
    person = Member(b"p" * 16, b"t" * 16, Standing.ACTIVE, "nl", None, rhythm, datetime(2026, 1, 1, tzinfo=UTC))
    return replace(person, **changes)  # type: ignore[arg-type]


def _working_day(person: Member) -> date:
    return next(
        day
        for day in (date(2026, 11, 30) + timedelta(days=number) for number in range(7))
        if days.slot_on(person, day, christmas)
    )


def test_an_absence_has_its_reason_and_an_end() -> None:
    person = plain(absences=(Absence(date(2026, 12, 1), date(2026, 12, 3)),))
    days = [planning.decide(person, date(2026, 11, 30) + timedelta(days=n), rules=RULES, seen=()) for n in range(5)]
    assert [isinstance(each, Planned) for each in days] == [True, False, False, False, True]
    assert days[1] == Skipped(Reason.AWAY)


@pytest.mark.parametrize(
    ("start", "end", "at", "quiet"),
    [
        ("19:00", "07:00", "23:00", True),
        ("19:00", "07:00", "06:59", True),
        ("19:00", "07:00", "07:00", False),
        ("12:00", "13:00", "12:30", True),
        ("12:00", "13:00", "13:00", False),
        ("00:00", "00:00", "03:00", False),
    ],
)
def test_quiet_hours_may_cross_midnight(start: str, end: str, at: str, quiet: bool) -> None:
    rhythm = replace(plain().rhythm, quiet_from=time.fromisoformat(start), quiet_until=time.fromisoformat(end))
    assert rhythm.is_quiet(time.fromisoformat(at)) is quiet


@settings(max_examples=200, deadline=None)
@given(members(), MOMENTS)
def test_later_is_later_and_never_in_quiet_hours(person: Member, now: datetime) -> None:
    for snooze in snoozing.choices(person, now, christmas):
        at = snoozing.moment(person, snooze, now, christmas)
        assert at is not None
        assert at > now
        local = at.astimezone(person.rhythm.zone)
        today = timing.local_day(now, person.rhythm.zone)
        if snooze is Snooze.TOMORROW:
            assert local.date() > today
            assert days.works(person, local.date(), christmas)
            assert not _is_measured(person, local.date())
        else:
            assert local.date() == today


def test_a_habit_is_asked_about_on_the_days_of_its_arc() -> None:
    made = date(2026, 11, 30)
    plan = commitments.dated(Plan("ik opsta", "drink ik water", made, habit=True), made)
    habit = Commitment(b"c" * 16, plan, made, commitments.first_check(plan, made))
    days, asked = [], []
    while habit.check_on:
        days.append((habit.check_on - made).days)
        asked.append(commitments.asks(habit))
        habit = commitments.checked(habit, habit.check_on)
    assert tuple(days) == commitments.HABIT_DAYS
    assert [day for day, asks in zip(days, asked, strict=True) if asks is Asks.EASE] == [1, 30, 66]
    assert not habit.is_open


def test_missed_check_ins_are_not_made_up_for() -> None:
    made = date(2026, 11, 30)
    plan = Plan("ik opsta", "drink ik water", made, habit=True)
    habit = Commitment(b"c" * 16, plan, made, commitments.first_check(plan, made))
    after_a_gap = commitments.checked(habit, made + timedelta(days=20))
    assert after_a_gap.check_on == made + timedelta(days=22)
    assert after_a_gap.is_open


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("als ik vastzit, dan vraag ik Bram", ("ik vastzit", "vraag ik Bram")),
        ("Als ik vastzit dan vraag ik Bram.", ("ik vastzit", "vraag ik Bram")),
        ("Wanneer iemand wacht, bel ik", ("iemand wacht", "bel ik")),
        ("if I am stuck, then I ask Bram", ("I am stuck", "I ask Bram")),
        ("When somebody waits, I call", ("somebody waits", "I call")),
        ("ik bel de inwoner", None),
        ("als ik vastzit", None),
        ("als , dan ", None),
        ("", None),
    ],
)
def test_an_if_then_sentence_is_taken_apart(text: str, parts: tuple[str, str] | None) -> None:
    assert commitments.sounds_like(text) == parts


@given(st.text(max_size=400))
def test_any_words_may_be_tried_as_a_plan(text: str) -> None:
    parts = commitments.sounds_like(text)
    assert parts is None or all(part.strip() for part in parts)
