"""Facts about the database itself."""

from sqlalchemy import Connection, select

from storage import insert
from storage.tables import facts


def settle(conn: Connection, name: str, value: str) -> str:
    """Writes the fact down if it is new; returns what stands there."""
    insert.once(conn, facts, {"name": name, "value": value})
    return get(conn, name) or value


def put(conn: Connection, name: str, value: str) -> None:
    """Writes the fact down, in the place of an earlier one."""
    insert.or_replace(conn, facts, {"name": name, "value": value}, key=("name",))


def get(conn: Connection, name: str) -> str | None:
    return conn.execute(select(facts.c.value).where(facts.c.name == name)).scalar_one_or_none()
