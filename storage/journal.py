"""The journal: own answers, readable for their author only (disclosure-policy S2).

A row is the nudge's number and the sealed answer. There will be more of these rows than of any other kind.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, LargeBinary, bindparam, delete, select

from storage import identities, insert, keys, remove
from storage.tables import journal, nudges
from storage.tables import members as people

BLOCK_BYTES = 12
"""Answers are filled up to so many, or a multiple: a sealed *done* would be shorter than a sealed *not today*."""

_TO = select(nudges.c.number, bindparam("sealed", type_=LargeBinary).label("sealed")).where(
    nudges.c.nudge_id == bindparam("nudge_id"), nudges.c.person_id == bindparam("who")
)
_ANSWERED = (
    select(nudges.c.nudge_id, nudges.c.prompt_id, journal.c.sealed)
    .join(journal, journal.c.number == nudges.c.number)
    .where(nudges.c.person_id == bindparam("who"))
)
_OF_NUDGES = _ANSWERED.where(nudges.c.nudge_id.in_(bindparam("nudge_ids", expanding=True)))
_OF_DAYS = _ANSWERED.where(nudges.c.day.between(bindparam("first"), bindparam("last")))


def write(conn: Connection, key: bytes, person_id: bytes, nudge_id: bytes, answer: str) -> None:
    """Keeps the answer, sealed with the person's data key, in the place of an earlier one.

    Raises LookupError when that nudge is not theirs, or gone.
    """
    sealed = keys.seal(key, _filled(answer), _place(person_id, nudge_id))
    values = {"who": person_id, "nudge_id": nudge_id, "sealed": sealed}
    if not insert.or_replace_with(conn, journal, _TO, values):
        raise LookupError("there is no such nudge to answer")


def read(conn: Connection, person_id: bytes, nudge_ids: list[bytes]) -> dict[bytes, str]:
    """This person's own answers to those nudges; the ones without an answer are left out."""
    rows = conn.execute(_OF_NUDGES, {"who": person_id, "nudge_ids": nudge_ids}).all()
    if not rows:
        return {}
    key = identities.data_key(conn, person_id)
    return {row.nudge_id: _open(key, person_id, row.nudge_id, row.sealed) for row in rows}


def of_days(conn: Connection, key: bytes, person_id: bytes, days: Sequence[date]) -> list[tuple[str, str]]:
    """This person's own answers to what came on these days: the prompt's id, and what they said."""
    rows = conn.execute(_OF_DAYS, {"who": person_id, "first": days[0], "last": days[-1]})
    return [(row.prompt_id, _open(key, person_id, row.nudge_id, row.sealed)) for row in rows]


def expire(conn: Connection, keep_months: int, before: date, of: Sequence[bytes], most: int) -> int:
    """Takes away some answers to nudges from before that day, of those people who keep them so long and no longer."""
    whose = select(people.c.person_id).where(people.c.person_id.in_(of), people.c.keep_months == keep_months)
    old = select(nudges.c.number).where(nudges.c.person_id.in_(whose), nudges.c.day < before)
    return remove.at_most(conn, most, journal, journal.c.number.in_(old))


def forget(conn: Connection, person_id: bytes) -> None:
    """Goes before their nudges, which tell whose the answers are."""
    theirs = select(nudges.c.number).where(nudges.c.person_id == person_id)
    conn.execute(delete(journal).where(journal.c.number.in_(theirs)))


def _open(key: bytes, person_id: bytes, nudge_id: bytes, sealed: bytes) -> str:
    return keys.unseal(key, sealed, _place(person_id, nudge_id)).rstrip(b"\0").decode()


def _filled(answer: str) -> bytes:
    plain = answer.encode()
    return plain.ljust(-(-len(plain) // BLOCK_BYTES) * BLOCK_BYTES, b"\0")


def _place(person_id: bytes, nudge_id: bytes) -> bytes:
    return person_id + b"|journal|" + nudge_id + b"|sealed"
