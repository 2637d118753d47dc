"""The journal: own answers, readable for their author only (disclosure-policy S2)."""

from sqlalchemy import Connection, delete, select

from storage import insert, keys, members
from storage.tables import journal


def write(conn: Connection, person_id: bytes, nudge_id: bytes, answer: str) -> None:
    """Keeps the answer, in the place of an earlier one."""
    sealed = keys.seal(members.data_key(conn, person_id), answer.encode(), _place(person_id, nudge_id))
    row = {"person_id": person_id, "nudge_id": nudge_id, "sealed": sealed}
    insert.or_replace(conn, journal, row, key=("person_id", "nudge_id"))


def read(conn: Connection, person_id: bytes, nudge_ids: list[bytes]) -> dict[bytes, str]:
    """This person's own answers to those nudges; the ones without an answer are left out."""
    query = select(journal.c.nudge_id, journal.c.sealed).where(
        journal.c.person_id == person_id, journal.c.nudge_id.in_(nudge_ids)
    )
    rows = conn.execute(query).all()
    if not rows:
        return {}
    key = members.data_key(conn, person_id)
    return {nudge_id: keys.unseal(key, sealed, _place(person_id, nudge_id)).decode() for nudge_id, sealed in rows}


def forget(conn: Connection, person_id: bytes) -> None:
    conn.execute(delete(journal).where(journal.c.person_id == person_id))


def _place(person_id: bytes, nudge_id: bytes) -> bytes:
    return person_id + b"|journal|" + nudge_id + b"|sealed"
