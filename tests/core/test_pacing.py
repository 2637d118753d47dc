"""How fast messages may go out, whatever the chat program and the clock do."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pacing import EARLIEST, MINUTE, ON_TIME, QUIET, Pace, Waits, backoff, head_start, left_out

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def send(pace: Pace, now: datetime, messages: int, *, urgent: bool = False) -> list[datetime]:
    """When so many messages go out, each as soon as it may."""
    sent = []
    for _ in range(messages):
        while (opens := pace.opens(now, urgent=urgent)) > now:
            now = opens
        pace.begin(now)
        pace.end(now)
        sent.append(now)
    return sent


@given(st.integers(1, 40), st.lists(st.integers(0, 300), max_size=60), st.booleans(), st.booleans())
def test_no_minute_sees_more_than_is_allowed(most: int, pauses: list[int], urgent: bool, even: bool) -> None:
    pace, now, sent = Pace(most, even=even), NOW, []
    for pause in pauses:
        sent += send(pace, now + timedelta(seconds=pause / 10), 1, urgent=urgent)
        now = sent[-1]
    for first in sent:
        assert sum(first <= each < first + MINUTE for each in sent) <= most


def test_all_that_is_allowed_goes_out() -> None:
    sent = send(Pace(60), NOW, 240)
    assert sent[-1] - NOW < 4 * MINUTE


def test_what_is_under_way_counts() -> None:
    pace = Pace(2)
    for _ in range(2):
        assert pace.opens(NOW) == NOW
        pace.begin(NOW)
    assert pace.opens(NOW) > NOW
    pace.end(None)
    assert pace.opens(NOW) == NOW


def test_who_waits_for_an_answer_finds_room_among_many() -> None:
    pace = Pace(100)
    send(pace, NOW, 95)
    assert pace.opens(NOW) > NOW
    assert pace.opens(NOW, urgent=True) == NOW


def test_a_refusal_spreads_and_the_next_one_slows_down() -> None:
    pace = Pace(100)
    send(pace, NOW, 50)
    pace.refused(NOW)
    assert (pace.even, pace.limit) == (True, 100)
    assert pace.opens(NOW) > NOW
    pace.refused(NOW)
    assert pace.limit == 50


def test_after_a_quiet_time_it_asks_for_a_little_more_until_all_is_well() -> None:
    pace = Pace(100, even=True)
    pace.refused(NOW)
    assert pace.limit == 10
    limits = []
    for minute in range(60):
        pace.opens(NOW + minute * MINUTE)
        limits.append(pace.limit)
    quiet = QUIET // MINUTE
    assert limits[: quiet + 1] == [10] * (quiet + 1)
    assert limits[quiet + 1] == 15
    assert limits[-1] == 100


def test_a_clock_that_is_put_back_gives_nothing_away_and_takes_a_minute_at_most() -> None:
    pace, waits = Pace(1), Waits()
    send(pace, NOW, 1)
    waits.hold("all", NOW, 30)
    before = NOW - timedelta(hours=1)
    assert before < pace.opens(before) <= before + MINUTE
    assert waits.now(before) == set()


def test_what_must_wait_waits_as_long_as_it_was_told() -> None:
    waits = Waits()
    waits.hold("posting", NOW, 30)
    assert waits.now(NOW + timedelta(seconds=29)) == {"posting"}
    assert waits.now(NOW + timedelta(seconds=30)) == set()


@given(st.integers(0, 100_000), st.integers(1, 600))
def test_a_crowd_begins_before_its_hour_and_not_much(people: int, per_minute: int) -> None:
    start, takes = head_start(people, per_minute), people / per_minute * MINUTE
    assert timedelta() <= start <= EARLIEST
    assert takes - start <= max(ON_TIME, takes / 2, takes - EARLIEST) + timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({}, 0),
        ({0: 28_800}, 0),  # two hours' worth
        ({0: 32_400}, 0),  # and the quarter of an hour before
        ({0: 50_000}, 17_600),
        ({0: 32_400, 60: 14_400}, 0),  # the second hour waits for the first, and still has its own two hours
        ({0: 32_400, 60: 14_402}, 2),
        ({0: 50_000, 375: 32_400}, 17_600),  # in the afternoon the morning is over
    ],
)
def test_more_than_two_hours_can_carry_are_left_out(wanted: dict[int, int], left: int) -> None:
    moments = {NOW + timedelta(minutes=minute): people for minute, people in wanted.items()}
    assert left_out(moments, 240, timedelta(hours=2)) == left


@given(st.dictionaries(st.integers(0, 600), st.integers(1, 60_000), max_size=6), st.integers(1, 600))
def test_who_is_not_left_out_fits_in_the_time_there_is(wanted: dict[int, int], per_minute: int) -> None:
    moments = {NOW + timedelta(minutes=minute): people for minute, people in wanted.items()}
    left = left_out(moments, per_minute, timedelta(hours=2))
    assert 0 <= left <= sum(wanted.values())
    if wanted:
        minutes = max(wanted) - min(wanted) + 135
        assert sum(wanted.values()) - left <= minutes * per_minute


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 30), (2, 60), (3, 120), (20, 600)])
def test_each_attempt_waits_longer_and_none_for_ever(attempts: int, seconds: int) -> None:
    waited = [backoff(attempts, chance).total_seconds() for chance in (0, 0.5, 1)]
    assert waited == [seconds * 0.75, seconds, seconds * 1.25]
