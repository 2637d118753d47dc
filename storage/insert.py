"""The two inserts that SQLite and PostgreSQL spell in their own dialect."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, literal_column
from sqlalchemy.dialects import postgresql, sqlite


def _insert(conn: Connection, table: Table) -> Any:
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def once(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Inserts unless a unique key is taken already. True for whoever really inserted: that one acts."""
    statement = _insert(conn, table).values(**row).on_conflict_do_nothing().returning(literal_column("1"))
    return conn.execute(statement).first() is not None  # psycopg gives no count for an insert


def or_replace(conn: Connection, table: Table, row: Mapping[str, Any], key: Iterable[str]) -> None:
    """Inserts, or replaces the other columns of the row with that key."""
    key = tuple(key)
    changed = {name: value for name, value in row.items() if name not in key}
    statement = _insert(conn, table).values(**row)
    conn.execute(statement.on_conflict_do_update(index_elements=key, set_=changed))
