"""Coaches: who looks after a team."""

from sqlalchemy import Connection, delete, select

from storage import insert
from storage.tables import coaches


def add(conn: Connection, team_id: bytes, person_id: bytes) -> bool:
    """False when this person is a coach of that team already."""
    return insert.once(conn, coaches, {"team_id": team_id, "person_id": person_id})


def remove(conn: Connection, team_id: bytes, person_id: bytes) -> bool:
    """False when they were no coach of that team."""
    theirs = (coaches.c.team_id == team_id) & (coaches.c.person_id == person_id)
    return conn.execute(delete(coaches).where(theirs)).rowcount > 0


def everyone(conn: Connection) -> list[tuple[bytes, bytes]]:
    """(team, coach) pairs."""
    rows = conn.execute(select(coaches).order_by(coaches.c.team_id, coaches.c.person_id))
    return [(row.team_id, row.person_id) for row in rows]


def of_team(conn: Connection, team_id: bytes) -> list[bytes]:
    query = select(coaches.c.person_id).where(coaches.c.team_id == team_id).order_by(coaches.c.person_id)
    return list(conn.execute(query).scalars())


def teams_of(conn: Connection, person_id: bytes) -> list[bytes]:
    """The teams somebody looks after."""
    query = select(coaches.c.team_id).where(coaches.c.person_id == person_id).order_by(coaches.c.team_id)
    return list(conn.execute(query).scalars())


def forget(conn: Connection, person_id: bytes) -> None:
    conn.execute(delete(coaches).where(coaches.c.person_id == person_id))
