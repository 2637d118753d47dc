"""Survey: how much of what is stored, and since when; counts of rows, never a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Column, Connection, func, select

from bot.core.retention import BALLOTS
from storage.tables import audit, ballot_keys, ballots, deliveries, metadata, nudges, periods, reports, teams

DATES: dict[str, Column[datetime] | Column[date]] = {
    "audit": audit.c.at,
    "deliveries": deliveries.c.due_at,
    "nudges": nudges.c.day,
    "reports": reports.c.frozen_at,
    "teams": teams.c.founded,
}
"""What tells how old a table's oldest row is, where anything does."""


@dataclass(frozen=True, slots=True)
class Stored:
    table: str
    rows: int
    oldest: date | None


def look(conn: Connection) -> Iterator[Stored]:
    """Every table, in alphabetical order."""
    for name, table in sorted(metadata.tables.items()):
        rows = conn.execute(select(func.count()).select_from(table)).scalar_one()
        oldest = conn.execute(select(func.min(DATES[name]))).scalar_one() if name in DATES else None
        yield Stored(name, rows, oldest.date() if isinstance(oldest, datetime) else oldest)


def next_ballots(conn: Connection) -> date | None:
    """When the next ballots are destroyed, if a week with ballots is frozen."""
    frozen = select(func.min(periods.c.frozen_at)).join(ballot_keys, ballot_keys.c.period == periods.c.period)
    any_left = conn.execute(select(ballots.c.period).limit(1)).first()
    moment: datetime | None = conn.execute(frozen).scalar_one()
    return (moment + BALLOTS).date() if moment and any_left else None
