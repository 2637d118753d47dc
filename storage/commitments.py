"""Commitments: if-then plans, readable for their author only (disclosure-policy S2)."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from bot.core.commitments import Commitment, Outcome, Plan
from storage import identities, insert, keys
from storage.tables import commitments

_OF = select(commitments).where(commitments.c.person_id == bindparam("who"))
_NEXT = (
    select(commitments.c.person_id, func.min(commitments.c.check_on))
    .where(commitments.c.person_id.in_(bindparam("people", expanding=True)), commitments.c.check_on.is_not(None))
    .group_by(commitments.c.person_id)
)


def add(conn: Connection, person_id: bytes, commitment: Commitment) -> None:
    row = {"commitment_id": commitment.id, "person_id": person_id, **_columns(conn, person_id, commitment)}
    insert.once(conn, commitments, row)


def of(conn: Connection, person_id: bytes) -> list[Commitment]:
    """All of this person's, the oldest first."""
    rows = conn.execute(_OF, {"who": person_id}).all()
    if not rows:
        return []
    key = identities.data_key(conn, person_id)
    return sorted((_commitment(key, row) for row in rows), key=lambda each: (each.made, each.plan.day, each.id))


def due_by(conn: Connection, person_id: bytes, day: date) -> list[Commitment]:
    """Those to come back to by that day."""
    return [each for each in of(conn, person_id) if each.check_on and each.check_on <= day]


def next_check(conn: Connection, person_id: bytes) -> date | None:
    """The first day on which there is something to come back to."""
    return next_checks(conn, [person_id]).get(person_id)


def next_checks(conn: Connection, people: Sequence[bytes]) -> dict[bytes, date]:
    """That day for each of many; who has nothing to come back to is left out."""
    return {person_id: day for person_id, day in conn.execute(_NEXT, {"people": people})}


def change(conn: Connection, person_id: bytes, commitment: Commitment) -> None:
    """Keeps the commitment as it is now."""
    conn.execute(
        update(commitments)
        .where(commitments.c.commitment_id == commitment.id, commitments.c.person_id == person_id)
        .values(**_columns(conn, person_id, commitment))
    )


def with_closed_ones(conn: Connection, among: Sequence[bytes]) -> list[bytes]:
    """Those of them with commitments that nothing comes back to any more."""
    closed = commitments.c.person_id.in_(among) & commitments.c.check_on.is_(None)
    return list(conn.execute(select(commitments.c.person_id).where(closed).distinct()).scalars())


def drop(conn: Connection, commitment_id: bytes) -> None:
    conn.execute(delete(commitments).where(commitments.c.commitment_id == commitment_id))


def forget(conn: Connection, person_id: bytes) -> None:
    conn.execute(delete(commitments).where(commitments.c.person_id == person_id))


def _columns(conn: Connection, person_id: bytes, commitment: Commitment) -> dict[str, Any]:
    plan = commitment.plan
    body = {
        "cue": plan.cue,
        "deed": plan.deed,
        "day": plan.day.isoformat(),
        "habit": plan.habit,
        "made": commitment.made.isoformat(),
        "outcome": commitment.outcome,
        "closed": commitment.closed.isoformat() if commitment.closed else None,
    }
    key = identities.data_key(conn, person_id)
    sealed = keys.seal(key, json.dumps(body).encode(), _place(person_id, commitment.id))
    return {"check_on": commitment.check_on, "sealed": sealed}


def _commitment(key: bytes, row: Any) -> Commitment:
    body = json.loads(keys.unseal(key, row.sealed, _place(row.person_id, row.commitment_id)))
    return Commitment(
        id=row.commitment_id,
        plan=Plan(body["cue"], body["deed"], date.fromisoformat(body["day"]), body["habit"]),
        made=date.fromisoformat(body["made"]),
        check_on=row.check_on,
        outcome=Outcome(body["outcome"]) if body["outcome"] else None,
        closed=date.fromisoformat(body["closed"]) if body["closed"] else None,
    )


def _place(person_id: bytes, commitment_id: bytes) -> bytes:
    return person_id + b"|commitments|" + commitment_id + b"|sealed"
