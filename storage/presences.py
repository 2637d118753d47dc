"""Presences: who is in the channel, or in the user group, of a team. Slack shows it to everybody in there as well."""

from sqlalchemy import Connection, delete, select

from storage import insert
from storage.tables import presences


def add(conn: Connection, team_id: bytes, person_id: bytes) -> bool:
    """False when they were there already."""
    return insert.once(conn, presences, {"team_id": team_id, "person_id": person_id})


def remove(conn: Connection, team_id: bytes, person_id: bytes) -> None:
    there = (presences.c.team_id == team_id) & (presences.c.person_id == person_id)
    conn.execute(delete(presences).where(there))


def of_team(conn: Connection, team_id: bytes) -> set[bytes]:
    return set(conn.execute(select(presences.c.person_id).where(presences.c.team_id == team_id)).scalars())


def teams_of(conn: Connection, person_id: bytes) -> list[bytes]:
    query = select(presences.c.team_id).where(presences.c.person_id == person_id).order_by(presences.c.team_id)
    return list(conn.execute(query).scalars())


def forget(conn: Connection, person_id: bytes) -> None:
    conn.execute(delete(presences).where(presences.c.person_id == person_id))
