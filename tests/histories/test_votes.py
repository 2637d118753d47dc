"""The attack on a team's vote: who reads the order of the themes, and half of the team with its votes beside them.

The order is all that comes of a vote. A week has one claim, so what holds for one cycle holds for a history of them.
"""

from functools import cache
from itertools import permutations, product
from random import Random

import pytest

from benchmarks.histories import attack
from benchmarks.histories.attack import Answer, Claim, Reading, Sum
from bot.core import orders
from bot.core.prompts import Theme
from tests.core.test_orders import Lottery, by_votes_alone, is_possible

THEMES = list(Theme)[:4]
PEOPLE = range(5)
"""The smallest team that votes."""


def _votes(answer: Answer) -> Sum:
    return tuple(int(answer == place) for place in range(len(THEMES)))


READING = Reading(_votes, (None, *range(len(THEMES))))


def exposed(lottery: Lottery, order: tuple[Theme, ...], answers: attack.Answers) -> bool:
    """Whether somebody's vote, or that they had none, becomes impossible to half of the team together."""
    allowed = cache(lambda total: is_possible(order, dict(zip(THEMES, total, strict=True)), lottery))
    claim = Claim(frozenset(PEOPLE), "vote", allowed)
    found = [] if attack.untrue([claim], answers, READING) else [claim]
    return bool(next(attack.exposures(found, answers, READING, lambda n: n // 2, Random(1)), None))


@pytest.mark.parametrize(("lottery", "gives_away"), [(orders.lottery, False), (by_votes_alone, True)])
def test_no_order_makes_a_vote_certain(lottery: Lottery, gives_away: bool) -> None:
    votes = [(0, 1, 2, 3, 3), (None, 2, 2, 2, None)]
    told = [{(person, "vote"): vote for person, vote in zip(PEOPLE, each, strict=True)} for each in votes]
    assert any(exposed(lottery, *each) for each in product(permutations(THEMES), told)) == gives_away
