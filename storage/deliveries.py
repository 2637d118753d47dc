"""Deliveries: every outgoing message, from due to sent (design.md, decisions 5 and 6)."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, delete, func, or_, select, update

from bot.core import ranks as ranking
from bot.core.ranks import Rank
from storage import insert
from storage.tables import deliveries

_HANDLE = select(deliveries.c.handle).where(deliveries.c.key == bindparam("key"))
_SETTLE = update(deliveries).where(deliveries.c.delivery_id == bindparam("id"))


class State(StrEnum):
    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    INVITATION = "invitation"
    NUDGE = "nudge"
    ASKED = "asked"
    REMINDER = "reminder"
    GOODBYE = "goodbye"
    PROPOSAL = "proposal"
    CARD = "card"
    A4 = "a4"
    CHALLENGE = "challenge"
    BROADCAST = "broadcast"
    AGREEMENT = "agreement"
    SENTENCE = "sentence"
    AMENDMENT = "amendment"
    REMOVAL = "removal"
    REPLY = "reply"
    REPORT = "report"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Delivery:
    """`in_doubt`: somebody claimed it before and never said how it ended, so it may have been sent."""

    delivery_id: bytes
    kind: Kind
    to_id: bytes
    subject: str
    due_at: datetime
    expires_at: datetime
    attempts: int
    in_doubt: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to queue; it is queued once under its key."""

    kind: Kind
    to_id: bytes
    subject: str
    key: str
    due_at: datetime
    expires_at: datetime


def queue(
    conn: Connection, kind: Kind, to_id: bytes, subject: str, *, key: str, due_at: datetime, expires_at: datetime
) -> bool:
    """False when this message is on its way already: the key says so."""
    return insert.once(conn, deliveries, _row(Draft(kind, to_id, subject, key, due_at, expires_at)))


def queue_each(conn: Connection, drafts: Iterable[Draft]) -> int:
    """Many at once. Returns how many were not on their way already."""
    return len(insert.each(conn, deliveries, [_row(draft) for draft in drafts], deliveries.c.delivery_id))


def _row(draft: Draft) -> dict[str, Any]:
    return {
        "delivery_id": secrets.token_bytes(16),
        "kind": draft.kind.value,
        "rank": ranking.of(draft.kind.value).value,
        "to_id": draft.to_id,
        "subject": draft.subject,
        "key": draft.key,
        "due_at": draft.due_at,
        "expires_at": draft.expires_at,
        "state": State.QUEUED.value,
    }


def expire(conn: Connection, now: datetime) -> int:
    """Gives up what is too late to be welcome. What may have been sent is not given up: it is looked for first."""
    late = and_(deliveries.c.state == State.QUEUED, deliveries.c.expires_at <= now)
    return conn.execute(update(deliveries).where(late).values(state=State.EXPIRED.value)).rowcount


_READY = (
    select(deliveries.c.delivery_id)
    .where(
        or_(
            and_(deliveries.c.state == State.QUEUED.value, deliveries.c.due_at <= bindparam("now")),
            and_(deliveries.c.state == State.CLAIMED.value, deliveries.c.claimed_until <= bindparam("now")),
        )
    )
    .limit(1)
)


def is_any_ready(conn: Connection, now: datetime) -> bool:
    """Whether there is anything to claim, for whoever may go first."""
    return conn.execute(_READY, {"now": now}).first() is not None


def claim(
    conn: Connection,
    now: datetime,
    until: datetime,
    ranks: Sequence[Rank] = tuple(Rank),
    *,
    but_not: Collection[bytes] = (),
    doubtful: bool = True,
) -> Delivery | None:
    """Takes for ourselves a message whose claim ran out (`doubtful`), or else the next due one of the first rank.

    Among those due at the same moment chance decides, anew every day: the ids are random. `but_not` to these.
    """
    ran_out = and_(deliveries.c.state == State.CLAIMED.value, deliveries.c.claimed_until <= now)
    row = _next(conn, ran_out, but_not) if doubtful else None
    for rank in ranks:
        if row is None:
            waiting = and_(deliveries.c.state == State.QUEUED.value, deliveries.c.rank == rank.value)
            row = _next(conn, and_(waiting, deliveries.c.due_at <= now), () if rank is Rank.TIDYING else but_not)
    if row is None:
        return None
    attempts = row.attempts + 1
    _settle(conn, row.delivery_id, state=State.CLAIMED.value, claimed_until=until, attempts=attempts)
    return Delivery(
        delivery_id=row.delivery_id,
        kind=Kind(row.kind),
        to_id=row.to_id,
        subject=row.subject,
        due_at=row.due_at,
        expires_at=row.expires_at,
        attempts=attempts,
        in_doubt=row.state == State.CLAIMED,
    )


def _next(conn: Connection, ready: ColumnElement[bool], but_not: Collection[bytes]) -> Row[Any] | None:
    """An index leads to it, however many others there are."""
    if but_not:
        ready = and_(ready, deliveries.c.to_id.not_in(but_not))
    # PostgreSQL gives other processes the next row; SQLite has one writer and leaves the clause out.
    query = select(deliveries).where(ready).order_by(deliveries.c.due_at, deliveries.c.delivery_id).limit(1)
    return conn.execute(query.with_for_update(skip_locked=True)).one_or_none()


def tried_since(conn: Connection, moment: datetime) -> list[datetime]:
    """When messages went to the chat program since that moment, by whichever process."""
    return list(conn.execute(select(deliveries.c.tried_at).where(deliveries.c.tried_at > moment)).scalars())


def sent(conn: Connection, delivery_id: bytes, handle: str, at: datetime) -> None:
    _settle(conn, delivery_id, state=State.SENT.value, handle=handle, claimed_until=None, tried_at=at)


def postpone(conn: Connection, delivery_id: bytes, until: datetime) -> None:
    """Tries again later what was certainly not sent."""
    _settle(conn, delivery_id, state=State.QUEUED.value, due_at=until, claimed_until=None)


def doubt(conn: Connection, delivery_id: bytes, until: datetime, tried_at: datetime | None = None) -> None:
    """Maybe it was sent: it stays claimed, so that it is looked for before it is sent again."""
    _settle(conn, delivery_id, claimed_until=until, **({"tried_at": tried_at} if tried_at else {}))


def failed(conn: Connection, delivery_id: bytes, reason: str, at: datetime | None = None) -> None:
    _settle(conn, delivery_id, state=State.FAILED.value, failure=reason[:60], claimed_until=None, tried_at=at)


def give_up(conn: Connection, delivery_id: bytes) -> None:
    _settle(conn, delivery_id, state=State.EXPIRED.value, claimed_until=None)


def expire_rows(conn: Connection, before: datetime) -> None:
    """Rows of long ago; what is still to go out stays."""
    over = deliveries.c.state.not_in((State.QUEUED.value, State.CLAIMED.value))
    conn.execute(delete(deliveries).where(deliveries.c.due_at < before, over))


def backlog(conn: Connection, now: datetime) -> int:
    """How many are due and have not gone out, in the whole organisation."""
    query = select(func.count()).where(deliveries.c.state == State.QUEUED.value, deliveries.c.due_at <= now)
    return conn.execute(query).scalar_one()


def is_queued(conn: Connection, key: str) -> bool:
    return conn.execute(select(deliveries.c.key).where(deliveries.c.key == key)).first() is not None


def handle_of(conn: Connection, key: str) -> str | None:
    return conn.execute(_HANDLE, {"key": key}).scalar_one_or_none()


def forget(conn: Connection, to_id: bytes) -> None:
    """All that was sent, or would be, to somebody who wants to be forgotten."""
    conn.execute(delete(deliveries).where(deliveries.c.to_id == to_id))


def sent_to(conn: Connection, to_id: bytes) -> list[tuple[datetime, str]]:
    """When something was sent to somebody, and of which kind; the oldest first."""
    theirs = and_(deliveries.c.to_id == to_id, deliveries.c.state == State.SENT.value)
    query = select(deliveries.c.due_at, deliveries.c.kind).where(theirs)
    return [(row.due_at, row.kind) for row in conn.execute(query.order_by(deliveries.c.due_at))]


def waiting(conn: Connection, to_id: bytes, kind: Kind) -> list[str]:
    """The subjects of what is still to go out to somebody."""
    query = select(deliveries.c.subject).where(
        deliveries.c.to_id == to_id, deliveries.c.kind == kind.value, deliveries.c.state == State.QUEUED.value
    )
    return list(conn.execute(query).scalars())


def _settle(conn: Connection, delivery_id: bytes, **values: object) -> None:
    conn.execute(_SETTLE, {"id": delivery_id, **values})
