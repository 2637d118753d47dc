"""Teams: a channel, and the department it belongs to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.core.prompts import Locale
from storage import insert
from storage.tables import teams


@dataclass(frozen=True, slots=True)
class Team:
    team_id: bytes
    department: str | None
    locale: Locale
    founded: datetime


def found(conn: Connection, team: Team) -> bool:
    """False when the channel already is a team."""
    row = {
        "team_id": team.team_id,
        "department": team.department,
        "locale": team.locale,
        "founded": team.founded,
    }
    return insert.once(conn, teams, row)


def get(conn: Connection, team_id: bytes) -> Team | None:
    row = conn.execute(select(teams).where(teams.c.team_id == team_id)).one_or_none()
    return Team(**row._mapping) if row else None


def founded_before(conn: Connection, moment: datetime) -> list[Team]:
    rows = conn.execute(select(teams).where(teams.c.founded < moment).order_by(teams.c.team_id))
    return [Team(**row._mapping) for row in rows]
