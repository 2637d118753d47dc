"""Ways to make a label from s of n: the real one, and planted mistakes that a checker must find."""

from collections.abc import Callable, Iterator

from bot.core import disclosure
from bot.core.disclosure import K_DEFAULT, Draw, Label

Mechanism = Callable[[int, int, Draw], object]
"""(positives, roster, draw) -> the label."""


def published(positives: int, roster: int, draw: Draw) -> object:
    return disclosure.publish(positives, roster, K_DEFAULT, draw)


def supports(mechanism: Mechanism, roster: int) -> dict[object, set[int]]:
    """For every label: which numbers of positives can give it, over every tau that can be drawn."""
    found: dict[object, set[int]] = {}
    for positives in range(roster + 1):
        for label in every_label(mechanism, positives, roster):
            found.setdefault(label, set()).add(positives)
    return found


def every_label(mechanism: Mechanism, positives: int, roster: int) -> Iterator[object]:
    asked: list[int] = []

    def first(sides: int) -> int:
        asked.append(sides)
        return 0

    yield mechanism(positives, roster, first)
    for side in range(1, asked[0] if asked else 1):
        yield mechanism(positives, roster, lambda _, side=side: side)  # type: ignore[misc]


def shifted(low: int, high: int) -> Mechanism:
    def mechanism(positives: int, roster: int, draw: Draw) -> Label:
        lowest, highest = disclosure.thresholds(roster)
        lowest, highest = lowest + low, highest + high
        return Label.HIGH if positives >= lowest + draw(highest - lowest + 1) else Label.LOW

    return mechanism


def one_person_fewer(positives: int, roster: int, draw: Draw) -> Label:
    lowest, highest = disclosure.thresholds(roster - 1)
    return Label.HIGH if positives >= lowest + draw(highest - lowest + 1) else Label.LOW


def fixed_tau(positives: int, roster: int, _draw: Draw) -> Label:
    return Label.HIGH if positives >= (roster + 1) // 2 else Label.LOW


def three_labels(positives: int, roster: int, draw: Draw) -> str:
    lowest, highest = disclosure.thresholds(roster)
    tau = lowest + draw(highest - lowest + 1)
    return "much" if positives >= tau + roster // 4 else "half" if positives >= tau else "little"


def exact_count(positives: int, _roster: int, _draw: Draw) -> int:
    return positives


def silence_published(positives: int, roster: int, draw: Draw) -> object:
    """A line of its own for "nobody did": a small kindness that tells everything about everybody."""
    return "nobody" if positives == 0 else published(positives, roster, draw)
