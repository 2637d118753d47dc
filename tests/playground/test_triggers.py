"""Trigger ids: three seconds, once."""

from playground.triggers import Triggers


class Seconds:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_trigger_lasts_three_seconds_and_is_then_known_as_expired() -> None:
    seconds = Seconds()
    triggers = Triggers(seconds)
    in_time, too_late = triggers.new("U1", "A1"), triggers.new("U1", "A1")
    seconds.now += 3.0
    taken = triggers.take(in_time)
    seconds.now += 0.1
    late = triggers.take(too_late)
    assert taken
    assert late
    assert (taken.user, taken.app, taken.expired, taken.used) == ("U1", "A1", False, False)
    assert (late.expired, late.used) == (True, False)


def test_a_second_use_is_seen_as_such() -> None:
    triggers = Triggers(Seconds())
    name = triggers.new("U1", "A1")
    assert [bool(trigger and trigger.used) for trigger in (triggers.take(name), triggers.take(name))] == [False, True]


def test_a_name_nobody_gave_is_no_trigger() -> None:
    assert Triggers().take("1.2.abc") is None


def test_old_triggers_are_forgotten_so_that_a_long_day_fits_in_memory() -> None:
    seconds = Seconds()
    triggers = Triggers(seconds)
    old = triggers.new("U1", "A1")
    seconds.now += 61
    triggers.new("U1", "A1")
    assert triggers.take(old) is None
