"""Deliveries: every outgoing message, from due to sent (design.md, decisions 5 and 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, select, text, update

from bot.core import ids
from bot.core import ranks as ranking
from storage import insert, remove
from storage.tables import deliveries

_IS_QUEUED = select(deliveries.c.key).where(deliveries.c.key == bindparam("key"))
_HANDLE = select(deliveries.c.handle).where(deliveries.c.key == bindparam("key"))


class State(StrEnum):
    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


UNDER_WAY = (State.QUEUED.value, State.CLAIMED.value)
"""Still to go out, as far as we know."""


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
    """`in_doubt`: somebody claimed it before and never said how it ended, so it may have been sent.

    `attempts` tells this claim from those before and after it.
    """

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
    [id] = ids.together(1)
    return insert.once(conn, deliveries, _row(id, Draft(kind, to_id, subject, key, due_at, expires_at)))


def queue_each(conn: Connection, drafts: Sequence[Draft]) -> int:
    """Many at once. Returns how many were not on their way already."""
    rows = map(_row, ids.together(len(drafts)), drafts)
    return insert.each(conn, deliveries, list(rows))


def _row(id: bytes, draft: Draft) -> dict[str, Any]:
    return {
        "delivery_id": id,
        "kind": draft.kind.value,
        "rank": ranking.of(draft.kind.value).value,
        "to_id": draft.to_id,
        "subject": draft.subject,
        "key": draft.key,
        "due_at": draft.due_at,
        "expires_at": draft.expires_at,
        "state": State.QUEUED.value,
        "attempts": 0,
    }


def expire(conn: Connection, now: datetime, most: int) -> int:
    """Gives up some of what is too late to be welcome. What may have been sent is not: it is looked for first."""
    return conn.execute(_EXPIRE, {"now": now, "most": most}).rowcount


# The state stands in the statement as a word: the index has what is queued only, and that is how it is recognised.
_TOO_LATE = (
    select(deliveries.c.delivery_id)
    .where(deliveries.c.state == text(f"'{State.QUEUED}'"), deliveries.c.expires_at <= bindparam("now"))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_EXPIRE = update(deliveries).where(deliveries.c.delivery_id.in_(_TOO_LATE)).values(state=State.EXPIRED.value)


def tried_since(conn: Connection, moment: datetime) -> list[datetime]:
    """When messages went to the chat program since that moment, by whichever process."""
    return list(conn.execute(select(deliveries.c.tried_at).where(deliveries.c.tried_at > moment)).scalars())


def expire_rows(conn: Connection, before: datetime, most: int) -> int:
    """Some rows of long ago; what is still to go out stays. Every state and rank is named, as the index begins so."""
    over = [state.value for state in State if state.value not in UNDER_WAY]
    ranks = [rank.value for rank in ranking.Rank]
    old = and_(deliveries.c.state.in_(over), deliveries.c.rank.in_(ranks), deliveries.c.due_at < before)
    return remove.at_most(conn, most, deliveries, old)


def backlog(conn: Connection, now: datetime) -> int:
    """How many are due and have not gone out, in the whole organisation."""
    return conn.execute(_BACKLOG, {"now": now}).scalar_one()


def backlog_of(conn: Connection, kind: Kind, now: datetime) -> int:
    """The same of one kind."""
    its = {"kind": kind.value, "rank": ranking.of(kind.value).value}
    return conn.execute(_BACKLOG_OF, {**its, "now": now}).scalar_one()


_BACKLOG = select(func.count()).where(deliveries.c.state == State.QUEUED.value, deliveries.c.due_at <= bindparam("now"))
_BACKLOG_OF = _BACKLOG.where(deliveries.c.rank == bindparam("rank"), deliveries.c.kind == bindparam("kind"))


def is_queued(conn: Connection, key: str) -> bool:
    return conn.execute(_IS_QUEUED, {"key": key}).first() is not None


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
        deliveries.c.to_id == to_id, deliveries.c.kind == kind.value, deliveries.c.state.in_(UNDER_WAY)
    )
    return list(conn.execute(query).scalars())
