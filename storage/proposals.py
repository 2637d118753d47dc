"""Proposals: prompts that a team writes itself. Who wrote one is kept only where they want to be named (R14)."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.core.prompts import Kind
from storage import insert, keys
from storage.engine import keys_of
from storage.tables import proposals

_OF_TEAMS = (
    select(proposals)
    .where(proposals.c.team_id.in_(bindparam("teams", expanding=True)), proposals.c.state == bindparam("state"))
    .order_by(proposals.c.proposal_id)
)


class State(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Proposal:
    id: bytes
    team_id: bytes
    author_id: bytes | None
    kind: Kind
    text: str
    state: State = State.WAITING
    decided: date | None = None


def add(
    conn: Connection,
    team_id: bytes,
    author_id: bytes | None,
    kind: Kind,
    text: str,
    day: date,
    state: State = State.WAITING,
) -> Proposal:
    """`author_id` only for somebody who wants to be named. The same words on the same day are the same proposal."""
    # Named after its words, sealed: after the request that brought it, it would lead to its author (R14).
    said = b"|".join((b"proposals", team_id, kind.encode(), day.isoformat().encode(), text.encode()))
    id = hmac.digest(keys_of(conn).lookup, said, "sha256")[:16]
    proposal = Proposal(id, team_id, author_id, kind, text, state)
    row = {
        "proposal_id": proposal.id,
        "team_id": team_id,
        "author_id": author_id,
        "kind": kind.value,
        "sealed": keys.seal(keys_of(conn).wrap, text.encode(), _place(proposal.id)),
        "state": proposal.state.value,
    }
    insert.once(conn, proposals, row)
    return proposal


def get(conn: Connection, proposal_id: bytes) -> Proposal | None:
    row = conn.execute(select(proposals).where(proposals.c.proposal_id == proposal_id)).one_or_none()
    return _proposal(conn, row) if row else None


def of_team(conn: Connection, team_id: bytes, state: State) -> list[Proposal]:
    return of_teams(conn, [team_id], state).get(team_id, [])


def of_teams(conn: Connection, team_ids: Sequence[bytes], state: State) -> dict[bytes, list[Proposal]]:
    """The same for many; a team that has none is left out."""
    found: dict[bytes, list[Proposal]] = {}
    for row in conn.execute(_OF_TEAMS, {"teams": team_ids, "state": state.value}):
        found.setdefault(row.team_id, []).append(_proposal(conn, row))
    return found


def of_author(conn: Connection, person_id: bytes) -> list[Proposal]:
    query = select(proposals).where(proposals.c.author_id == person_id)
    return [_proposal(conn, row) for row in conn.execute(query.order_by(proposals.c.proposal_id)).all()]


def decide(conn: Connection, proposal_id: bytes, state: State, day: date, *, before: State = State.WAITING) -> bool:
    """From state `before` to another one; False when it is no longer there."""
    statement = (
        update(proposals)
        .where(proposals.c.proposal_id == proposal_id, proposals.c.state == before.value)
        .values(state=state.value, decided=day)
    )
    return conn.execute(statement).rowcount == 1


def take_name_off(conn: Connection, person_id: bytes) -> None:
    """The text stays the team's; nobody can tell any more who wrote it."""
    conn.execute(update(proposals).where(proposals.c.author_id == person_id).values(author_id=None))


def _proposal(conn: Connection, row: Row[tuple[object, ...]]) -> Proposal:
    text = keys.unseal(keys_of(conn).wrap, row.sealed, _place(row.proposal_id)).decode()
    return Proposal(row.proposal_id, row.team_id, row.author_id, Kind(row.kind), text, State(row.state), row.decided)


def _place(proposal_id: bytes) -> bytes:
    return b"proposals|" + proposal_id
