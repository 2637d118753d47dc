"""Transactions in line share one commit, and nothing else: what one does wrong is theirs alone."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from storage.engine import open_db
from storage.writer import Line

LINE = 8
GONE_ON = "the first one went on"
PATIENCE_SECONDS = 30
LATER = "REFERENCES words (word) DEFERRABLE INITIALLY DEFERRED"
"""Looked at when the transaction is committed, and not before."""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Engine]:
    db = open_db(f"sqlite:///{tmp_path}/zetje.db")
    with db.begin() as conn:
        conn.execute(text(f"CREATE TABLE words (word TEXT PRIMARY KEY, about TEXT {LATER})"))
    yield db
    db.dispose()


def add(conn: Connection, word: str) -> None:
    conn.execute(text("INSERT INTO words (word) VALUES (:word)"), {"word": word})


def words(db: Engine) -> set[str]:
    with db.connect() as conn:
        return set(conn.execute(text("SELECT word FROM words")).scalars())


def in_line(db: Engine, write: Callable[[Connection, int], None]) -> tuple[list[BaseException | None], list[str]]:
    """Has eight write while a ninth holds the connection. Gives what went wrong for each, and all statements."""
    statements: list[str] = []
    held, line = Event(), db.pool
    assert isinstance(line, Line)

    def one(number: int) -> None:
        with db.begin() as conn:
            write(conn, number)

    def first(line: Line = line) -> None:
        with db.begin() as conn:
            conn.connection.driver_connection.set_trace_callback(statements.append)  # type: ignore[union-attr]
            add(conn, "first")
            held.set()
            give_up = time.monotonic() + PATIENCE_SECONDS
            while line.waiting < LINE:
                assert time.monotonic() < give_up
                time.sleep(0.001)
        statements.append(GONE_ON)

    with ThreadPoolExecutor(LINE + 1) as pool:
        ended = [pool.submit(first)]
        assert held.wait(PATIENCE_SECONDS)
        ended += [pool.submit(one, number) for number in range(LINE)]
    return [each.exception() for each in ended], statements


def test_who_is_in_line_shares_one_commit(db: Engine) -> None:
    faults, statements = in_line(db, lambda conn, number: add(conn, str(number)))
    assert not any(faults)
    assert words(db) == {"first", *map(str, range(LINE))}
    assert statements.count("COMMIT") == 1
    assert statements.index("COMMIT") < statements.index(GONE_ON)  # nobody is told before it is there


def test_one_that_breaks_off_takes_nothing_from_the_others(db: Engine) -> None:
    def write(conn: Connection, number: int) -> None:
        add(conn, str(number))
        if number % 2:
            raise ValueError(number)

    (first, *others), _ = in_line(db, write)
    assert first is None
    assert [isinstance(fault, ValueError) for fault in others] == [bool(number % 2) for number in range(LINE)]
    assert words(db) == {"first", *(str(number) for number in range(0, LINE, 2))}


def test_a_commit_that_fails_fails_for_everybody_who_waited_for_it(db: Engine) -> None:
    def write(conn: Connection, number: int) -> None:
        about = "nobody" if number == 0 else "first"
        conn.execute(text("INSERT INTO words VALUES (:word, :about)"), {"word": str(number), "about": about})

    faults, statements = in_line(db, write)
    assert statements.count("COMMIT") == 1
    assert all(isinstance(fault, SQLAlchemyError) for fault in faults)
    assert words(db) == set()
    with db.begin() as conn:
        add(conn, "after")
    assert words(db) == {"after"}


def test_when_sqlite_takes_everything_back_nobody_is_told_that_theirs_is_kept(db: Engine) -> None:
    def write(conn: Connection, number: int) -> None:
        add(conn, str(number))
        if number == LINE // 2:  # as SQLite does by itself when the disk is full
            conn.connection.driver_connection.execute("ROLLBACK")  # type: ignore[union-attr]
            raise OSError

    (first, *others), _ = in_line(db, write)
    assert first is not None
    assert words(db) == {str(number) for number, fault in enumerate(others) if fault is None}


def test_who_gave_up_in_line_leaves_nobody_waiting(db: Engine) -> None:
    assert isinstance(db.pool, Line)
    db.pool.waiting += 1  # as if somebody were in line who will never come
    with db.begin() as conn:
        add(conn, "kept")
    db.pool.waiting -= 1
    assert words(db) == {"kept"}
