"""Themes: the weeks in which a team has another theme than the cycle gives."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, select

from bot.core.prompts import Theme
from storage import insert
from storage.tables import team_themes

_OF_TEAMS = select(team_themes).where(team_themes.c.team_id.in_(bindparam("teams", expanding=True)))


def of_team(conn: Connection, team_id: bytes) -> dict[str, Theme]:
    """By period code."""
    return of_teams(conn, [team_id]).get(team_id, {})


def of_teams(conn: Connection, team_ids: Sequence[bytes]) -> dict[bytes, dict[str, Theme]]:
    """The same for many; a team that follows the cycle is left out."""
    chosen: dict[bytes, dict[str, Theme]] = {}
    for row in conn.execute(_OF_TEAMS, {"teams": team_ids}):
        chosen.setdefault(row.team_id, {})[row.period] = Theme(row.theme)
    return chosen


def choose(conn: Connection, team_id: bytes, period: str, theme: Theme) -> None:
    row = {"team_id": team_id, "period": period, "theme": theme.value}
    insert.or_replace(conn, team_themes, row, key=("team_id", "period"))


def follow_cycle(conn: Connection, team_id: bytes, period: str) -> None:
    """That week has the theme of the cycle again."""
    chosen = (team_themes.c.team_id == team_id) & (team_themes.c.period == period)
    conn.execute(delete(team_themes).where(chosen))
