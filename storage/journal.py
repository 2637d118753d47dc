"""The journal: own answers, readable for their author only (disclosure-policy S2)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, and_, bindparam, delete, select

from storage import identities, insert, keys
from storage.tables import journal, nudges
from storage.tables import members as people

_OF_DAYS = (
    select(nudges.c.nudge_id, nudges.c.prompt_id, journal.c.sealed)
    .join(journal, and_(journal.c.person_id == nudges.c.person_id, journal.c.nudge_id == nudges.c.nudge_id))
    .where(nudges.c.person_id == bindparam("who"), nudges.c.day.between(bindparam("first"), bindparam("last")))
)


def write(conn: Connection, person_id: bytes, nudge_id: bytes, answer: str) -> None:
    """Keeps the answer, in the place of an earlier one."""
    sealed = keys.seal(identities.data_key(conn, person_id), answer.encode(), _place(person_id, nudge_id))
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
    key = identities.data_key(conn, person_id)
    return {nudge_id: _open(key, person_id, nudge_id, sealed) for nudge_id, sealed in rows}


def of_days(conn: Connection, person_id: bytes, days: Sequence[date]) -> list[tuple[str, str]]:
    """This person's own answers to what came on these days: the prompt's id, and what they said."""
    rows = conn.execute(_OF_DAYS, {"who": person_id, "first": days[0], "last": days[-1]}).all()
    if not rows:
        return []
    key = identities.data_key(conn, person_id)
    return [(row.prompt_id, _open(key, person_id, row.nudge_id, row.sealed)) for row in rows]


def expire(conn: Connection, keep_months: int, before: date) -> int:
    """Takes away answers to nudges from before that day, of everybody who keeps them so long and no longer."""
    theirs = select(people.c.person_id).where(people.c.keep_months == keep_months)
    old = select(nudges.c.nudge_id).where(nudges.c.day < before)
    statement = delete(journal).where(journal.c.person_id.in_(theirs), journal.c.nudge_id.in_(old))
    return conn.execute(statement).rowcount


def forget(conn: Connection, person_id: bytes) -> None:
    conn.execute(delete(journal).where(journal.c.person_id == person_id))


def _open(key: bytes, person_id: bytes, nudge_id: bytes, sealed: bytes) -> str:
    return keys.unseal(key, sealed, _place(person_id, nudge_id)).decode()


def _place(person_id: bytes, nudge_id: bytes) -> bytes:
    return person_id + b"|journal|" + nudge_id + b"|sealed"
