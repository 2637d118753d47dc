"""Themes: the weeks in which a team has another theme than the cycle gives."""

from sqlalchemy import Connection, bindparam, delete, select

from bot.core.prompts import Theme
from storage import insert
from storage.tables import team_themes

_OF_TEAM = select(team_themes.c.period, team_themes.c.theme).where(team_themes.c.team_id == bindparam("team"))


def of_team(conn: Connection, team_id: bytes) -> dict[str, Theme]:
    """By period code."""
    return {period: Theme(theme) for period, theme in conn.execute(_OF_TEAM, {"team": team_id})}


def choose(conn: Connection, team_id: bytes, period: str, theme: Theme) -> None:
    row = {"team_id": team_id, "period": period, "theme": theme.value}
    insert.or_replace(conn, team_themes, row, key=("team_id", "period"))


def follow_cycle(conn: Connection, team_id: bytes, period: str) -> None:
    """That week has the theme of the cycle again."""
    chosen = (team_themes.c.team_id == team_id) & (team_themes.c.period == period)
    conn.execute(delete(team_themes).where(chosen))
