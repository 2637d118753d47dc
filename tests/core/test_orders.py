"""The lottery for the order of the themes: votes weigh, and no order ever becomes impossible (disclosure-policy R1)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.core import orders
from bot.core.disclosure import Draw
from bot.core.periods import ORIGIN, Period
from bot.core.prompts import Theme

THEMES = list(Theme)
FIRST = Period.of_day(ORIGIN)
Lottery = Callable[[Sequence[Theme], Mapping[Theme, int], Draw], list[Theme]]
some_votes = st.dictionaries(st.sampled_from(Theme), st.integers(0, 12))


def is_possible(order: Sequence[Theme], votes: Mapping[Theme, int], lottery: Lottery = orders.lottery) -> bool:
    """Whether chance can bring that order: is there, theme after theme, a ticket for it?"""
    path: list[int] = []
    themes = sorted(order, key=THEMES.index)
    for place, theme in enumerate(order):
        drawn = ([*path, ticket] for ticket in range(tickets(path, votes, lottery, themes)))
        found = next((each for each in drawn if lottery(themes, votes, along(each))[place] is theme), None)
        if found is None:
            return False
        path = found
    return True


def tickets(
    path: Sequence[int],
    votes: Mapping[Theme, int],
    lottery: Lottery = orders.lottery,
    themes: Sequence[Theme] = THEMES,
) -> int:
    """How many are in the drum after those draws."""
    asked: list[int] = []
    follow = along(path)
    lottery(themes, votes, lambda most: asked.append(most) or follow(most))  # type: ignore[func-returns-value]
    return asked[len(path)]


def along(path: Sequence[int]) -> Draw:
    """Those draws, and then whatever."""
    coming = iter(path)
    return lambda _: next(coming, 0)


def by_votes_alone(themes: Sequence[Theme], votes: Mapping[Theme, int], draw: Draw) -> list[Theme]:
    """What one would write first: weight = votes."""
    left, order = list(themes), []
    while left:
        drum = [place for place, theme in enumerate(left) for _ in range(votes.get(theme, 0))] or [*range(len(left))]
        order.append(left.pop(drum[draw(len(drum))]))
    return order


@given(some_votes, st.permutations(THEMES))
def test_every_order_is_possible_whatever_was_voted(votes: dict[Theme, int], order: list[Theme]) -> None:
    assert is_possible(order, votes)


def test_weights_of_votes_alone_would_give_votes_away() -> None:
    assert is_possible(THEMES, {THEMES[0]: 1}, by_votes_alone)
    assert not is_possible(THEMES[::-1], {THEMES[0]: 1}, by_votes_alone)


@given(some_votes)
def test_a_theme_has_one_ticket_and_one_more_for_each_vote(votes: dict[Theme, int]) -> None:
    first = Counter(orders.lottery(THEMES, votes, along([ticket]))[0] for ticket in range(tickets([], votes)))
    assert first == {theme: 1 + votes.get(theme, 0) for theme in Theme}


@given(some_votes, st.lists(st.sampled_from(Theme), max_size=8), st.integers())
def test_no_theme_is_lost_and_none_is_added(votes: dict[Theme, int], themes: list[Theme], seed: int) -> None:
    assert Counter(orders.lottery(themes, votes, Random(seed).randrange)) == Counter(themes)


def test_the_last_week_of_every_cycle_has_a_vote_and_no_other() -> None:
    weeks = [FIRST.previous, FIRST, *FIRST.after(30)]
    assert [each.number for each in weeks if orders.is_voted_in(each)] == [7, 15, 23]
