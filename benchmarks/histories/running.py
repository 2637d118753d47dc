"""Histories by the thousand, and how many of them each policy gives somebody away in."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from random import Random

from benchmarks.histories import attack, policies
from benchmarks.histories.life import Organisation, Week
from benchmarks.histories.policies import Policy
from benchmarks.histories.ruled import Ruled
from benchmarks.histories.stored import Stored, store

Most = Callable[[int], int]
COALITIONS: Mapping[str, Most] = {
    "nobody": lambda _: 0,
    "one insider": lambda n: min(1, n // 2),
    "half the group": lambda n: n // 2,
}
TWICE, UNTRUE, HISTORIES = "read two things about one week", "does not fit", "histories"


@contextmanager
def worlds(kind: str) -> Iterator[Callable[[int], Organisation]]:
    """Gives organisations by their seed, in a world of that kind: "stored" or "ruled"."""
    if kind == "ruled":
        yield lambda seed: Organisation(Ruled(), Random(seed))
        return
    with store() as db:
        yield lambda seed: Organisation(Stored(db), Random(seed))


def is_exposed(policy: Policy, weeks: Sequence[Week], most: Most, rng: Random) -> bool:
    """Whether anybody's answer to any of these weeks' questions becomes impossible."""
    for week in weeks:
        claims, reading, answers = policy.claims(week, rng), policy.reading(week), answers_of([week])
        if next(attack.exposures(claims, answers, reading, most, rng), None):
            return True
    return False


def fits(policy: Policy, weeks: Sequence[Week], rng: Random) -> bool:
    """Whether the posts, read as we read them, are true of what happened; else the attack would prove nothing."""
    return not any(attack.untrue(policy.claims(w, rng), answers_of([w]), policy.reading(w)) for w in weeks)


def answers_of(weeks: Iterable[Week]) -> attack.Answers:
    return {(person, week.topic): answer for week in weeks for person, answer in week.answers.items()}


def count(kind: str, seeds: Iterable[int], tried: Sequence[Policy]) -> Counter[tuple[str, str]]:
    """By policy and coalition, in how many histories somebody was exposed."""
    found: Counter[tuple[str, str]] = Counter()
    with worlds(kind) as born:
        for seed in seeds:
            organisation = born(seed)
            weeks, rng = organisation.live(), organisation.rng
            found["", HISTORIES] += 1
            found["", TWICE] += any(policies.drawn_twice(week.posts) for week in weeks)
            for policy in tried:
                found[policy.name, UNTRUE] += not fits(policy, weeks, rng)
                for name, most in COALITIONS.items():
                    found[policy.name, name] += is_exposed(policy, weeks, most, rng)
    return found
