"""The workspace's clock: it runs, it glides, it never goes back."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.clock import Clock
from playground.moving import landing

TUESDAY = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)  # 08:00 in Amsterdam


def test_a_glide_takes_every_quarter_of_an_hour_and_waits_for_who_follows() -> None:
    clock = Clock(TUESDAY)
    steps: list[datetime] = []
    main = threading.get_ident()

    def follower(now: datetime) -> None:
        assert threading.get_ident() != main
        assert clock.running
        steps.append(now)

    clock.follow(follower)
    asyncio.run(clock.glide(TUESDAY + timedelta(minutes=50)))
    assert steps == [TUESDAY + timedelta(minutes=minutes) for minutes in (15, 30, 45, 50)]
    assert not clock.running


def test_a_glide_stands_on_whole_quarters_wherever_it_started() -> None:
    clock = Clock(TUESDAY + timedelta(minutes=7))
    steps: list[datetime] = []
    clock.follow(steps.append)
    asyncio.run(clock.glide(TUESDAY + timedelta(hours=1)))
    assert [step.minute for step in steps] == [15, 30, 45, 0]


def test_a_follower_that_fails_stops_the_glide_and_leaves_a_clock_that_runs() -> None:
    def broken(now: datetime) -> None:
        raise ArithmeticError

    clock = Clock(TUESDAY)
    clock.follow(broken)
    with pytest.raises(ArithmeticError):
        asyncio.run(clock.glide(TUESDAY + timedelta(hours=1)))
    assert not clock.running
    assert clock.now() >= TUESDAY + timedelta(minutes=15)


@pytest.mark.parametrize("to", [TUESDAY - timedelta(seconds=1), TUESDAY.replace(tzinfo=None) + timedelta(days=1)])
def test_the_clock_never_goes_back_and_knows_its_zone(to: datetime) -> None:
    with pytest.raises(ValueError, match=r"forward|time zone"):
        Clock(TUESDAY).set(to)
    with pytest.raises(ValueError, match=r"forward|time zone"):
        asyncio.run(Clock(TUESDAY).glide(to))


def test_a_fast_clock_passes_hours_in_moments_and_keeps_what_has_passed() -> None:
    clock = Clock(TUESDAY, speed=1_000_000)
    while clock.now() < TUESDAY + timedelta(hours=1):
        pass
    clock.speed = 0
    assert clock.now() == clock.now() >= TUESDAY + timedelta(hours=1)


@pytest.mark.parametrize(
    ("jump", "local"),
    [
        ({"weekdays": [2], "time": "10:05"}, "2026-12-01T10:05:00+01:00"),
        ({"weekdays": [2], "time": "07:55"}, "2026-12-08T07:55:00+01:00"),
        ({"weekdays": [7], "time": "12:00"}, "2026-12-06T12:00:00+01:00"),
        ({"time": "10:05", "next_day": True}, "2026-12-02T10:05:00+01:00"),
        ({"weekdays": [2], "time": "10:05", "next_week": True}, "2026-12-08T10:05:00+01:00"),
    ],
)
def test_a_jump_leads_to_the_next_such_moment(jump: dict[str, object], local: str) -> None:
    assert landing(jump, TUESDAY) == datetime.fromisoformat(local)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.fixed_dictionaries(
        {"time": st.just("10:05")},
        optional={"weekdays": st.lists(st.integers(1, 7), min_size=1), "next_day": st.booleans()},
    ),
)
def test_a_jump_always_leads_forward_and_not_far(now: datetime, jump: dict[str, object]) -> None:
    assert timedelta(0) < landing(jump, now) - now <= timedelta(days=8, hours=1)


def test_the_working_day_after_friday_is_monday() -> None:
    friday = datetime(2026, 12, 4, 16, 0, tzinfo=UTC)
    assert landing({"time": "09:15"}, friday).date().isoformat() == "2026-12-07"


def test_a_jump_to_a_day_that_does_not_exist_leads_nowhere() -> None:
    with pytest.raises(ValueError, match="leads nowhere"):
        landing({"weekdays": [8], "time": "10:00"}, TUESDAY)
