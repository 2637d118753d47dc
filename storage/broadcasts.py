"""Broadcasts: what a coach sends to teams. Who got it is in the outbox, and leaves it only as one total."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from bot.core.broadcasts import Broadcast, State
from storage import insert as inserts
from storage import keys
from storage.engine import keys_of
from storage.tables import broadcast_teams, broadcasts, members

# Every tick asks this, and building a statement takes longer than running it.
_PLANNED = select(broadcasts.c.broadcast_id).where(
    broadcasts.c.state == State.PLANNED.value, broadcasts.c.day <= bindparam("day")
)


def keep(conn: Connection, broadcast: Broadcast) -> None:
    """Writes it down as it is now, new or not."""
    row = {
        "broadcast_id": broadcast.id,
        "state": broadcast.state.value,
        "to_members": broadcast.to_members,
        "day": broadcast.day,
        "at": broadcast.at.isoformat("minutes"),
        "sealed": keys.seal(keys_of(conn).wrap, broadcast.text.encode(), _place(broadcast.id)),
    }
    inserts.or_replace(conn, broadcasts, row, key=("broadcast_id",))
    conn.execute(delete(broadcast_teams).where(broadcast_teams.c.broadcast_id == broadcast.id))
    if broadcast.teams:
        teams = [{"broadcast_id": broadcast.id, "team_id": team} for team in broadcast.teams]
        conn.execute(insert(broadcast_teams), teams)


def move(conn: Connection, broadcast_id: bytes, before: State, after: State) -> bool:
    """From one state to the next; False when somebody was first."""
    statement = update(broadcasts).where(broadcasts.c.broadcast_id == broadcast_id, broadcasts.c.state == before.value)
    return conn.execute(statement.values(state=after.value)).rowcount == 1


def get(conn: Connection, broadcast_id: bytes) -> Broadcast | None:
    found = _read(conn, [broadcast_id])
    return found[0] if found else None


def of_teams(conn: Connection, team_ids: Iterable[bytes]) -> list[Broadcast]:
    query = select(broadcast_teams.c.broadcast_id).where(broadcast_teams.c.team_id.in_(list(team_ids))).distinct()
    return _read(conn, conn.execute(query).scalars())


def planned_until(conn: Connection, day: date) -> list[Broadcast]:
    """Those still to be spread, up to that day."""
    return _read(conn, conn.execute(_PLANNED, {"day": day}).scalars())


def receivers(conn: Connection, broadcast: Broadcast) -> Sequence[bytes]:
    """The ids of the teams it goes to, or of their members, in order."""
    if not broadcast.to_members:
        return broadcast.teams
    query = select(members.c.person_id).where(members.c.team_id.in_(broadcast.teams))
    return list(conn.execute(query.order_by(members.c.person_id)).scalars())


def is_still_planned(conn: Connection, broadcast_id: bytes) -> bool:
    """And stays so until the end of the transaction."""
    query = select(broadcasts.c.state).where(broadcasts.c.broadcast_id == broadcast_id)
    return conn.execute(query.with_for_update()).scalar() == State.PLANNED.value


def discard(conn: Connection, broadcast_id: bytes) -> None:
    """A draft that nobody wants any more."""
    conn.execute(delete(broadcast_teams).where(broadcast_teams.c.broadcast_id == broadcast_id))
    conn.execute(delete(broadcasts).where(broadcasts.c.broadcast_id == broadcast_id))


def _read(conn: Connection, ids: Iterable[bytes]) -> list[Broadcast]:
    wanted = list(ids)
    if not wanted:
        return []
    teams: dict[bytes, list[bytes]] = {}
    pairs = select(broadcast_teams).where(broadcast_teams.c.broadcast_id.in_(wanted))
    for row in conn.execute(pairs.order_by(broadcast_teams.c.team_id)):
        teams.setdefault(row.broadcast_id, []).append(row.team_id)
    rows = conn.execute(select(broadcasts).where(broadcasts.c.broadcast_id.in_(wanted))).all()
    found = [_broadcast(conn, row, teams.get(row.broadcast_id, [])) for row in rows]
    return sorted(found, key=lambda each: (each.day, each.at, each.id))


def _broadcast(conn: Connection, row: Row[Any], teams: list[bytes]) -> Broadcast:
    text = keys.unseal(keys_of(conn).wrap, row.sealed, _place(row.broadcast_id)).decode()
    at = time.fromisoformat(row.at)
    return Broadcast(row.broadcast_id, text, row.to_members, row.day, at, tuple(teams), State(row.state))


def _place(broadcast_id: bytes) -> bytes:
    return b"broadcasts|" + broadcast_id
