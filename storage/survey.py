"""Survey: how much of what is stored, and since when; counts of rows, never a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Table, func, select

from bot.core.periods import Period
from bot.core.retention import BALLOTS
from storage.tables import (
    audit,
    ballot_keys,
    ballots,
    broadcasts,
    challenges,
    deliveries,
    journal,
    members,
    metadata,
    nudges,
    periods,
    reports,
    results,
    rosters,
    sentences,
    team_cells,
    teams,
)

DATES: dict[str, ColumnElement[Any]] = {
    "audit": audit.c.at,
    "broadcasts": broadcasts.c.day,
    "challenges": challenges.c.first,
    "deliveries": deliveries.c.due_at,
    "journal": select(nudges.c.day).where(nudges.c.number == journal.c.number).scalar_subquery(),
    "members": members.c.since,
    "nudges": nudges.c.day,
    "periods": periods.c.period,
    "reports": reports.c.frozen_at,
    "results": results.c.frozen_at,
    "rosters": rosters.c.period,
    "sentences": sentences.c.written,
    "team_cells": team_cells.c.period,
    "teams": teams.c.founded,
    "vault.ballot_keys": ballot_keys.c.period,
    "vault.ballots": ballots.c.period,
}
"""What tells how old a table's oldest row is, where anything does: a moment, a day, or a week."""


@dataclass(frozen=True, slots=True)
class Stored:
    table: str
    rows: int
    oldest: date | None


def look(conn: Connection) -> Iterator[Stored]:
    """Every table, in alphabetical order."""
    for name, table in sorted(metadata.tables.items()):
        rows = conn.execute(select(func.count()).select_from(table)).scalar_one()
        yield Stored(name, rows, _oldest(conn, table, DATES[name]) if name in DATES else None)


def _oldest(conn: Connection, table: Table, age: ColumnElement[Any]) -> date | None:
    found = conn.execute(select(age.label("age")).select_from(table).where(age.is_not(None)).order_by("age").limit(1))
    match found.scalar_one_or_none():
        case datetime() as moment:
            return moment.date()
        case str(week):
            return Period.parse(week).monday
        case day:
            return cast(date | None, day)


def next_ballots(conn: Connection) -> date | None:
    """When the next ballots are destroyed, if a week with ballots is frozen."""
    frozen = select(func.min(periods.c.frozen_at)).join(ballot_keys, ballot_keys.c.period == periods.c.period)
    any_left = conn.execute(select(ballots.c.period).limit(1)).first()
    moment: datetime | None = conn.execute(frozen).scalar_one()
    return (moment + BALLOTS).date() if moment and any_left else None
