"""Reports: labels, frozen once and never changed (disclosure-policy R10)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from storage.tables import reports


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


def expire(conn: Connection, before: datetime) -> None:
    conn.execute(delete(reports).where(reports.c.frozen_at < before))


def labels_of(conn: Connection, period: str) -> list[str]:
    return list(conn.execute(select(reports.c.label).where(reports.c.period == period)).scalars())
