"""Survey: how much of what is stored, and since when; counts of rows, never a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Column, Connection, func, select

from bot.core.periods import Period
from bot.core.retention import BALLOTS
from storage.tables import (
    audit,
    ballot_keys,
    ballots,
    broadcasts,
    challengers,
    challenges,
    commitments,
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

UNCOUNTED = (journal, ballots, commitments, challengers)
"""Nobody learns how many answered, promised themselves something or joined, nor sees it change (R2, R11, R15, R16)."""
DATES: dict[str, Column[Any]] = {
    "audit": audit.c.at,
    "broadcasts": broadcasts.c.day,
    "challenges": challenges.c.first,
    "deliveries": deliveries.c.due_at,
    "journal": nudges.c.day,
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
    "vault.ballots": ballot_keys.c.period,
}
"""What tells how old a table's oldest row is, where anything does: a moment, a day, or a week. Of answers and ballots
it tells no more than that none is older."""


@dataclass(frozen=True, slots=True)
class Stored:
    """`rows` None: not to be counted."""

    table: str
    rows: int | None
    oldest: date | None


def look(conn: Connection) -> Iterator[Stored]:
    """Every table, in alphabetical order."""
    for name, table in sorted(metadata.tables.items()):
        counted = None if table in UNCOUNTED else conn.execute(select(func.count()).select_from(table)).scalar_one()
        yield Stored(name, counted, _oldest(conn, DATES[name]) if name in DATES else None)


def _oldest(conn: Connection, age: Column[Any]) -> date | None:
    found = conn.execute(select(age).where(age.is_not(None)).order_by(age).limit(1))
    match found.scalar_one_or_none():
        case datetime() as moment:
            return moment.date()
        case str(week):
            return Period.parse(week).monday
        case day:
            return cast(date | None, day)


def next_ballots(conn: Connection) -> date | None:
    """When the next ballots are destroyed, if there are any: of a week that is frozen."""
    frozen = select(func.min(periods.c.frozen_at)).join(ballot_keys, ballot_keys.c.period == periods.c.period)
    moment: datetime | None = conn.execute(frozen).scalar_one()
    return (moment + BALLOTS).date() if moment else None
