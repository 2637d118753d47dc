"""Agreements: what teams decided together. Their channel reads them; here they are sealed like any text."""

import json
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select, update

from bot.core.agreements import Agreement
from bot.core.commitments import Outcome, Plan
from storage import insert, keys
from storage.engine import keys_of
from storage.tables import agreements


def add(conn: Connection, agreement: Agreement) -> None:
    plan = agreement.plan
    body = json.dumps({"cue": plan.cue, "deed": plan.deed}).encode()
    row = {
        "agreement_id": agreement.id,
        "team_id": agreement.team_id,
        "keeper_id": agreement.keeper,
        "look_back": plan.day,
        "sealed": keys.seal(keys_of(conn).wrap, body, _place(agreement.id)),
    }
    insert.once(conn, agreements, row)


def get(conn: Connection, agreement_id: bytes) -> Agreement | None:
    row = conn.execute(select(agreements).where(agreements.c.agreement_id == agreement_id)).one_or_none()
    return _agreement(conn, row) if row else None


def latest(conn: Connection, team_id: bytes, since: date) -> Agreement | None:
    """The newest one that is not looked back on yet and whose day is not before `since`."""
    query = select(agreements).where(
        agreements.c.team_id == team_id, agreements.c.outcome.is_(None), agreements.c.look_back >= since
    )
    row = conn.execute(query.order_by(agreements.c.look_back.desc()).limit(1)).one_or_none()
    return _agreement(conn, row) if row else None


def of_team(conn: Connection, team_id: bytes, first: date, last: date) -> list[Agreement]:
    """Those whose day to look back lies between these two, the first one first."""
    query = select(agreements).where(agreements.c.team_id == team_id, agreements.c.look_back.between(first, last))
    return [_agreement(conn, row) for row in conn.execute(query.order_by(agreements.c.look_back)).all()]


def kept_by(conn: Connection, person_id: bytes) -> list[Agreement]:
    """Those that somebody offered to look back on, the oldest first."""
    query = select(agreements).where(agreements.c.keeper_id == person_id).order_by(agreements.c.look_back)
    return [_agreement(conn, row) for row in conn.execute(query).all()]


def settle(conn: Connection, agreement_id: bytes, outcome: Outcome) -> bool:
    """False when it was looked back on already."""
    statement = (
        update(agreements)
        .where(agreements.c.agreement_id == agreement_id, agreements.c.outcome.is_(None))
        .values(outcome=outcome.value)
    )
    return conn.execute(statement).rowcount == 1


def forget(conn: Connection, person_id: bytes) -> None:
    """The agreement stays the team's; nobody can tell any more who offered to look back."""
    conn.execute(update(agreements).where(agreements.c.keeper_id == person_id).values(keeper_id=None))


def _agreement(conn: Connection, row: Row[Any]) -> Agreement:
    body = json.loads(keys.unseal(keys_of(conn).wrap, row.sealed, _place(row.agreement_id)))
    plan = Plan(body["cue"], body["deed"], row.look_back)
    outcome = Outcome(row.outcome) if row.outcome else None
    return Agreement(row.agreement_id, row.team_id, plan, row.keeper_id, outcome)


def _place(agreement_id: bytes) -> bytes:
    return b"agreements|" + agreement_id
