"""What may be said about a team: the mechanism of disclosure-policy R2-R4, R6 and R13.

The only fact that leaves is one label per cell, question and period. It is drawn with a random threshold, so that both
labels stay true and neither makes any single answer certain, whoever tells theirs.
"""

from collections.abc import Callable
from enum import StrEnum

K_DEFAULT = 5
"""The smallest roster that gets a label (R6)."""
K_HOLIDAY = 10
"""The same in a holiday week: a known absence is a known answer (R13)."""

Draw = Callable[[int], int]
"""draw(m) gives one of 0..m-1, each as likely; `secrets.randbelow` outside the tests."""


class Label(StrEnum):
    HIGH = "high"
    """About half or more."""
    LOW = "low"
    """About half or fewer. People never read this one: they read that there is no team picture (R4)."""


def threshold(k: int = K_DEFAULT, *, holiday: bool) -> int:
    """The k of an ordinary or a holiday week."""
    return max(k, K_HOLIDAY) if holiday else k


def publish(positives: int, roster: int, k: int, draw: Draw) -> Label | None:
    """The label of a cell in which `positives` of the `roster` people have a positive value; None below k.

    Whether there is a label depends on the roster only, never on who answered: that would itself tell (R6).
    Raises ValueError for a k below 5 and for more positives than people.
    """
    if k < K_DEFAULT:
        raise ValueError(f"k is {k}, but at least {K_DEFAULT} is needed to keep answers private")
    if not 0 <= positives <= roster:
        raise ValueError("more positive answers than people")
    return label(positives, roster, draw) if roster >= k else None


def label(positives: int, roster: int, draw: Draw) -> Label:
    """R3: HIGH iff s >= tau, with tau drawn evenly from a..b+1. Tau is not kept, not even here."""
    lowest, highest = thresholds(roster)
    return Label.HIGH if positives >= lowest + draw(highest - lowest + 1) else Label.LOW


def thresholds(roster: int) -> tuple[int, int]:
    """The lowest and highest tau for n people: a = ceil(n/2) - 1 and b + 1 with b = floor(n/2) + 1 (R3)."""
    return (roster + 1) // 2 - 1, roster // 2 + 2
