"""Ballots: what a label is drawn from. No person, no time, and one number out (disclosure-policy R2, R5 and S2)."""

import hmac

from sqlalchemy import Connection, delete, func, select

from storage import insert, periods
from storage.tables import ballots


def cast(conn: Connection, period: str, question: str, cell: str, person_id: bytes, positive: bool) -> None:
    """One ballot per person, question and period; a later one takes its place."""
    row = {
        "ballot_id": _ballot_id(conn, period, question, person_id),
        "period": period,
        "question": question,
        "cell": cell,
        "value": int(positive),
    }
    insert.or_replace(conn, ballots, row, key=("ballot_id",))


def withdraw(conn: Connection, period: str, question: str, person_id: bytes) -> None:
    """No answer any more, as if there never had been one."""
    conn.execute(delete(ballots).where(ballots.c.ballot_id == _ballot_id(conn, period, question, person_id)))


def positives(conn: Connection, period: str, question: str, cell: str) -> int:
    """s of R2: how many in the cell have a positive value. The only figure that ever leaves this table."""
    query = select(func.count()).where(
        ballots.c.period == period,
        ballots.c.question == question,
        ballots.c.cell == cell,
        ballots.c.value == 1,
    )
    return conn.execute(query).scalar_one()


def destroy(conn: Connection, period: str) -> None:
    conn.execute(delete(ballots).where(ballots.c.period == period))


def _ballot_id(conn: Connection, period: str, question: str, person_id: bytes) -> bytes:
    key = periods.ballot_key(conn, period)
    return hmac.digest(key, person_id + b"|" + question.encode(), "sha256")[:16]
