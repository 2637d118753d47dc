"""Prompts that somebody did not understand, by month: no person, no team, no number (content-spec §6)."""

from sqlalchemy import Connection, delete, select

from storage import insert
from storage.tables import unclear


def add(conn: Connection, month: str, prompt_id: str) -> None:
    insert.once(conn, unclear, {"month": month, "prompt_id": prompt_id})


def expire(conn: Connection, before: str) -> None:
    """Months before that one."""
    conn.execute(delete(unclear).where(unclear.c.month < before))


def of_month(conn: Connection, month: str) -> list[str]:
    query = select(unclear.c.prompt_id).where(unclear.c.month == month).order_by(unclear.c.prompt_id)
    return list(conn.execute(query).scalars())
