"""Reports: labels, frozen once and never changed (disclosure-policy R10)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.core.disclosure import Label
from storage.tables import reports, team_cells


@dataclass(frozen=True, slots=True)
class Report:
    period: str
    cell: str
    question: str
    label: str
    frozen_at: datetime


def keep(conn: Connection, report: Report) -> None:
    conn.execute(insert(reports).values(**asdict(report)))


def label_of(conn: Connection, period: str, cell: str) -> str | None:
    query = select(reports.c.label).where(reports.c.period == period, reports.c.cell == cell)
    return conn.execute(query).scalar_one_or_none()


def high_weeks(conn: Connection, team_id: bytes, first: str, last: str) -> list[str]:
    """The weeks from `first` to `last` in which the cell this team was in had HIGH, the oldest first."""
    theirs = (team_cells.c.period == reports.c.period) & (team_cells.c.cell == reports.c.cell)
    query = (
        select(reports.c.period)
        .join(team_cells, theirs)
        .where(
            team_cells.c.team_id == team_id,
            reports.c.label == Label.HIGH,
            reports.c.period.between(first, last),
        )
    )
    return list(conn.execute(query.order_by(reports.c.period)).scalars())


def expire(conn: Connection, before: datetime) -> None:
    conn.execute(delete(reports).where(reports.c.frozen_at < before))


def labels_of(conn: Connection, period: str) -> list[str]:
    return list(conn.execute(select(reports.c.label).where(reports.c.period == period)).scalars())
