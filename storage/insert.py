"""The two inserts that SQLite and PostgreSQL spell in their own dialect."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Table, literal_column


def once(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Inserts unless a unique key is taken already. True for whoever really inserted: that one acts."""
    return conn.execute(_once(conn.dialect.name, table), dict(row)).first() is not None


def or_replace(conn: Connection, table: Table, row: Mapping[str, Any], key: tuple[str, ...]) -> None:
    """Inserts, or replaces the other columns of the row with that key."""
    conn.execute(_or_replace(conn.dialect.name, table, tuple(row), key), dict(row))


# Building a statement takes longer than running it, so each is built once.


@cache
def _once(dialect: str, table: Table) -> Any:
    # psycopg gives no count for an insert
    return _insert(dialect, table).on_conflict_do_nothing().returning(literal_column("1"))


@cache
def _or_replace(dialect: str, table: Table, columns: tuple[str, ...], key: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table)
    changed = {name: statement.excluded[name] for name in columns if name not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=changed)


def _insert(dialect: str, table: Table) -> Any:
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
