"""What the delivery benchmark says about our sender holds at a small size too: nothing refused, lost or double."""

from benchmarks import delivery


def test_nobody_is_missed_and_slack_never_protests() -> None:
    result = delivery.deliver("Zetje", 300, 240)
    assert (result.refused, result.lost, result.double) == (0, 0, 0)
    assert result.seconds < 65


def test_a_limit_that_is_half_as_high_is_learned() -> None:
    result = delivery.deliver("Zetje", 300, 120)
    assert (result.lost, result.double) == (0, 0)
    assert 0 < result.refused < 10
    assert result.seconds < 155


def test_the_limiter_refuses_who_takes_no_notice() -> None:
    assert delivery.deliver("all at once", 300, 240).refused > 0
