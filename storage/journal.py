"""The journal: own answers, readable for their author only (disclosure-policy S2).

A row is the nudge's number and the sealed answer. There will be more of these rows than of any other kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, LargeBinary, Select, bindparam, delete, select, union_all

from storage import identities, insert, keys, remove
from storage.tables import journal, nudges
from storage.tables import members as people

BLOCK_BYTES = 12
"""Answers are filled up to so many, or a multiple: a sealed *done* would be shorter than a sealed *not today*."""

_ROW = ("person_id", "nudge_id", "sealed")
_ANSWERED = select(nudges.c.person_id, nudges.c.nudge_id, nudges.c.prompt_id, journal.c.sealed).join(
    journal, journal.c.number == nudges.c.number
)
_OF_NUDGES = _ANSWERED.where(
    nudges.c.person_id == bindparam("who"), nudges.c.nudge_id.in_(bindparam("nudge_ids", expanding=True))
)
_OF_DAYS = _ANSWERED.where(
    nudges.c.person_id.in_(bindparam("authors", expanding=True)),
    nudges.c.day.between(bindparam("first"), bindparam("last")),
)
Said = tuple[str, str]
"""A prompt's id, and the answer to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer to a nudge, and its author's data key."""

    person_id: bytes
    nudge_id: bytes
    key: bytes = field(repr=False)
    answer: str = field(repr=False)


def write_each(conn: Connection, entries: Sequence[Entry]) -> None:
    """Keeps the answers, each sealed with its author's data key, in the place of an earlier one to the same nudge.

    Raises LookupError when one of the nudges is not theirs, or gone.
    """
    last = {each.nudge_id: each for each in entries}
    values = {name: value for at, each in enumerate(last.values()) for name, value in _row(each, at).items()}
    if last and insert.or_replace_with(conn, journal, _to(len(last)), values) != len(last):
        raise LookupError("there is no such nudge to answer")


def read(conn: Connection, person_id: bytes, nudge_ids: list[bytes]) -> dict[bytes, str]:
    """This person's own answers to those nudges; the ones without an answer are left out."""
    rows = conn.execute(_OF_NUDGES, {"who": person_id, "nudge_ids": nudge_ids}).all()
    if not rows:
        return {}
    key = identities.data_key(conn, person_id)
    return {row.nudge_id: _open(key, person_id, row.nudge_id, row.sealed) for row in rows}


def of_days(conn: Connection, authors: Mapping[bytes, bytes], days: Sequence[date]) -> dict[bytes, list[Said]]:
    """What each of these people said to what came on these days; `authors` are their ids, with the key of each."""
    said: dict[bytes, list[Said]] = {person_id: [] for person_id in authors}
    rows = conn.execute(_OF_DAYS, {"authors": list(authors), "first": days[0], "last": days[-1]})
    for person_id, nudge_id, prompt_id, sealed in rows.all():
        said[person_id].append((prompt_id, _open(authors[person_id], person_id, nudge_id, sealed)))
    return said


def expire(conn: Connection, keep_months: int, before: date, of: Sequence[bytes], most: int) -> int:
    """Takes away some answers to nudges from before that day, of those people who keep them so long and no longer."""
    whose = select(people.c.person_id).where(people.c.person_id.in_(of), people.c.keep_months == keep_months)
    old = select(nudges.c.number).where(nudges.c.person_id.in_(whose), nudges.c.day < before)
    return remove.at_most(conn, most, journal, journal.c.number.in_(old))


def forget(conn: Connection, person_id: bytes) -> None:
    """Goes before their nudges, which tell whose the answers are."""
    theirs = select(nudges.c.number).where(nudges.c.person_id == person_id)
    conn.execute(delete(journal).where(journal.c.number.in_(theirs)))


@lru_cache
def _to(count: int) -> Select[Any]:
    """Where so many answers go: the numbers of their nudges."""
    given = union_all(
        *(select(*(bindparam(f"{name}_{at}", type_=LargeBinary).label(name) for name in _ROW)) for at in range(count))
    )
    rows = given.subquery()
    return select(nudges.c.number, rows.c.sealed).where(
        nudges.c.nudge_id == rows.c.nudge_id, nudges.c.person_id == rows.c.person_id
    )


def _row(entry: Entry, at: int) -> dict[str, bytes]:
    sealed = keys.seal(entry.key, _filled(entry.answer), _place(entry.person_id, entry.nudge_id))
    return {f"person_id_{at}": entry.person_id, f"nudge_id_{at}": entry.nudge_id, f"sealed_{at}": sealed}


def _open(key: bytes, person_id: bytes, nudge_id: bytes, sealed: bytes) -> str:
    return keys.unseal(key, sealed, _place(person_id, nudge_id)).rstrip(b"\0").decode()


def _filled(answer: str) -> bytes:
    plain = answer.encode()
    return plain.ljust(-(-len(plain) // BLOCK_BYTES) * BLOCK_BYTES, b"\0")


def _place(person_id: bytes, nudge_id: bytes) -> bytes:
    return person_id + b"|journal|" + nudge_id + b"|sealed"
