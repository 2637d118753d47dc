"""Audit: what was changed for others, append-only and chained (disclosure-policy S6).

Each entry's digest covers the entry before it, so an entry that is changed or taken out breaks the chain from there on.
The chain is keyed: who has the database but not the master key cannot mend it.
"""

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, text

from storage import facts
from storage.engine import keys_of
from storage.tables import audit

LONGEST = 400
ANCHOR = "audit"
"""The fact that says where the chain begins, once its oldest entries are gone."""


class Act(StrEnum):
    """What is written down. Never what somebody answered, joined or said."""

    TEAM_FOUNDED = "team_founded"
    TEAM_CHANGED = "team_changed"
    TEAM_LAUNCHED = "team_launched"
    TEAM_CLOSED = "team_closed"
    OFFICE_GIVEN = "office_given"
    OFFICE_TAKEN = "office_taken"
    COACH_NAMED = "coach_named"
    COACH_RELIEVED = "coach_relieved"
    CHALLENGE_PLANNED = "challenge_planned"
    CHALLENGE_CANCELLED = "challenge_cancelled"
    BROADCAST_PLANNED = "broadcast_planned"
    BROADCAST_CANCELLED = "broadcast_cancelled"
    BROADCASTS_RETRIED = "broadcasts_retried"
    PARAMETER_PROPOSED = "parameter_proposed"
    PARAMETER_APPROVED = "parameter_approved"
    PARAMETER_DECLINED = "parameter_declined"
    ROSTER_IMPORTED = "roster_imported"
    ROSTER_WRITTEN = "roster_written"
    PERIOD_FROZEN = "period_frozen"
    ORDER_DRAWN = "order_drawn"
    PERSON_FORGOTTEN = "person_forgotten"
    PERSON_EXPORTED = "person_exported"
    BACKUP_RESTORED = "backup_restored"
    KEY_REPLACED = "key_replaced"


class By(StrEnum):
    """At whose wish somebody was forgotten, or their data taken along."""

    SELF = "self"
    MANAGER = "manager"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Entry:
    """`actor_id` None: the bot itself. `about` holds random ids and plain facts, never a chat id or a name."""

    number: int
    at: datetime
    actor_id: bytes | None
    act: str
    about: str
    digest: bytes


def write(conn: Connection, actor_id: bytes | None, act: Act, now: datetime, **about: object) -> None:
    """Adds one entry, at the end of the transaction of what it tells about: nobody else can add one until that is
    over, and who waits for something else meanwhile could wait for them."""
    if conn.dialect.name == "postgresql":  # SQLite has one writer; here two could both follow the same entry
        conn.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
    last = conn.execute(select(audit).order_by(audit.c.number.desc()).limit(1)).one_or_none()
    before, number = (last.digest, last.number + 1) if last else _begins(conn)
    facts = json.dumps(about, sort_keys=True, ensure_ascii=False)[:LONGEST]
    entry = Entry(number, now, actor_id, act.value, facts, b"")
    row = {name: getattr(entry, name) for name in audit.c.keys()}  # noqa: SIM118  (a ColumnCollection is no dict)
    conn.execute(insert(audit).values(row | {"digest": _digest(conn, before, entry)}))


def latest(conn: Connection, most: int) -> list[Entry]:
    """The newest first."""
    rows = conn.execute(select(audit).order_by(audit.c.number.desc()).limit(most))
    return [Entry(**row._mapping) for row in rows]


def by(conn: Connection, actor_id: bytes) -> list[tuple[datetime, str]]:
    """What somebody changed for others, and when; the oldest first."""
    query = select(audit.c.at, audit.c.act).where(audit.c.actor_id == actor_id).order_by(audit.c.number)
    return [(at, act) for at, act in conn.execute(query)]


def frozen(conn: Connection) -> list[tuple[str, str]]:
    """(period, digest of its labels) as they were written down at each freeze."""
    query = select(audit.c.about).where(audit.c.act == Act.PERIOD_FROZEN.value).order_by(audit.c.number)
    found = (json.loads(about) for about in conn.execute(query).scalars())
    return [(each["period"], each["labels"]) for each in found if "labels" in each]


def broken_at(conn: Connection) -> int | None:
    """The number of the first entry that does not fit the one before it; None while the chain holds."""
    before, expected = _begins(conn)
    for entry in _all(conn):
        if entry.number != expected or not hmac.compare_digest(entry.digest, _digest(conn, before, entry)):
            return expected
        before, expected = entry.digest, expected + 1
    return None


def expire(conn: Connection, before: datetime, most: int) -> int:
    """Takes away some of the oldest entries and keeps where the chain begins now, so that it can still be checked."""
    oldest = conn.execute(select(audit).order_by(audit.c.number).limit(most)).all()
    last = max((entry for entry in oldest if entry.at < before), key=lambda entry: entry.number, default=None)
    if last is None:
        return 0
    facts.put(conn, ANCHOR, f"{last.number}:{last.digest.hex()}")
    return conn.execute(delete(audit).where(audit.c.number <= last.number)).rowcount


def _begins(conn: Connection) -> tuple[bytes, int]:
    """The digest that the first entry follows, and its number."""
    kept = facts.get(conn, ANCHOR)
    if kept is None:
        return b"", 1
    number, _, digest = kept.partition(":")
    return bytes.fromhex(digest), int(number) + 1


def _all(conn: Connection) -> Iterator[Entry]:
    for row in conn.execute(select(audit).order_by(audit.c.number)):
        yield Entry(**row._mapping)


def _digest(conn: Connection, before: bytes, entry: Entry) -> bytes:
    facts = [entry.number, entry.at.timestamp(), (entry.actor_id or b"").hex(), entry.act, entry.about]
    return hmac.digest(keys_of(conn).lookup, before + json.dumps(facts).encode(), "sha256")
