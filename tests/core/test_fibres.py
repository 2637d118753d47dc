"""The fibres test (disclosure-policy R1): whatever the post says, no answer of anybody outside becomes impossible.

A coalition of at most half the roster tells each other its answers. Of everybody else, given the label, both a positive
and a non-positive answer must still be possible. Only how many in the coalition are positive matters, so that
enumerating (size, positives) covers every coalition. The real mechanism is called, with every tau it can draw.
"""

import pytest

from benchmarks.histories.mechanisms import (
    Mechanism,
    exact_count,
    fixed_tau,
    one_person_fewer,
    published,
    shifted,
    silence_published,
    supports,
    three_labels,
)
from bot.core.disclosure import K_DEFAULT, Label

ROSTERS = range(K_DEFAULT, 61)


def exposures(mechanism: Mechanism, roster: int) -> list[str]:
    """Every way in which a coalition learns an answer for certain."""
    return [
        f"n={roster}: {known} insiders, {positive} positive, read {label}"
        for label, support in supports(mechanism, roster).items()
        for known in range(roster // 2 + 1)
        for positive in range(known + 1)
        if learns_something(support, positive, positive + roster - known)
    ]


def learns_something(support: set[int], least: int, most: int) -> bool:
    """With s known to lie in least..most: is an outsider's answer certain, given that the label can occur at all?"""
    possible = {s for s in support if least <= s <= most}
    somebody_positive = any(s > least for s in possible)
    somebody_not = any(s < most for s in possible)
    return bool(possible) and not (somebody_positive and somebody_not)


def untruths(mechanism: Mechanism, roster: int) -> list[str]:
    """HIGH says about half or more, LOW about half or fewer: one person off half at the most."""
    found = supports(mechanism, roster)
    wrong = [f"HIGH at {s} of {roster}" for s in found.get(Label.HIGH, set()) if s < (roster + 1) // 2 - 1]
    return wrong + [f"LOW at {s} of {roster}" for s in found.get(Label.LOW, set()) if s > roster // 2 + 1]


@pytest.mark.parametrize("roster", ROSTERS)
def test_no_answer_becomes_impossible(roster: int) -> None:
    assert exposures(published, roster) == []


@pytest.mark.parametrize("roster", ROSTERS)
def test_both_labels_are_true(roster: int) -> None:
    assert untruths(published, roster) == []


@pytest.mark.parametrize("roster", ROSTERS)
def test_both_labels_happen(roster: int) -> None:
    assert supports(published, roster).keys() == {Label.HIGH, Label.LOW}


MUTATIONS = {
    "a one higher": shifted(1, 0),
    "a one lower": shifted(-1, 0),
    "b one higher": shifted(0, 1),
    "b one lower": shifted(0, -1),
    "tau for n - 1": one_person_fewer,
    "a fixed tau": fixed_tau,
    "three labels": three_labels,
    "exact counts": exact_count,
    "silence published": silence_published,
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_mutation_is_caught(name: str) -> None:
    """The checker can fail: each of these leaks an answer, or says something untrue, at some roster."""
    mechanism = MUTATIONS[name]
    assert any(exposures(mechanism, roster) or untruths(mechanism, roster) for roster in ROSTERS)
