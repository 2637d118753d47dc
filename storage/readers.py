"""Readers: who said that the A4 is clear to them, and how they retell it. All of it goes when the team starts."""

import secrets

from sqlalchemy import Connection, delete, select

from bot.core.prompts import Role
from storage import insert, keys
from storage.engine import keys_of
from storage.tables import readers, retellings


def add(conn: Connection, team_id: bytes, person_id: bytes, role: Role, retelling: str) -> bool:
    """False when they said so before. The sentence is kept without who wrote it."""
    if not insert.once(conn, readers, {"team_id": team_id, "person_id": person_id, "role": role.value}):
        return False
    id = secrets.token_bytes(16)
    sealed = keys.seal(keys_of(conn).wrap, retelling.encode(), _place(id))
    insert.once(conn, retellings, {"retelling_id": id, "team_id": team_id, "sealed": sealed})
    return True


def roles_of(conn: Connection, team_id: bytes) -> list[Role]:
    """The kinds of work of those to whom it is clear."""
    found = conn.execute(select(readers.c.role).where(readers.c.team_id == team_id)).scalars()
    return [Role(role) for role in found]


def teams_of(conn: Connection, person_id: bytes) -> list[bytes]:
    """The teams whose A4 somebody said is clear to them."""
    query = select(readers.c.team_id).where(readers.c.person_id == person_id).order_by(readers.c.team_id)
    return list(conn.execute(query).scalars())


def retold(conn: Connection, team_id: bytes) -> list[str]:
    """Their sentences, in an order that tells nothing: that of random ids."""
    query = select(retellings).where(retellings.c.team_id == team_id).order_by(retellings.c.retelling_id)
    wrap = keys_of(conn).wrap
    return [keys.unseal(wrap, row.sealed, _place(row.retelling_id)).decode() for row in conn.execute(query)]


def close(conn: Connection, team_id: bytes) -> None:
    """The team starts: what the test was for is over."""
    for table in (readers, retellings):
        conn.execute(delete(table).where(table.c.team_id == team_id))


def forget(conn: Connection, person_id: bytes) -> None:
    conn.execute(delete(readers).where(readers.c.person_id == person_id))


def _place(retelling_id: bytes) -> bytes:
    return b"retellings|" + retelling_id
