"""The inserts that SQLite and PostgreSQL spell in their own dialect."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Select, Table, bindparam, func, literal_column, select

from storage.prepared import Prepared


def once(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Inserts unless a unique key is taken already. True for whoever really inserted: that one acts."""
    return conn.execute(_once(conn.dialect.name, table), dict(row)).first() is not None


def each(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """The same for many in one go. Returns how many were really inserted."""
    return _each(conn.dialect, table, tuple(rows[0])).run_each(conn, rows) if rows else 0


def each_named(conn: Connection, rows: Sequence[Mapping[str, Any]], name: Column[Any]) -> set[Any]:
    """The same. Gives the names, which are in that column and nobody else's, of those really inserted."""
    names = {row[name.name] for row in rows}
    if each(conn, name.table, rows) == len(names):
        return names
    return set(conn.execute(select(name).where(name.in_(names))).scalars())


def or_replace(conn: Connection, table: Table, row: Mapping[str, Any], key: tuple[str, ...]) -> None:
    """Inserts, or replaces the other columns of the row with that key."""
    or_replace_each(conn, table, [row], key)


def or_replace_each(
    conn: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    key: tuple[str, ...],
    follows: tuple[str, ...] = (),
) -> None:
    """The same for many in one statement, each key once; not for the columns that follow from the key."""
    if rows:
        values = {f"{name}_{index}": value for index, row in enumerate(rows) for name, value in row.items()}
        _or_replace_each(conn.dialect, table, tuple(rows[0]), len(rows), key, follows).run(conn, values)


def or_replace_with(conn: Connection, table: Table, found: Select[Any], values: Mapping[str, Any]) -> int:
    """Inserts what the query finds, or replaces the other columns of the rows with those keys. How many it found."""
    return _or_replace_with(conn.dialect, table, found).run(conn, values)


def count_on(conn: Connection, number: Column[int]) -> None:
    """Rows were put back with their own numbers, and new ones come after those. SQLite sees to that itself."""
    if conn.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(number.table.fullname, number.name)
        conn.execute(select(func.setval(sequence, func.max(number))))


# Building a statement takes longer than running it, so each is built once.


@cache
def _once(dialect: str, table: Table) -> Any:
    # psycopg gives no count for an insert
    return _insert(dialect, table).on_conflict_do_nothing().returning(literal_column("1"))


@lru_cache
def _each(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> Prepared:
    # inline: it asks for no key that the database gave
    statement = _insert(dialect.name, table).values({name: bindparam(name) for name in columns}).inline()
    return Prepared(statement.on_conflict_do_nothing(), dialect)


@lru_cache
def _or_replace_each(
    dialect: Dialect, table: Table, columns: tuple[str, ...], rows: int, key: tuple[str, ...], follows: tuple[str, ...]
) -> Prepared:
    values = [
        {name: bindparam(f"{name}_{index}", type_=table.c[name].type) for name in columns} for index in range(rows)
    ]
    statement = _insert(dialect.name, table).values(values)
    return Prepared(_replacing(statement, columns, key, follows), dialect)


@lru_cache
def _or_replace_with(dialect: Dialect, table: Table, found: Select[Any]) -> Prepared:
    columns, key = tuple(found.selected_columns.keys()), tuple(table.primary_key.columns.keys())
    return Prepared(_replacing(_insert(dialect.name, table).from_select(columns, found), columns, key), dialect)


def _replacing(statement: Any, columns: tuple[str, ...], key: tuple[str, ...], follows: tuple[str, ...] = ()) -> Any:
    changed = {name: statement.excluded[name] for name in columns if name not in (*key, *follows)}
    return statement.on_conflict_do_update(index_elements=key, set_=changed)


def _insert(dialect: str, table: Table) -> Any:
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
