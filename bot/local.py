"""Local: what a team made its own of the rules: its prompts, its themes, the days it is closed."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from bot import pool
from bot.core.calendars import Holidays
from bot.core.members import Absence
from bot.core.periods import Period
from bot.core.planning import Rules
from bot.core.prompts import Theme
from storage import teams, themes


def rules(conn: Connection, general: Rules, team_id: bytes) -> Rules:
    """The rules as they hold in that team."""
    return rules_of(conn, general, [team_id])[team_id]


def rules_of(conn: Connection, general: Rules, team_ids: Sequence[bytes]) -> dict[bytes, Rules]:
    """The same for many teams; those that made nothing their own share the general ones."""
    libraries = pool.of_teams(conn, general.library, team_ids)
    chosen, closed = themes.of_teams(conn, team_ids), teams.closed_each(conn, team_ids)
    special = {
        team: replace(
            general,
            library=libraries.get(team, general.library),
            holidays=_with(general.holidays, closed[team]) if team in closed else general.holidays,
            themes={Period.parse(code): theme for code, theme in chosen.get(team, {}).items()},
        )
        for team in {*libraries, *chosen, *closed}
    }
    return {team: special.get(team, general) for team in team_ids}


def holidays(conn: Connection, general: Holidays, team_id: bytes) -> Holidays:
    """Days on which nobody works, or on which that team is closed."""
    closed = teams.closed(conn, team_id)
    return _with(general, closed) if closed else general


def theme(conn: Connection, team_id: bytes, period: Period) -> Theme:
    return themes.of_team(conn, team_id).get(str(period), period.theme)


def choose_theme(conn: Connection, team_id: bytes, period: Period, theme: Theme) -> None:
    if theme is period.theme:
        themes.follow_cycle(conn, team_id, str(period))
    else:
        themes.choose(conn, team_id, str(period), theme)


def _with(general: Holidays, closed: tuple[Absence, ...]) -> Holidays:
    return replace(general, off=lambda day: general(day) or any(each.covers(day) for each in closed))
