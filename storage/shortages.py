"""Shortages: kinds of prompts that were used up for somebody's day, by month: no person, no team, no number (S11)."""

from sqlalchemy import Connection, delete, select

from bot.core.prompts import Kind
from storage import insert
from storage.tables import shortages


def add(conn: Connection, month: str, kind: Kind) -> bool:
    """False when that was known already."""
    return insert.once(conn, shortages, {"month": month, "kind": kind.value})


def expire(conn: Connection, before: str) -> None:
    """Months before that one."""
    conn.execute(delete(shortages).where(shortages.c.month < before))


def of_month(conn: Connection, month: str) -> list[Kind]:
    query = select(shortages.c.kind).where(shortages.c.month == month).order_by(shortages.c.kind)
    return [Kind(kind) for kind in conn.execute(query).scalars()]
