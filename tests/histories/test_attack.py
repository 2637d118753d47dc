"""The attack itself: it agrees with a walk through every combination of answers, and it knows its limits."""

from itertools import islice, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.histories import attack, mechanisms
from benchmarks.histories.attack import Answer, Answers, Claim, Reading, Sum
from bot.core.disclosure import K_DEFAULT, Label

VALUES: tuple[Answer, ...] = (None, 0, 1)
PEOPLE = range(5)
TOPIC = "2026-W49"


def yes(answer: Answer) -> Sum:
    return (int(answer == 1),)


def answered_yes(answer: Answer) -> Sum:
    return int(answer is not None), int(answer == 1)


def _half(people: int) -> int:
    return people // 2


SAID = st.tuples(*[st.sampled_from(VALUES)] * len(PEOPLE))
GROUPS = st.lists(st.frozensets(st.sampled_from(PEOPLE), min_size=1), min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(SAID, GROUPS, st.frozensets(st.sampled_from(PEOPLE), max_size=3), st.data())
def test_it_rules_out_exactly_what_no_combination_of_answers_allows(
    said: tuple[Answer, ...], groups: list[frozenset[int]], inside: frozenset[int], data: st.DataObject
) -> None:
    reading = Reading(data.draw(st.sampled_from([yes, answered_yes])), VALUES)
    claims = [_claim_about(group, said, reading, data) for group in groups]
    answers = {(person, TOPIC): value for person, value in enumerate(said)}
    found = {(each.person, each.answer) for each in attack.ruled_out(claims, answers, reading, inside)}
    worlds = [
        world for world in product(VALUES, repeat=len(PEOPLE)) if _is_possible(world, said, claims, reading, inside)
    ]
    asked = frozenset[int]().union(*groups) - inside
    assert found == {(who, v) for who, v in product(asked, VALUES) if not any(world[who] == v for world in worlds)}


def _claim_about(group: frozenset[int], said: tuple[Answer, ...], reading: Reading, data: st.DataObject) -> Claim:
    """A true one, with some other sums allowed beside it."""
    sums = data.draw(st.frozensets(st.tuples(*[st.integers(0, 3)] * len(reading.measure(None)))))
    allowed = {*sums, _sum(group, said, reading)}
    return Claim(group, TOPIC, lambda total: total in allowed)


def _is_possible(
    world: tuple[Answer, ...], said: tuple[Answer, ...], claims: list[Claim], reading: Reading, inside: frozenset[int]
) -> bool:
    known = all(world[person] == said[person] for person in inside)
    return known and all(claim.allowed(_sum(claim.people, world, reading)) for claim in claims)


def _sum(group: frozenset[int], said: tuple[Answer, ...], reading: Reading) -> Sum:
    return tuple(map(sum, zip(*(reading.measure(said[person]) for person in group), strict=True)))


@given(SAID, GROUPS)
def test_no_coalition_is_larger_than_it_may_be_and_none_could_be_larger(
    said: tuple[Answer, ...], groups: list[frozenset[int]]
) -> None:
    claims = [Claim(group, TOPIC, lambda _: True) for group in groups]
    answers = {(person, TOPIC): value for person, value in enumerate(said)}
    found = list(attack.coalitions(claims, answers, Reading(yes, VALUES), _half, Random(1)))
    assert found
    for inside in found:
        assert all(len(claim.people & inside) <= len(claim.people) // 2 for claim in claims)
    assert len(found) == len(set(found))


# What the promise does not cover: people who never change their answers (disclosure-policy, known limits)

Post = tuple[frozenset[int], bool, Label]
"""The roster, what the insiders answer this time, and the label that came of it."""
INSIDER, SOME, OTHERS, NEWCOMER = frozenset({0}), frozenset({1, 2, 3}), frozenset({4, 5, 6}), frozenset({7})
ALTERNATING: list[Post] = [
    (INSIDER | SOME | OTHERS, False, Label.HIGH),
    (INSIDER | OTHERS | NEWCOMER, True, Label.LOW),
    (INSIDER | SOME | NEWCOMER, True, Label.LOW),
]
POSITIVE = frozenset({1, 2, 4, 5})
"""Who of the others says yes, every time."""


def _steady(posts: list[Post], positive: frozenset[int], insiders: frozenset[int]) -> tuple[list[Claim], Answers]:
    answers = {
        (person, str(number)): int(person in positive or (person in insiders and alternates))
        for number, (roster, alternates, _) in enumerate(posts)
        for person in roster
    }
    claims = [_label(roster, str(number), label) for number, (roster, _, label) in enumerate(posts)]
    return claims, answers


def _label(roster: frozenset[int], topic: str, label: Label) -> Claim:
    support = mechanisms.supports(mechanisms.published, len(roster))[label]
    return Claim(roster, topic, lambda total: total[0] in support)


def test_an_insider_who_alternates_learns_an_answer_if_nobody_else_ever_changes_theirs() -> None:
    """The known limit, kept as one. Three posts about one question can do it: eight weeks from the first to the last.

    Had the newcomer said yes, at most one of either half could have, and three of the whole team not.
    """
    claims, answers = _steady(ALTERNATING, POSITIVE, INSIDER)
    assert attack.untrue(claims, answers, Reading(yes, VALUES)) == []  # these labels can all happen
    found = attack.ruled_out(claims, answers, Reading(yes, (0, 1), steady=True), INSIDER)
    assert {(each.person, each.answer) for each in found} == {(7, 1)}


@pytest.mark.parametrize("missing", range(3))
def test_it_takes_all_three(missing: int) -> None:
    claims, answers = _steady(ALTERNATING[:missing] + ALTERNATING[missing + 1 :], POSITIVE, INSIDER)
    assert list(attack.ruled_out(claims, answers, Reading(yes, (0, 1), steady=True), INSIDER)) == []


@pytest.mark.parametrize("alternates", [(False, True), (True, False), (False, False), (True, True)])
def test_two_posts_never_do(alternates: tuple[bool, bool]) -> None:
    """Whoever of up to five people stayed, left and came, and whatever the two labels were."""
    for stayed, left, came in product(range(6), repeat=3):
        people = iter(range(1, 20))
        both, first, then = (frozenset(islice(people, number)) for number in (stayed, left, came))
        rosters = INSIDER | both | first, INSIDER | both | then
        if min(map(len, rosters)) < K_DEFAULT:
            continue
        for labels in product(Label, repeat=2):
            claims, answers = _steady(list(zip(rosters, alternates, labels, strict=True)), frozenset(), INSIDER)
            found = list(attack.ruled_out(claims, answers, Reading(yes, (0, 1), steady=True), INSIDER))
            assert not found or _cannot_be(claims, answers)


def _cannot_be(claims: list[Claim], answers: Answers) -> bool:
    """Two such labels never come together: then everything is ruled out."""
    asked = {person for claim in claims for person in claim.people} - INSIDER
    found = attack.ruled_out(claims, answers, Reading(yes, (0, 1), steady=True), INSIDER)
    return {(each.person, each.answer) for each in found} == set(product(asked, (0, 1)))


def test_half_a_team_that_alternates_needs_two_publications_and_one_newcomer() -> None:
    insiders, before = frozenset({0, 1}), frozenset(range(5))
    posts: list[Post] = [(before, False, Label.HIGH), (before - {2} | {5}, True, Label.LOW)]
    claims, answers = _steady(posts, frozenset({2, 3}), insiders)
    assert attack.untrue(claims, answers, Reading(yes, VALUES)) == []
    found = attack.ruled_out(claims, answers, Reading(yes, (0, 1), steady=True), insiders)
    assert {(each.person, each.answer) for each in found} == {(2, 0), (5, 1)}


def test_nothing_is_learnt_from_the_same_posts_when_people_may_change_their_answers() -> None:
    claims, answers = _steady(ALTERNATING, POSITIVE, INSIDER)
    assert list(attack.ruled_out(claims, answers, Reading(yes, VALUES), INSIDER)) == []
