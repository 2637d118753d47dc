"""Rosters: who counts in which cell, as of the start of a period (disclosure-policy R6 and R7)."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, func, insert, select

from storage import remove
from storage.tables import periods, rosters, team_cells


def keep(
    conn: Connection,
    period: str,
    participants: Iterable[tuple[bytes, bytes]],
    cells: Mapping[bytes, str | None],
) -> None:
    """Writes down the roster: (person, team) pairs, and the cell of each team."""
    teams = [{"period": period, "team_id": team, "cell": cell} for team, cell in cells.items()]
    people = [{"period": period, "person_id": person, "cell": cells.get(team)} for person, team in participants]
    if teams:
        conn.execute(insert(team_cells), teams)
    if people:
        conn.execute(insert(rosters), people)


def expire(conn: Connection, before: str, most: int) -> int:
    """Some of who counted where in weeks before that period."""
    return sum(remove.at_most(conn, most, table, table.c.period < before) for table in (rosters, team_cells))


def cells_of_teams(conn: Connection, period: str) -> dict[bytes, str | None]:
    query = select(team_cells.c.team_id, team_cells.c.cell).where(team_cells.c.period == period)
    return {team: cell for team, cell in conn.execute(query)}


def weeks_of(conn: Connection, person_id: bytes) -> list[str]:
    """The weeks in which somebody counted in a cell. By week, as the index goes."""
    theirs = (rosters.c.person_id == person_id) & rosters.c.cell.is_not(None)
    weeks = rosters.c.period.in_(select(periods.c.period))
    return list(conn.execute(select(rosters.c.period).where(weeks, theirs).order_by(rosters.c.period)).scalars())


def size(conn: Connection, period: str, cell: str) -> int:
    """n of R2: how many people the cell counts."""
    query = select(func.count()).where(rosters.c.period == period, rosters.c.cell == cell)
    return conn.execute(query).scalar_one()
