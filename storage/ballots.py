"""Ballots: what a label or an order of themes is drawn from (disclosure-policy R2, R5 and S2).

No person and no time; what each says is hidden by the week's key, or a copy of the key store would tell how many said
yes, and a server that notes which rows came in one transaction who did. What comes out is counts, for one draw and
nobody's eyes.
"""

import hmac
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from storage import insert, periods, remove
from storage.tables import ballot_keys, ballots, rosters

MASK = 0x7FFF
"""As many bits as a small integer has on both databases, without its sign."""
_BOOTH = (
    select(rosters.c.cell, ballot_keys.c.sealed)
    .outerjoin(ballot_keys, ballot_keys.c.period == rosters.c.period)
    .where(rosters.c.period == bindparam("period"), rosters.c.person_id == bindparam("who"))
)


@dataclass(frozen=True, slots=True)
class Booth:
    """Where somebody votes in a week: the cell they count in, and the key that hides whose a ballot is."""

    period: str
    cell: str
    key: bytes | None = field(repr=False)
    """None once it is destroyed."""


def booth(conn: Connection, period: str, person_id: bytes) -> Booth | None:
    """None for who counts nowhere: a joiner (R12), and somebody in a team without a cell."""
    row = conn.execute(_BOOTH, {"period": period, "who": person_id}).one_or_none()
    return booth_of(conn, period, row.cell, row.sealed) if row else None


def booth_of(conn: Connection, period: str, cell: str | None, sealed: bytes | None) -> Booth | None:
    """The booth in a row with somebody's cell and the week's key."""
    return Booth(period, cell, periods.open_key(conn, period, sealed) if sealed else None) if cell else None


@dataclass(frozen=True, slots=True)
class Ballot:
    """What somebody says to a question in that booth: a yes is 1, a theme its number."""

    booth: Booth
    question: str
    person_id: bytes
    value: int = field(repr=False)


def cast_each(conn: Connection, cast: Sequence[Ballot]) -> None:
    """One ballot per person, question and period; a later one takes its place.

    Raises LookupError once the key is destroyed.
    """
    rows = {row["ballot_id"]: row for row in map(_row, cast)}
    insert.or_replace_each(
        conn, ballots, list(rows.values()), key=("ballot_id",), follows=("period", "question", "cell")
    )


def withdraw(conn: Connection, period: str, question: str, person_id: bytes) -> None:
    """No answer any more, as if there never had been one."""
    ballot_id = _ballot_id(periods.ballot_key(conn, period), question, person_id)
    conn.execute(delete(ballots).where(ballots.c.ballot_id == ballot_id))


def positives(conn: Connection, period: str, question: str, cell: str) -> int:
    """s of R2: how many in the cell have a positive value. All that a label is drawn from."""
    return tally(conn, period, question, cell).get(1, 0)


def tally(conn: Connection, period: str, question: str, cell: str) -> dict[int, int]:
    """How many chose each value: the weights of one lottery, in which every outcome stays possible (R1)."""
    cast_there = (ballots.c.period == period) & (ballots.c.question == question) & (ballots.c.cell == cell)
    rows = conn.execute(select(ballots.c.ballot_id, ballots.c.value).where(cast_there)).all()
    if not rows:
        return {}
    key = periods.ballot_key(conn, period)
    return Counter(masked(key, ballot_id, value) for ballot_id, value in rows)


def destroy(conn: Connection, period: str) -> None:
    conn.execute(delete(ballots).where(ballots.c.period == period))


def expire(conn: Connection, period: str, most: int) -> int:
    """Some of that period's. Returns how many."""
    return remove.at_most(conn, most, ballots, ballots.c.period == period)


def _row(ballot: Ballot) -> dict[str, Any]:
    booth = ballot.booth
    if booth.key is None:
        raise LookupError(f"period {booth.period} has no ballot key (any more)")
    ballot_id = _ballot_id(booth.key, ballot.question, ballot.person_id)
    return {
        "ballot_id": ballot_id,
        "period": booth.period,
        "question": ballot.question,
        "cell": booth.cell,
        "value": masked(booth.key, ballot_id, ballot.value),
    }


def masked(key: bytes, ballot_id: bytes, value: int) -> int:
    """What a ballot says, as it is stored, and the other way round. Below zero, so that nothing is hidden twice."""
    return ~(value ^ int.from_bytes(hmac.digest(key, b"value|" + ballot_id, "sha256")[:2]) & MASK)


def _ballot_id(key: bytes, question: str, person_id: bytes) -> bytes:
    return hmac.digest(key, person_id + b"|" + question.encode(), "sha256")[:16]
