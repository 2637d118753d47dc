"""Periods: the weeks a label speaks of, and the key to their ballots."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from storage import insert, keys
from storage.engine import keys_of
from storage.tables import ballot_keys, periods

_BALLOT_KEY = select(ballot_keys.c.sealed).where(ballot_keys.c.period == bindparam("period"))

# Every tick asks these, and building a statement takes longer than running it.
_IS_OPEN = select(periods.c.period).where(periods.c.period == bindparam("period"))
_UNFROZEN = select(periods.c.period).where(periods.c.frozen_at.is_(None)).order_by(periods.c.period)
_FROZEN_BEFORE = (
    select(ballot_keys.c.period)
    .join(periods, periods.c.period == ballot_keys.c.period)
    .where(periods.c.frozen_at < bindparam("moment"))
)


def prepare(conn: Connection, period: str) -> None:
    """Makes the key of a period in a transaction before it opens: nothing may need the key and not find it."""
    sealed = keys.seal(keys_of(conn).wrap, keys.new_key(), _place(period))
    insert.once(conn, ballot_keys, {"period": period, "sealed": sealed})


def open_once(conn: Connection, period: str) -> bool:
    """True for whoever opened the period; False when it was open already."""
    return insert.once(conn, periods, {"period": period})


def is_open(conn: Connection, period: str) -> bool:
    return conn.execute(_IS_OPEN, {"period": period}).first() is not None


def is_frozen(conn: Connection, period: str) -> bool:
    query = select(periods.c.period).where(periods.c.period == period, periods.c.frozen_at.is_not(None))
    return conn.execute(query).first() is not None


def unfrozen(conn: Connection) -> list[str]:
    return list(conn.execute(_UNFROZEN).scalars())


def freeze_once(conn: Connection, period: str, now: datetime) -> bool:
    """True for whoever froze the period: only that one may draw its labels (R10)."""
    claimed = update(periods).where(periods.c.period == period, periods.c.frozen_at.is_(None)).values(frozen_at=now)
    return conn.execute(claimed).rowcount == 1


def draw_once(conn: Connection, period: str) -> bool:
    """False when the labels of that period were drawn before, whatever an old copy of the database says of it."""
    undrawn = (ballot_keys.c.period == period) & ballot_keys.c.drawn.is_(False)
    return conn.execute(update(ballot_keys).where(undrawn).values(drawn=True)).rowcount == 1


def ballot_key(conn: Connection, period: str) -> bytes:
    """The key of that period's ballot ids. Raises LookupError once it is destroyed."""
    sealed = conn.execute(_BALLOT_KEY, {"period": period}).scalar_one_or_none()
    if sealed is None:
        raise LookupError(f"period {period} has no ballot key (any more)")
    return open_key(conn, period, sealed)


def open_key(conn: Connection, period: str, sealed: bytes) -> bytes:
    """That key, as it stands in its row."""
    return keys.unseal(keys_of(conn).wrap, sealed, _place(period))


def with_ballots_from_before(conn: Connection, moment: datetime) -> list[str]:
    """Periods frozen before that moment whose ballots still exist."""
    return list(conn.execute(_FROZEN_BEFORE, {"moment": moment}).scalars())


def with_ballots(conn: Connection) -> list[str]:
    """Periods whose ballots still exist."""
    return list(conn.execute(select(ballot_keys.c.period)).scalars())


def destroy_ballot_key(conn: Connection, period: str) -> None:
    conn.execute(delete(ballot_keys).where(ballot_keys.c.period == period))


def _place(period: str) -> bytes:
    return b"periods|ballot_key|" + period.encode()
