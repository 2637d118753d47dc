"""Rate limits: as many calls as Slack's tiers promise, then a wait that is worth waiting."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.limits import Limits

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def call(limits: Limits, method: str, tier: int, now: datetime, app: str = "A1", channel: str = "C1") -> int:
    return limits.take(app, method, tier, channel, now)


@pytest.mark.parametrize(("tier", "promised"), [(1, 1), (2, 20), (3, 50), (4, 100)])
def test_each_tier_lets_through_what_it_promises_and_no_more(tier: int, promised: int) -> None:
    limits = Limits()
    assert [call(limits, "users.info", tier, MONDAY) for _ in range(promised)] == [0] * promised
    assert 1 <= call(limits, "users.info", tier, MONDAY) <= 60


def test_a_limit_is_per_method_and_per_app() -> None:
    limits = Limits(tiers={1: 1})
    assert call(limits, "users.info", 1, MONDAY) == 0
    assert call(limits, "team.info", 1, MONDAY) == 0
    assert call(limits, "users.info", 1, MONDAY, app="A2") == 0
    assert call(limits, "users.info", 1, MONDAY) > 0


def test_a_clock_that_jumps_ahead_makes_room_again() -> None:
    limits = Limits(tiers={1: 1})
    call(limits, "users.info", 1, MONDAY)
    assert call(limits, "users.info", 1, MONDAY + timedelta(seconds=61)) == 0


def test_a_clock_that_goes_back_does_not_lock_anybody_out() -> None:
    limits = Limits(tiers={1: 1})
    call(limits, "users.info", 1, MONDAY)
    assert call(limits, "users.info", 1, MONDAY - timedelta(days=7)) <= 60


def test_one_channel_takes_a_short_burst_and_then_one_message_a_second() -> None:
    limits = Limits()
    assert [call(limits, "chat.postMessage", 0, MONDAY) for _ in range(6)] == [0, 0, 0, 0, 0, 5]
    assert call(limits, "chat.postMessage", 0, MONDAY, channel="C2") == 0
    assert call(limits, "chat.postMessage", 0, MONDAY + timedelta(seconds=5)) == 0


def test_the_whole_workspace_has_a_ceiling_for_posts() -> None:
    limits = Limits(posts_per_minute=3)
    waits = [call(limits, "chat.postMessage", 0, MONDAY, channel=f"D{person}") for person in range(4)]
    assert waits[:3] == [0, 0, 0]
    assert waits[3] > 5


def test_switched_off_there_is_no_limit_at_all() -> None:
    limits = Limits(enabled=False, tiers={1: 1})
    assert {call(limits, "users.info", 1, MONDAY) for _ in range(50)} == {0}


def test_refused_calls_do_not_make_the_wait_longer() -> None:
    limits = Limits(tiers={1: 1})
    call(limits, "users.info", 1, MONDAY)
    for second in range(60):
        call(limits, "users.info", 1, MONDAY + timedelta(seconds=second))
    assert call(limits, "users.info", 1, MONDAY + timedelta(seconds=60)) == 0


@given(st.lists(st.integers(min_value=0, max_value=20), min_size=1, max_size=80), st.integers(1, 9))
def test_whoever_waits_as_long_as_told_is_let_through(pauses: list[int], most: int) -> None:
    limits = Limits(tiers={3: most})
    now = MONDAY
    for pause in pauses:
        now += timedelta(seconds=pause)
        wait = call(limits, "users.info", 3, now)
        if wait:
            now += timedelta(seconds=wait)
            assert call(limits, "users.info", 3, now) == 0


@given(st.lists(st.floats(min_value=0, max_value=30), min_size=1, max_size=80))
def test_no_minute_ever_holds_more_than_the_tier_allows(pauses: list[float]) -> None:
    limits = Limits(tiers={3: 4})
    now, let_through = MONDAY, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        if not call(limits, "users.info", 3, now):
            let_through.append(now)
    for earlier, later in zip(let_through, let_through[4:], strict=False):
        # Real time passes too while this runs, a little.
        assert later - earlier >= timedelta(seconds=59)
