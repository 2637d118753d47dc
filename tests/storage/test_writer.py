"""Whatever breaks, it goes on, and what was acknowledged is there (storage/writer.py)."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from storage import engine, writer

THREADS, TURNS = 5, 8
OURS = ("BEGIN", "ROLLBACK", "COMMIT")


class Breaking(writer.Writer):
    """Some statements fail; with some of those SQLite takes the whole transaction back, as when the disk is full."""

    rng: Random | None = None

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if self.rng and sql.startswith(OURS) and self.rng.random() < 0.15:
            take_back(self, self.rng)
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(sql, *values)


def take_back(connection: sqlite3.Connection, rng: Random) -> None:
    if connection.in_transaction and rng.random() < 0.5:
        sqlite3.Connection.execute(connection, "ROLLBACK")


@pytest.mark.parametrize("seed", range(8))
def test_who_was_told_that_it_is_kept_finds_it(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "Writer", Breaking)
    file, rng = tmp_path / "zetje.db", Random(seed)
    db = engine.open_db(f"sqlite:///{file}")
    with db.begin() as conn:
        conn.execute(text("CREATE TABLE words (word TEXT)"))
    monkeypatch.setattr(Breaking, "rng", rng)
    with ThreadPoolExecutor(THREADS) as threads:
        kept = {word for words in threads.map(lambda name: turns(db, name, rng), range(THREADS)) for word in words}
    monkeypatch.setattr(Breaking, "rng", None)
    with db.begin() as conn:  # and it goes on
        write(conn, "after")
        write(conn, "after")
    db.dispose()
    with closing(sqlite3.connect(file)) as fresh:
        found = fresh.execute("SELECT word, count(*) FROM words GROUP BY word").fetchall()
    assert kept | {"after"} <= {word for word, _ in found}
    assert {halves for _, halves in found} == {2}  # all of a transaction, or nothing


def turns(db: Engine, name: int, rng: Random) -> list[str]:
    """The words of those transactions that ended well."""
    kept = []
    for turn in range(TURNS):
        with suppress(SQLAlchemyError, sqlite3.Error, ZeroDivisionError):
            with db.begin() as conn:
                word = f"{name}.{turn}"
                write(conn, word)
                chance = rng.random()
                if chance < 0.2:
                    1 / 0  # noqa: B018  (between its two halves)
                write(conn, word)
                if chance > 0.8:  # a statement failed, and somebody thought nothing of it
                    take_back(conn.connection.driver_connection, rng)  # type: ignore[arg-type]
            kept.append(word)
    return kept


def write(conn: Connection, word: str) -> None:
    """Half of what belongs together."""
    conn.execute(text("INSERT INTO words VALUES (:word)"), {"word": word})
