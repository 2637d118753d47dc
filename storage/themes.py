"""Themes: the weeks in which a team has another theme than the cycle gives."""

from sqlalchemy import Connection, delete, select

from bot.core.prompts import Theme
from storage import insert
from storage.tables import team_themes


def of_team(conn: Connection, team_id: bytes) -> dict[str, Theme]:
    """By period code."""
    query = select(team_themes.c.period, team_themes.c.theme).where(team_themes.c.team_id == team_id)
    return {period: Theme(theme) for period, theme in conn.execute(query)}


def choose(conn: Connection, team_id: bytes, period: str, theme: Theme) -> None:
    row = {"team_id": team_id, "period": period, "theme": theme.value}
    insert.or_replace(conn, team_themes, row, key=("team_id", "period"))


def follow_cycle(conn: Connection, team_id: bytes, period: str) -> None:
    """That week has the theme of the cycle again."""
    chosen = (team_themes.c.team_id == team_id) & (team_themes.c.period == period)
    conn.execute(delete(team_themes).where(chosen))
