"""Random organisations live for some weeks, and an exact attacker gets nowhere; with any mistake planted he does.

benchmarks/histories has the lives, the attack, and the same by the ten thousand.
"""

from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import Engine

from benchmarks.histories import policies, running
from benchmarks.histories.life import DEPARTMENTS, SIZES, Organisation, Week
from benchmarks.histories.policies import NAIVE, OURS, PLANTED, Policy
from benchmarks.histories.ruled import Ruled
from benchmarks.histories.stored import Stored, store
from bot.core import disclosure
from bot.core.disclosure import Label
from bot.core.periods import Period
from storage import ballots, reports

RULED, STORED = 300, 24
BOUND = running.COALITIONS["half the group"]


@pytest.fixture(scope="module")
def db() -> Iterator[Engine]:
    with store() as db:
        yield db


@pytest.mark.parametrize("part", range(3))
def test_nobody_is_given_away_by_the_rules(part: int) -> None:
    for seed in range(part, RULED, 3):
        organisation = Organisation(Ruled(), Random(seed))
        _gives_nobody_away(organisation.live(), seed)


@pytest.mark.parametrize("part", range(2))
def test_nobody_is_given_away_by_the_verbs_and_the_store(db: Engine, part: int) -> None:
    for seed in range(part, STORED, 2):
        world = Stored(db)
        organisation = Organisation(world, Random(seed))
        weeks = organisation.live()
        _gives_nobody_away(weeks, seed)
        for week in weeks:
            _is_the_roster(world, week, organisation.people)


def _gives_nobody_away(weeks: list[Week], seed: int) -> None:
    assert running.fits(OURS, weeks, Random(seed)), seed
    assert not running.is_exposed(OURS, weeks, BOUND, Random(seed)), seed
    assert not any(policies.drawn_twice(week.posts) for week in weeks), seed


def _is_the_roster(world: Stored, week: Week, people: int) -> None:
    """Everybody counts in one cell at most, and in the one that we think; joiners and leavers as R12 says."""
    expected = {person: week.cells.get(team) for team, there in week.teams.items() for person in there}
    found = world.roster(Period.parse(week.topic), people)
    assert found == {person: expected[person] for person in found}
    assert all(sum(person in each for each in week.rosters.values()) <= 1 for person in expected)


@pytest.mark.parametrize("policy", NAIVE, ids=lambda policy: policy.name)
@pytest.mark.parametrize("coalition", ["nobody", "one insider"])
def test_naive_policies_give_somebody_away(policy: Policy, coalition: str) -> None:
    assert _finds(policy, coalition, histories=20, teams=2)


SMALL = {"pools that overlap with teams": (2, (4, 5, 6), ("A",)), "a new label after an erasure": (1, (5,), ("A",))}
"""Where a mistake is rare, organisations in which it can happen at all: teams, sizes, departments."""


@pytest.mark.parametrize("policy", PLANTED, ids=lambda policy: policy.name)
def test_every_planted_mistake_is_found(policy: Policy) -> None:
    teams, sizes, among = SMALL.get(policy.name, (2, SIZES, DEPARTMENTS))
    assert _finds(policy, "half the group", histories=300, teams=teams, sizes=sizes, among=among)


def _finds(
    policy: Policy,
    coalition: str,
    *,
    histories: int,
    teams: int,
    sizes: tuple[int, ...] = SIZES,
    among: tuple[str | None, ...] = DEPARTMENTS,
) -> bool:
    most = running.COALITIONS[coalition]
    for seed in range(histories):
        weeks = Organisation(Ruled(), Random(seed), teams=teams, sizes=sizes, among=among).live()
        assert running.fits(policy, weeks, Random(seed))
        if running.is_exposed(policy, weeks, most, Random(seed)):
            return True
    return False


# Mistakes planted in the bot itself


def test_tau_for_one_fewer_in_the_bot_is_found(db: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    real = disclosure.thresholds
    monkeypatch.setattr(disclosure, "thresholds", lambda roster: real(roster - 1))
    policies.support.cache_clear()
    try:
        assert _found_in_the_bot(db, exposed=True)
    finally:
        policies.support.cache_clear()


def test_a_second_draw_in_the_bot_is_found(db: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(1)
    monkeypatch.setattr(reports, "label_of", lambda *_: rng.choice(list(Label)))
    assert _found_in_the_bot(db, twice=True)


def test_answers_that_the_bot_loses_are_found(db: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that get lost on the way: the posts then do not fit what happened."""
    monkeypatch.setattr(ballots, "positives", lambda *_: 0)
    assert _found_in_the_bot(db, untrue=True)


def _found_in_the_bot(db: Engine, *, exposed: bool = False, twice: bool = False, untrue: bool = False) -> bool:
    for seed in range(20):
        weeks = Organisation(Stored(db), Random(seed), teams=1, sizes=(5, 6, 7), among=("A",)).live()
        found = (
            exposed and running.is_exposed(OURS, weeks, BOUND, Random(seed)),
            twice and any(policies.drawn_twice(week.posts) for week in weeks),
            untrue and not running.fits(OURS, weeks, Random(seed)),
        )
        if any(found):
            return True
    return False
