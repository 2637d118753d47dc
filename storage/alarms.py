"""Alarms: when to look at each member again, and whose time has come."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Row, bindparam, func, or_, select, update

from bot.core.members import Member
from storage.members import WHOLE, of_row
from storage.prepared import Prepared
from storage.tables import members

_SET = (
    update(members)
    .where(members.c.person_id == bindparam("who"))
    .values(next_at=bindparam("next_at"), lot=bindparam("lot"))
)
_MOVE = _SET.where(or_(members.c.next_at.is_(None), members.c.next_at > bindparam("now")))
# SQLite leaves the locks out.
_LOOK_AT = select(*WHOLE, members.c.next_at).limit(bindparam("most")).with_for_update(skip_locked=True)
_DUE = _LOOK_AT.where(members.c.next_at <= bindparam("now")).order_by(members.c.next_at, members.c.lot)
_DUE_AT = _LOOK_AT.where(members.c.next_at == bindparam("at")).order_by(members.c.lot)
_WAITING = select(func.count()).where(members.c.next_at <= bindparam("now"))
_CROWDS = (
    select(members.c.next_at, func.count())
    .where(members.c.next_at > bindparam("after"), members.c.next_at <= bindparam("until"))
    .group_by(members.c.next_at)
    .having(func.count() > bindparam("least"))
    .order_by(members.c.next_at)
)


def due(conn: Connection, now: datetime, most: int) -> list[tuple[Member, datetime]]:
    """Members whose moment has come, with that moment, the longest waiting first; chance decides among those of the
    same moment, anew each day. They are ours until the end of the transaction: whom somebody else is changing right
    now is left out."""
    rows: Iterable[Row[Any]] = conn.execute(_DUE, {"now": now, "most": most})
    return [(of_row(row), row.next_at) for row in rows]


def due_at(conn: Connection, at: datetime, most: int) -> list[tuple[Member, datetime]]:
    """The same of those whose moment is exactly that."""
    rows: Iterable[Row[Any]] = conn.execute(_DUE_AT, {"at": at, "most": most})
    return [(of_row(row), row.next_at) for row in rows]


def waiting(conn: Connection, now: datetime) -> int:
    """How many there are whose moment has come."""
    return conn.execute(_WAITING, {"now": now}).scalar_one()


def crowds(conn: Connection, after: datetime, until: datetime, least: int) -> list[tuple[datetime, int]]:
    """Moments to come at which more than `least` members are due, and how many."""
    return [(at, people) for at, people in conn.execute(_CROWDS, {"after": after, "until": until, "least": least})]


def of(conn: Connection, person_id: bytes) -> datetime | None:
    """When to look at that member next; None for never."""
    return conn.execute(select(members.c.next_at).where(members.c.person_id == person_id)).scalar_one_or_none()


def put(conn: Connection, person_id: bytes, next_at: datetime | None) -> None:
    """The next moment of one member; None for never."""
    put_each(conn, {person_id: next_at})


def move(conn: Connection, person_id: bytes, next_at: datetime | None, now: datetime) -> None:
    """The same, unless their moment has come: then they are looked at first, or that moment would be passed over."""
    conn.execute(_MOVE, {"who": person_id, "next_at": next_at, "lot": _lot(), "now": now})


def put_each(conn: Connection, moments: Mapping[bytes, datetime | None]) -> None:
    """The same for many in one go."""
    rows = [{"who": who, "next_at": next_at, "lot": _lot()} for who, next_at in moments.items()]
    _prepared(conn.dialect).run_each(conn, rows)


def _lot() -> int:
    return secrets.randbits(31)


@lru_cache
def _prepared(dialect: Dialect) -> Prepared:
    return Prepared(_SET, dialect)
