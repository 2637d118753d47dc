"""Offices: who looks after the whole (disclosure-policy S7)."""

from sqlalchemy import Connection, delete, select

from bot.core.offices import Office
from storage import insert
from storage.tables import offices


def give(conn: Connection, person_id: bytes, office: Office) -> bool:
    """False when they hold it already."""
    return insert.once(conn, offices, {"person_id": person_id, "office": office.value})


def take(conn: Connection, person_id: bytes, office: Office) -> None:
    conn.execute(delete(offices).where(offices.c.person_id == person_id, offices.c.office == office.value))


def of(conn: Connection, person_id: bytes) -> frozenset[Office]:
    query = select(offices.c.office).where(offices.c.person_id == person_id)
    return frozenset(Office(name) for name in conn.execute(query).scalars())


def holders(conn: Connection) -> list[tuple[bytes, Office]]:
    rows = conn.execute(select(offices).order_by(offices.c.office, offices.c.person_id))
    return [(row.person_id, Office(row.office)) for row in rows]


def forget(conn: Connection, person_id: bytes) -> None:
    conn.execute(delete(offices).where(offices.c.person_id == person_id))
