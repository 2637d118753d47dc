"""Mailings: the messages that go out to many about one thing, stopped, counted and tried again together."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, update

from bot.core import ranks as ranking
from storage.deliveries import Kind, State
from storage.tables import deliveries


def withdraw(conn: Connection, kind: Kind, about: str) -> None:
    """Takes back what was to go out about something, as if it had never been queued: it may be queued anew."""
    conn.execute(delete(deliveries).where(_still_here(kind, about)))


def bring_forward(conn: Connection, kind: Kind, about: str, now: datetime) -> bool:
    """What was to go out later goes now: its reader asks for it. Whether there was anything."""
    asked = {"kind": Kind.ASKED.value, "rank": ranking.of(Kind.ASKED.value).value, "due_at": now}
    return conn.execute(update(deliveries).where(_still_here(kind, about)).values(asked)).rowcount > 0


def cancel(conn: Connection, kind: Kind, about: str) -> list[bytes]:
    """Stops all that did not go out yet, in one stroke, and keeps the account. Gives to whom it was going."""
    waiting = _still_here(kind, about)
    stopping = update(deliveries).where(waiting).values(state=State.CANCELLED.value)
    return list(conn.execute(stopping.returning(deliveries.c.to_id)).scalars())


def count(conn: Connection, kind: Kind, since: datetime) -> dict[tuple[State, str], int]:
    """How many ended in what way, and why: for the whole organisation only, never by team or person."""
    query = (
        select(deliveries.c.state, deliveries.c.failure, func.count())
        .where(deliveries.c.kind == kind.value, deliveries.c.due_at >= since)
        .group_by(deliveries.c.state, deliveries.c.failure)
    )
    return {(State(state), failure or ""): number for state, failure, number in conn.execute(query)}


def retry(conn: Connection, kind: Kind, since: datetime, now: datetime, until: datetime) -> int:
    """Queues once more what failed since that moment, as it is counted above, and nothing else."""
    failures = and_(
        deliveries.c.kind == kind.value, deliveries.c.state == State.FAILED.value, deliveries.c.due_at >= since
    )
    again = update(deliveries).where(failures)
    return conn.execute(again.values(state=State.QUEUED.value, failure=None, due_at=now, expires_at=until)).rowcount


def is_waiting(conn: Connection, kind: Kind, about: str) -> bool:
    """Whether anything about that is still to go out."""
    claimed = and_(
        deliveries.c.kind == kind.value,
        deliveries.c.subject.like(f"{about}%"),
        deliveries.c.state == State.CLAIMED.value,
    )
    query = select(deliveries.c.key).where(or_(_still_here(kind, about), claimed)).limit(1)
    return conn.execute(query).first() is not None


def _still_here(kind: Kind, about: str) -> ColumnElement[bool]:
    """Subjects begin with the id of what they are about."""
    return and_(
        deliveries.c.state == State.QUEUED.value,
        deliveries.c.rank == ranking.of(kind.value).value,  # (the index begins with these two)
        deliveries.c.kind == kind.value,
        deliveries.c.subject.like(f"{about}%"),
    )
