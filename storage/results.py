"""Results: labels of challenges, frozen once and never changed (disclosure-policy R10)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from bot.core.periods import Period
from storage import remove
from storage.tables import results


@dataclass(frozen=True, slots=True)
class Result:
    challenge_id: bytes
    cell: str
    period: str
    label: str
    frozen_at: datetime


def keep(conn: Connection, result: Result) -> None:
    conn.execute(insert(results).values(**asdict(result)))


def label_of(conn: Connection, challenge_id: bytes, cell: str) -> str | None:
    query = select(results.c.label).where(results.c.challenge_id == challenge_id, results.c.cell == cell)
    return conn.execute(query).scalar_one_or_none()


def expire(conn: Connection, before: datetime, most: int) -> int:
    """Some of those frozen before that moment; their weeks were over by then, and to the weeks an index leads."""
    old = (results.c.period < str(Period.of(before))) & (results.c.frozen_at < before)
    return remove.at_most(conn, most, results, old)


def is_any(conn: Connection, cell: str, periods: Iterable[str]) -> bool:
    """Whether that cell had a result in one of these weeks (R9)."""
    query = select(results.c.period).where(results.c.cell == cell, results.c.period.in_(list(periods)))
    return conn.execute(query.limit(1)).first() is not None
