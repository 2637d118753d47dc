"""Claims: whose a message is while it is on its way, and how that ended.

What is due is so by the calendar (`now`); a claim is held and runs out by the clock that all processes share (`shared`,
storage/turns.py), whatever their own say.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, or_, select, update

from bot.core.ranks import Rank
from storage.deliveries import Delivery, Kind, State
from storage.tables import deliveries

_ITS = deliveries.c.delivery_id == bindparam("id")
_DUE = deliveries.c.due_at <= bindparam("now")
_QUEUED = deliveries.c.state == State.QUEUED.value
_CLAIMED = deliveries.c.state == State.CLAIMED.value
_READY = (
    select(deliveries.c.delivery_id)
    .where(_DUE, or_(_QUEUED, and_(_CLAIMED, deliveries.c.claimed_until <= bindparam("shared"))))
    .limit(1)
)
# An index leads to it, however many others there are. PostgreSQL gives other processes the next row; SQLite has one
# writer and leaves that clause out.
_FIRST = (
    select(deliveries)
    .where(_DUE)
    .order_by(deliveries.c.due_at, deliveries.c.delivery_id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_RAN_OUT = _FIRST.where(_CLAIMED, deliveries.c.claimed_until <= bindparam("shared"))
_WAITING = _FIRST.where(_QUEUED, deliveries.c.rank == bindparam("rank"))
_TO_OTHERS = deliveries.c.to_id.not_in(bindparam("but_not", expanding=True))
_CLAIM = update(deliveries).where(_ITS)
_OURS = and_(_ITS, _CLAIMED, deliveries.c.attempts == bindparam("claim"))
_SETTLE = update(deliveries).where(_OURS)
_HELD = select(deliveries.c.delivery_id).where(_OURS, deliveries.c.claimed_until >= bindparam("until"))
_SENT = update(deliveries).where(_ITS, deliveries.c.state != State.SENT.value)


def is_any_ready(conn: Connection, now: datetime, shared: datetime) -> bool:
    """Whether there is anything to claim, for whoever may go first."""
    return conn.execute(_READY, {"now": now, "shared": shared}).first() is not None


def claim(
    conn: Connection,
    now: datetime,
    shared: datetime,
    until: datetime,
    ranks: Sequence[Rank] = tuple(Rank),
    *,
    but_not: Collection[bytes] = (),
    doubtful: bool = True,
) -> Delivery | None:
    """Takes for ourselves a message whose claim ran out (`doubtful`), or else the next due one of the first rank.

    Among those due at the same moment chance decides, anew every day: the ids are random. `but_not` to these.
    """
    row = _next(conn, _RAN_OUT, {"now": now, "shared": shared}, but_not) if doubtful else None
    for rank in ranks:
        if row is None:
            waiting = {"now": now, "rank": rank.value}
            row = _next(conn, _WAITING, waiting, () if rank is Rank.TIDYING else but_not)
    if row is None:
        return None
    attempts = row.attempts + 1
    _hold(conn, row.delivery_id, until, attempts)
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


def _next(
    conn: Connection, ready: Select[Any], values: Mapping[str, object], but_not: Collection[bytes]
) -> Row[Any] | None:
    row = conn.execute(ready, values).one_or_none()
    if row is None or row.to_id not in but_not:
        return row
    # Seldom: who had a message just now rarely has another. The list is long when many are sent at once.
    return conn.execute(ready.where(_TO_OTHERS), {**values, "but_not": list(but_not)}).one_or_none()


def is_held(conn: Connection, delivery: Delivery, until: datetime) -> bool:
    """Whether this claim is still the one, and good until then."""
    its = {"id": delivery.delivery_id, "claim": delivery.attempts, "until": until}
    return conn.execute(_HELD, its).first() is not None


def sent(conn: Connection, delivery: Delivery, handle: str, at: datetime) -> bool:
    """Whoever claimed it meanwhile: it was sent. False when that was known."""
    values = {"state": State.SENT.value, "handle": handle, "claimed_until": None, "tried_at": at}
    return conn.execute(_SENT, {"id": delivery.delivery_id, **values}).rowcount > 0


# What ended in another way is written down by whose claim it still is; another may have sent it since.


def postpone(conn: Connection, delivery: Delivery, due_at: datetime) -> None:
    """Tries again later what was certainly not sent."""
    _settle(conn, delivery, state=State.QUEUED.value, due_at=due_at, claimed_until=None)


def doubt(
    conn: Connection, delivery: Delivery, due_at: datetime, until: datetime, tried_at: datetime | None = None
) -> None:
    """Maybe it was sent: it stays claimed, so that it is looked for before it is sent again.

    Not before `due_at` by the calendar, nor before `until` by the clock that all processes share.
    """
    _settle(conn, delivery, due_at=due_at, claimed_until=until, **({"tried_at": tried_at} if tried_at else {}))


def failed(conn: Connection, delivery: Delivery, reason: str, at: datetime | None = None) -> None:
    _settle(conn, delivery, state=State.FAILED.value, failure=reason[:60], claimed_until=None, tried_at=at)


def give_up(conn: Connection, delivery: Delivery) -> None:
    _settle(conn, delivery, state=State.EXPIRED.value, claimed_until=None)


def _hold(conn: Connection, delivery_id: bytes, until: datetime, attempts: int) -> None:
    values = {"state": State.CLAIMED.value, "claimed_until": until, "attempts": attempts}
    conn.execute(_CLAIM, {"id": delivery_id, **values})


def _settle(conn: Connection, delivery: Delivery, **values: object) -> None:
    conn.execute(_SETTLE, {"id": delivery.delivery_id, "claim": delivery.attempts, **values})
