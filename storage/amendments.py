"""Amendments: changes of parameters, proposed by one and approved by another (disclosure-policy R19)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from bot.core.parameters import Name, Parameters
from storage.tables import amendments


class State(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Amendment:
    """`team_id`: whose parameter it is; None for the whole. `period`: from when on it holds, once approved."""

    id: bytes
    name: Name
    team_id: bytes | None
    value: int
    proposer_id: bytes | None
    state: State = State.WAITING
    period: str | None = None


def propose(conn: Connection, amendment: Amendment) -> None:
    row = {name: getattr(amendment, name) for name in ("team_id", "value", "proposer_id")}
    conn.execute(
        insert(amendments).values(
            amendment_id=amendment.id, name=amendment.name.value, state=State.WAITING.value, **row
        )
    )


def get(conn: Connection, id: bytes) -> Amendment | None:
    row = conn.execute(select(*_SHOWN).where(amendments.c.amendment_id == id)).one_or_none()
    return _amendment(*row) if row else None


def waiting(conn: Connection) -> list[Amendment]:
    query = select(*_SHOWN).where(amendments.c.state == State.WAITING.value).order_by(amendments.c.amendment_id)
    return [_amendment(*row) for row in conn.execute(query)]


def decide(conn: Connection, id: bytes, state: State, now: datetime, period: str | None = None) -> bool:
    """False when somebody else decided first."""
    undecided = (amendments.c.amendment_id == id) & (amendments.c.state == State.WAITING.value)
    values = {"state": state.value, "period": period, "decided": now}
    return conn.execute(update(amendments).where(undecided).values(**values)).rowcount == 1


def in_force(conn: Connection, period: str) -> Parameters:
    """What holds in that period: what was approved for it or earlier, the latest last."""
    approved = (amendments.c.state == State.APPROVED.value) & (amendments.c.period <= period)
    query = select(*_SHOWN).where(approved).order_by(amendments.c.period, amendments.c.decided)
    found = Parameters()
    for each in (_amendment(*row) for row in conn.execute(query)):
        found = found.changed(each.name, each.team_id, each.value)
    return found


def forget(conn: Connection, person_id: bytes) -> None:
    """The change stays; who proposed it is forgotten."""
    conn.execute(update(amendments).where(amendments.c.proposer_id == person_id).values(proposer_id=None))


_SHOWN = (
    amendments.c.amendment_id,
    amendments.c.name,
    amendments.c.team_id,
    amendments.c.value,
    amendments.c.proposer_id,
    amendments.c.state,
    amendments.c.period,
)


def _amendment(
    id: bytes, name: str, team_id: bytes | None, value: int, proposer_id: bytes | None, state: str, period: str | None
) -> Amendment:
    return Amendment(id, Name(name), team_id, value, proposer_id, State(state), period)
