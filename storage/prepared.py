"""Prepared: a statement turned into SQL once, for those that everybody's taps and nudges run.

Each time it runs a statement, SQLAlchemy looks again at what it is and what comes back, which takes several times as
long as SQLite needs to write a row. Here it only binds the values; what goes wrong still becomes one of its errors.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Date, Dialect

from storage.columns import UtcDateTime


class Prepared:
    """A statement that writes and gives nothing back, in the SQL of one kind of database."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._names: Sequence[str] = compiled.positiontup or list(compiled.binds)
        self._by_place = compiled.positiontup is not None
        self._binders = [(name, _binder(compiled.binds[name].type, dialect)) for name in self._names]

    def run(self, conn: Connection, values: Mapping[str, Any]) -> int:
        """How many rows it wrote."""
        return conn.exec_driver_sql(self._sql, self._placed(values)).rowcount

    def run_each(self, conn: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
        """The same with many values in one go."""
        return conn.exec_driver_sql(self._sql, [self._placed(row) for row in rows]).rowcount if rows else 0

    def _placed(self, values: Mapping[str, Any]) -> Any:
        bound = [bind(values[name]) if bind else values[name] for name, bind in self._binders]
        return tuple(bound) if self._by_place else dict(zip(self._names, bound, strict=True))


def _binder(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    found: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    # Spelling a moment takes longer than anything else in a row, and many rows have the same.
    return lru_cache(maxsize=1000)(found) if found and isinstance(kind, UtcDateTime | Date) else found
