"""Ballots: what a label or an order of themes is drawn from (disclosure-policy R2, R5 and S2).

No person and no time; and what comes out is counts, for one draw and nobody's eyes.
"""

import hmac

from sqlalchemy import Connection, delete, func, select

from storage import insert, periods
from storage.tables import ballots


def cast(conn: Connection, period: str, question: str, cell: str, person_id: bytes, value: int) -> None:
    """One ballot per person, question and period; a later one takes its place. A yes is 1, a theme its number."""
    row = {
        "ballot_id": _ballot_id(conn, period, question, person_id),
        "period": period,
        "question": question,
        "cell": cell,
        "value": int(value),
    }
    insert.or_replace(conn, ballots, row, key=("ballot_id",))


def withdraw(conn: Connection, period: str, question: str, person_id: bytes) -> None:
    """No answer any more, as if there never had been one."""
    conn.execute(delete(ballots).where(ballots.c.ballot_id == _ballot_id(conn, period, question, person_id)))


def positives(conn: Connection, period: str, question: str, cell: str) -> int:
    """s of R2: how many in the cell have a positive value. All that a label is drawn from."""
    query = select(func.count()).where(
        ballots.c.period == period,
        ballots.c.question == question,
        ballots.c.cell == cell,
        ballots.c.value == 1,
    )
    return conn.execute(query).scalar_one()


def tally(conn: Connection, period: str, question: str, cell: str) -> dict[int, int]:
    """How many chose each value: the weights of one lottery, in which every outcome stays possible (R1)."""
    cast_there = (ballots.c.period == period) & (ballots.c.question == question) & (ballots.c.cell == cell)
    query = select(ballots.c.value, func.count()).where(cast_there).group_by(ballots.c.value)
    return {value: count for value, count in conn.execute(query)}


def destroy(conn: Connection, period: str) -> None:
    conn.execute(delete(ballots).where(ballots.c.period == period))


def _ballot_id(conn: Connection, period: str, question: str, person_id: bytes) -> bytes:
    key = periods.ballot_key(conn, period)
    return hmac.digest(key, person_id + b"|" + question.encode(), "sha256")[:16]
