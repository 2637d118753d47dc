"""Which group a label speaks of: disjoint cells, and small teams pooled (disclosure-policy R7 and R8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from bot.core.disclosure import Label
from bot.core.periods import Period

QUARTER_WEEKS = 13
"""A team keeps its cell this long."""
SPACING_WEEKS = 4
"""The same question about the same people comes back after so many weeks at the earliest (R9)."""
POOLED_TEAMS = 2
"""A pool of one team would be that team."""
ENOUGH_CELLS = 5
"""So many cells must have published HIGH before anything is said about them together (R8)."""

Scope = Literal["team", "department", "organisation"]


@dataclass(frozen=True, slots=True)
class Cell:
    """`key` tells cells of one scope apart: the team's id, the department's name, or nothing."""

    scope: Scope
    key: str = ""

    def __str__(self) -> str:
        return f"{self.scope}:{self.key}"

    @classmethod
    def parse(cls, words: str) -> "Cell":
        scope, _, key = words.partition(":")
        return cls(cast(Scope, scope), key)


@dataclass(frozen=True, slots=True)
class TeamSize:
    team_id: bytes
    department: str | None
    participants: int


def assign_cells(teams: Sequence[TeamSize], current: Mapping[bytes, Cell], k: int) -> dict[bytes, Cell | None]:
    """The cell of every team; each team, and so each person, is in at most one.

    A team that has a cell keeps it until the quarter turns (the caller then passes an empty `current`). One without
    gets a cell of its own when it is big enough, else a place in its department's pool, else in the organisation's,
    else none.
    """
    cells: dict[bytes, Cell | None] = {team.team_id: current.get(team.team_id) for team in teams}
    for team in teams:
        if cells[team.team_id] is None and team.participants >= k:
            cells[team.team_id] = Cell("team", team.team_id.hex())
    for department in sorted({team.department for team in teams if team.department}):
        _pool(Cell("department", department), [team for team in teams if team.department == department], cells, k)
    _pool(Cell("organisation"), teams, cells, k)
    return cells


def quarter(period: Period) -> int:
    """Which stretch of 13 weeks a period lies in."""
    return period.number // QUARTER_WEEKS


def higher_line(labels: Iterable[Label]) -> int | None:
    """How many cells published HIGH, once that is at least five: labels counted, never answers (R8)."""
    high = sum(label is Label.HIGH for label in labels)
    return high if high >= ENOUGH_CELLS else None


def _pool(pool: Cell, teams: Sequence[TeamSize], cells: dict[bytes, Cell | None], k: int) -> None:
    """Puts the teams that have no cell into that pool, if it is large enough with them."""
    loose = [team for team in teams if cells[team.team_id] is None and team.participants]
    together = [team for team in teams if cells[team.team_id] == pool] + loose
    if loose and len(together) >= POOLED_TEAMS and sum(team.participants for team in together) >= k:
        for team in loose:
            cells[team.team_id] = pool
