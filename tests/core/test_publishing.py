"""Who is spoken of, and whether at all: rosters, cells, pools (the labels themselves: test_fibres.py)."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import cells, disclosure
from bot.core.cells import Cell, TeamSize
from bot.core.disclosure import K_DEFAULT, Label
from bot.core.periods import Period

IDS = st.sampled_from([bytes([number]) for number in range(12)])  # few, so that two lists share teams
TEAMS = st.lists(
    st.builds(TeamSize, IDS, st.sampled_from([None, "A", "B"]), st.integers(0, 9)),
    unique_by=lambda team: team.team_id,
    max_size=10,
)


@pytest.mark.parametrize("k", [0, 1, 4])
def test_a_smaller_k_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match="at least 5"):
        disclosure.publish(3, 10, k, lambda _: 0)


def test_more_positives_than_people_is_a_bug() -> None:
    with pytest.raises(ValueError, match="more positive"):
        disclosure.publish(11, 10, K_DEFAULT, lambda _: 0)


@given(st.integers(0, 30), st.data())
def test_whether_there_is_a_label_depends_on_the_roster_only(roster: int, data: st.DataObject) -> None:
    positives = data.draw(st.integers(0, roster))
    found = disclosure.publish(positives, roster, K_DEFAULT, lambda sides: sides - 1)
    assert (found is None) == (roster < K_DEFAULT)


def test_in_holiday_weeks_ten_are_needed() -> None:
    assert disclosure.threshold(holiday=True) == 10
    assert disclosure.threshold(holiday=False) == 5


@given(st.integers(5, 60))
def test_every_tau_is_drawn_with_the_same_chance(roster: int) -> None:
    sides: list[int] = []
    disclosure.label(0, roster, lambda m: sides.append(m) or 0)  # type: ignore[func-returns-value]
    low, high = disclosure.thresholds(roster)
    assert sides == [high - low + 1]


@given(TEAMS)
def test_everybody_counts_in_one_cell_at_most_and_no_cell_is_too_small(teams: list[TeamSize]) -> None:
    assigned = cells.assign_cells(teams, {}, K_DEFAULT)
    sizes: Counter[Cell] = Counter()
    members: Counter[Cell] = Counter()
    for team in teams:
        cell = assigned[team.team_id]
        if cell:
            sizes[cell] += team.participants
            members[cell] += 1
            assert cell.scope != "team" or cell.key == team.team_id.hex()
            assert cell.scope != "department" or cell.key == team.department
    assert all(size >= K_DEFAULT for size in sizes.values())
    assert all(members[cell] >= 2 for cell in members if cell.scope != "team")


@given(TEAMS)
def test_nobody_is_left_out_who_could_be_pooled(teams: list[TeamSize]) -> None:
    assigned = cells.assign_cells(teams, {}, K_DEFAULT)
    left_out = [team for team in teams if assigned[team.team_id] is None and team.participants]
    assert len(left_out) <= 1 or sum(team.participants for team in left_out) < K_DEFAULT
    assert not (left_out and Cell("organisation") in assigned.values())


@given(TEAMS, st.randoms())
def test_the_order_of_the_teams_does_not_matter(teams: list[TeamSize], rng: Random) -> None:
    shuffled = rng.sample(teams, len(teams))
    assert cells.assign_cells(shuffled, {}, K_DEFAULT) == cells.assign_cells(teams, {}, K_DEFAULT)


@given(TEAMS, TEAMS)
def test_a_team_keeps_its_cell_within_the_quarter(before: list[TeamSize], after: list[TeamSize]) -> None:
    first = {team: cell for team, cell in cells.assign_cells(before, {}, K_DEFAULT).items() if cell}
    then = cells.assign_cells(after, first, K_DEFAULT)
    assert all(then[team.team_id] == first[team.team_id] for team in after if team.team_id in first)


def test_small_teams_of_a_department_are_pooled() -> None:
    one, two, three = (TeamSize(bytes([n]), "A", 3) for n in range(3))
    big = TeamSize(b"big", "A", 7)
    assigned = cells.assign_cells([one, two, big], {}, K_DEFAULT)
    assert assigned == {
        one.team_id: Cell("department", "A"),
        two.team_id: Cell("department", "A"),
        b"big": Cell("team", b"big".hex()),
    }
    assert cells.assign_cells([three, big], {}, K_DEFAULT)[three.team_id] is None


def test_a_team_of_exactly_k_has_its_own_cell() -> None:
    exact, small = TeamSize(b"1", "A", K_DEFAULT), TeamSize(b"2", "A", K_DEFAULT - 1)
    assert cells.assign_cells([exact, small], {}, K_DEFAULT) == {b"1": Cell("team", b"1".hex()), b"2": None}


def test_a_new_small_team_joins_the_pool_that_is_there() -> None:
    one, two, late = (TeamSize(bytes([n]), "A", 3) for n in range(3))
    pool = cells.assign_cells([one, two], {}, K_DEFAULT)
    current = {team: cell for team, cell in pool.items() if cell}
    assert cells.assign_cells([one, two, late], current, K_DEFAULT)[late.team_id] == Cell("department", "A")


def test_a_team_that_shrinks_keeps_its_cell_until_the_quarter_turns() -> None:
    before, after = TeamSize(b"1", "A", 6), TeamSize(b"1", "A", 3)
    other = TeamSize(b"2", "A", 3)
    own = Cell("team", b"1".hex())
    assert cells.assign_cells([before, other], {}, K_DEFAULT)[b"1"] == own
    assert cells.assign_cells([after, other], {b"1": own}, K_DEFAULT)[b"1"] == own
    assert cells.assign_cells([after, other], {}, K_DEFAULT)[b"1"] == Cell("department", "A")


def test_departments_too_small_meet_in_the_organisation() -> None:
    one, two = TeamSize(b"1", "A", 3), TeamSize(b"2", "B", 3)
    assert set(cells.assign_cells([one, two], {}, K_DEFAULT).values()) == {Cell("organisation")}


@given(st.builds(Cell, st.sampled_from(["team", "department", "organisation"]), st.text(max_size=20)))
def test_a_cell_is_read_back_as_it_is_written(cell: Cell) -> None:
    assert Cell.parse(str(cell)) == cell


@pytest.mark.parametrize(("high", "line"), [(0, None), (4, None), (5, 5), (9, 9)])
def test_cells_are_counted_once_there_are_five(high: int, line: int | None) -> None:
    assert cells.higher_line([Label.HIGH] * high + [Label.LOW] * 3) == line


def test_a_quarter_has_thirteen_weeks() -> None:
    week, seen = Period.parse("2026-W49"), []
    for _ in range(26):
        seen.append(cells.quarter(week))
        week = week.next
    assert Counter(seen).most_common() == [(seen[0], 13), (seen[13], 13)]
