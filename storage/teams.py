"""Teams: a channel, the department it belongs to, and when it is at work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.core.members import Absence
from bot.core.prompts import Locale
from storage import insert
from storage.tables import teams

_CLOSED = select(teams.c.closed).where(teams.c.team_id == bindparam("team"))
_CLOSED_EACH = select(teams.c.team_id, teams.c.closed).where(teams.c.team_id.in_(bindparam("teams", expanding=True)))


@dataclass(frozen=True, slots=True)
class Team:
    """`launched` None: it prepares, nobody is invited yet. `group_id`: its people come from that user group.

    `closed`: days on which the team gets no nudges.
    """

    team_id: bytes
    department: str | None
    locale: Locale
    founded: datetime
    launched: datetime | None = None
    group_id: bytes | None = None
    closed: tuple[Absence, ...] = ()


def found(conn: Connection, team: Team) -> bool:
    """False when the channel already is a team."""
    row = {
        "team_id": team.team_id,
        "department": team.department,
        "locale": team.locale,
        "founded": team.founded,
        "launched": team.launched,
        "group_id": team.group_id,
        "closed": _intervals(team.closed),
    }
    return insert.once(conn, teams, row)


def get(conn: Connection, team_id: bytes) -> Team | None:
    row = conn.execute(select(teams).where(teams.c.team_id == team_id)).one_or_none()
    return _team(row) if row else None


def everyone(conn: Connection) -> list[Team]:
    return [_team(row) for row in conn.execute(select(teams).order_by(teams.c.team_id))]


def launched_before(conn: Connection, moment: datetime) -> list[Team]:
    """Those that had started by then."""
    rows = conn.execute(select(teams).where(teams.c.launched < moment).order_by(teams.c.team_id))
    return [_team(row) for row in rows]


def of_group(conn: Connection, group_id: bytes) -> list[Team]:
    """Teams whose people come from that user group."""
    return [_team(row) for row in conn.execute(select(teams).where(teams.c.group_id == group_id))]


def closed(conn: Connection, team_id: bytes) -> tuple[Absence, ...]:
    """The days on which that team is closed; asked far more often than the rest of it."""
    found = conn.execute(_CLOSED, {"team": team_id}).scalar_one_or_none()
    return _absences(found or "")


def closed_each(conn: Connection, team_ids: Sequence[bytes]) -> dict[bytes, tuple[Absence, ...]]:
    """The same for many; a team that is never closed is left out."""
    rows = conn.execute(_CLOSED_EACH, {"teams": team_ids})
    return {team_id: _absences(intervals) for team_id, intervals in rows if intervals}


def departments(conn: Connection) -> list[str]:
    query = select(teams.c.department).where(teams.c.department.is_not(None)).distinct().order_by(teams.c.department)
    return [str(name) for name in conn.execute(query).scalars()]


def describe(conn: Connection, team_id: bytes, department: str | None, locale: Locale, group_id: bytes | None) -> None:
    _change(conn, team_id, department=department, locale=locale, group_id=group_id)


def launch(conn: Connection, team_id: bytes, moment: datetime) -> None:
    _change(conn, team_id, launched=moment)


def close(conn: Connection, team_id: bytes, days: Sequence[Absence]) -> None:
    """Keeps all its closed days as they are now."""
    _change(conn, team_id, closed=_intervals(days))


def _change(conn: Connection, team_id: bytes, **values: Any) -> None:
    conn.execute(update(teams).where(teams.c.team_id == team_id).values(**values))


def _team(row: Row[Any]) -> Team:
    return Team(**{**row._mapping, "closed": _absences(row.closed)})


def _absences(intervals: str) -> tuple[Absence, ...]:
    return tuple(Absence.parse(interval) for interval in intervals.split())


def _intervals(days: Sequence[Absence]) -> str:
    return " ".join(map(str, days))
