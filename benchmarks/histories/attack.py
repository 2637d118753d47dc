"""The attack: who knows every roster, every post and a coalition's answers rules out whatever cannot be.

It is exact. People about whom the posts say the same are alike: what is possible for one of them is possible for
each. So it is enough to go through the sums that such a class of people can have; every combination of answers is
behind one of them. tests/histories/test_attack.py compares it with a walk through all combinations one by one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from random import Random

Answer = int | None
"""None: no answer; 0 or 1 for "did you", a grade from 1 to 5 for a rating."""
Sum = tuple[int, ...]
Measure = Callable[[Answer], Sum]
"""What of an answer is added up; every policy adds up something else."""
Answers = Mapping[tuple[int, str], Answer]
"""By person and topic."""

COALITIONS = 400
"""So many are tried at the most about one knot of posts; a single post never needs that many."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one post says about the answers of these people on that topic: their sum is one of those allowed."""

    people: frozenset[int]
    topic: str
    allowed: Callable[[Sum], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """How posts are to be read: what they add up, which answers there are, and whether people never change theirs."""

    measure: Measure
    values: tuple[Answer, ...]
    steady: bool = False

    def unknown(self, person: int, topic: str) -> tuple[int, str]:
        """What the attacker does not know; under `steady` it is the same every time."""
        return person, "" if self.steady else topic


@dataclass(frozen=True, slots=True)
class Exposure:
    """This answer of this person is impossible, to whoever knows the answers of the coalition."""

    person: int
    topic: str
    answer: Answer
    coalition: frozenset[int]


def untrue(claims: Iterable[Claim], answers: Answers, reading: Reading) -> list[Claim]:
    """Posts that do not fit what really happened: then the attack reads them in a way they are not meant."""
    return [claim for claim in claims if not claim.allowed(_known(claim, claim.people, answers, reading))]


def exposures(
    claims: Sequence[Claim], answers: Answers, reading: Reading, most: Callable[[int], int], rng: Random
) -> Iterator[Exposure]:
    """Everything that becomes certain to some coalition with at most `most(n)` of the n people each post is about."""
    for knot in knots(claims, reading):
        for coalition in coalitions(knot, answers, reading, most, rng):
            yield from ruled_out(knot, answers, reading, coalition)


def ruled_out(
    claims: Sequence[Claim], answers: Answers, reading: Reading, coalition: Collection[int]
) -> Iterator[Exposure]:
    inside = frozenset(coalition)
    classes = _classes(claims, reading, inside)
    known = [_known(claim, claim.people & inside, answers, reading) for claim in claims]
    shared = [number for number in range(len(claims)) if sum(number in name for name in classes) > 1]
    sums = {name: _own_sums(name, len(people), claims, known, shared, reading) for name, people in classes.items()}
    for name, people in classes.items():
        others = {key: its for key, its in sums.items() if key != name}
        before = _partial_sums(others, shared, known)
        possible: set[Answer] = set()
        for total, present in sums[name].items():
            if not present <= possible and any(
                _fit(claims, shared, _added(part, name, shared, total)) for part in before
            ):
                possible |= present
        for value, (person, topic) in product(set(reading.values) - possible, people):
            yield Exposure(person, topic, value, inside)


@lru_cache(maxsize=4096)
def reach(people: int, measure: Measure, values: tuple[Answer, ...]) -> dict[Sum, frozenset[Answer]]:
    """Every sum that so many people can have, with the answers that can occur among them then."""
    found: dict[Sum, frozenset[Answer]] = {tuple(0 for _ in measure(None)): frozenset()}
    for _ in range(people):
        longer: dict[Sum, frozenset[Answer]] = {}
        for total, present in found.items():
            for value in values:
                more = _plus(total, measure(value))
                longer[more] = longer.get(more, frozenset()) | present | {value}
        found = longer
    return found


def coalitions(
    claims: Sequence[Claim], answers: Answers, reading: Reading, most: Callable[[int], int], rng: Random
) -> Iterator[frozenset[int]]:
    """All largest coalitions that differ in what they know; where there are too many, a sample of them.

    A smaller one knows less. One that has as many insiders with the same answers in the same posts knows the same.
    """
    groups = list(_alike(claims, answers, reading).values())
    counts: Iterable[tuple[int, ...]] = product(*(range(len(group) + 1) for group in groups))
    if prod(len(group) + 1 for group in groups) > COALITIONS:
        counts = (_filled(groups, claims, most, rng) for _ in range(COALITIONS // 10))
    for chosen in counts:
        inside = frozenset(person for group, number in zip(groups, chosen, strict=True) for person in group[:number])
        if _is_within(claims, inside, most) and not _has_room(claims, groups, chosen, inside, most):
            yield inside


def knots(claims: Sequence[Claim], reading: Reading) -> list[list[Claim]]:
    """Claims that have an unknown in common, directly or through others, belong together."""
    found: list[tuple[set[tuple[int, str]], list[Claim]]] = []
    for claim in claims:
        about = {reading.unknown(person, claim.topic) for person in claim.people}
        touched = [knot for knot in found if knot[0] & about]
        found = [knot for knot in found if not knot[0] & about]
        together = [claim, *(each for knot in touched for each in knot[1])]
        found.append((about.union(*(knot[0] for knot in touched)), together))
    return [together for _, together in found]


Name = frozenset[int]
"""A class of unknowns: the numbers of the claims they count in."""


def _classes(claims: Sequence[Claim], reading: Reading, inside: frozenset[int]) -> dict[Name, list[tuple[int, str]]]:
    member_of: dict[tuple[int, str], set[int]] = {}
    for number, claim in enumerate(claims):
        for person in claim.people - inside:
            member_of.setdefault(reading.unknown(person, claim.topic), set()).add(number)
    classes: dict[Name, list[tuple[int, str]]] = {}
    for unknown, numbers in sorted(member_of.items()):
        classes.setdefault(frozenset(numbers), []).append(unknown)
    return classes


def _own_sums(
    name: Name, people: int, claims: Sequence[Claim], known: list[Sum], shared: list[int], reading: Reading
) -> dict[Sum, frozenset[Answer]]:
    """What a class can add up to by the claims that are about nobody else outside the coalition."""
    alone = [number for number in name if number not in shared]
    return {
        total: present
        for total, present in reach(people, reading.measure, reading.values).items()
        if all(claims[number].allowed(_plus(known[number], total)) for number in alone)
    }


def _partial_sums(
    classes: Mapping[Name, dict[Sum, frozenset[Answer]]], shared: list[int], known: list[Sum]
) -> set[tuple[Sum, ...]]:
    """What every claim about several classes can add up to without the class in question."""
    parts = {tuple(known[number] for number in shared)}
    for name, sums in classes.items():
        parts = {_added(part, name, shared, total) for part in parts for total in sums}
    return parts


def _added(part: tuple[Sum, ...], name: Name, shared: list[int], total: Sum) -> tuple[Sum, ...]:
    return tuple(_plus(its, total) if number in name else its for number, its in zip(shared, part, strict=True))


def _fit(claims: Sequence[Claim], shared: list[int], sums: tuple[Sum, ...]) -> bool:
    return all(claims[number].allowed(total) for number, total in zip(shared, sums, strict=True))


def _known(claim: Claim, people: Iterable[int], answers: Answers, reading: Reading) -> Sum:
    total = tuple(0 for _ in reading.measure(None))
    for person in people:
        total = _plus(total, reading.measure(answers.get((person, claim.topic))))
    return total


def _alike(claims: Sequence[Claim], answers: Answers, reading: Reading) -> dict[object, list[int]]:
    """People who count in the same claims and answered alike."""
    groups: dict[object, list[int]] = {}
    for person in sorted(frozenset[int]().union(*(claim.people for claim in claims))):
        mine = [(n, claim.topic) for n, claim in enumerate(claims) if person in claim.people]
        said = tuple((n, reading.measure(answers.get((person, topic)))) for n, topic in mine)
        groups.setdefault(said, []).append(person)
    return groups


def _filled(
    groups: Sequence[list[int]], claims: Sequence[Claim], most: Callable[[int], int], rng: Random
) -> tuple[int, ...]:
    """As many as fit, from the groups in a random order."""
    counts, inside = [0] * len(groups), frozenset[int]()
    for place in rng.sample(range(len(groups)), len(groups)):
        for person in groups[place]:
            if _is_within(claims, inside | {person}, most):
                inside |= {person}
                counts[place] += 1
    return tuple(counts)


def _is_within(claims: Sequence[Claim], inside: frozenset[int], most: Callable[[int], int]) -> bool:
    return all(len(claim.people & inside) <= most(len(claim.people)) for claim in claims)


def _has_room(
    claims: Sequence[Claim],
    groups: Sequence[list[int]],
    chosen: tuple[int, ...],
    inside: frozenset[int],
    most: Callable[[int], int],
) -> bool:
    rest = (group[number] for group, number in zip(groups, chosen, strict=True) if number < len(group))
    return any(_is_within(claims, inside | {person}, most) for person in rest)


def _plus(one: Sum, other: Sum) -> Sum:
    return tuple(a + b for a, b in zip(one, other, strict=True))
