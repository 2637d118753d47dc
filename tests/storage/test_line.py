"""Who waits for SQLite's one connection gets it in the order in which they came; what a person waits for goes first."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError

from storage import line
from storage.engine import open_db

PATIENCE_SECONDS = 30


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Engine]:
    db = open_db(f"sqlite:///{tmp_path}/zetje.db")
    yield db
    db.dispose()


def waiting(db: Engine) -> int:
    return len(db.pool._pool._line)  # type: ignore[attr-defined]


def until(true: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.001)


def served(db: Engine, *coming: tuple[str, bool]) -> list[str]:
    """The order in which they had a turn: they came one by one while somebody had the connection, who then gives it
    back and asks for it at once."""
    turns: list[str] = []
    held, everybody_is_here = Event(), Event()

    def quick() -> None:
        with db.begin():
            held.set()
            assert everybody_is_here.wait(PATIENCE_SECONDS)
        with db.begin():
            turns.append("quick")

    def one(name: str, ahead: bool) -> None:
        with line.ahead() if ahead else nullcontext(), db.begin():
            turns.append(name)

    with ThreadPoolExecutor(len(coming) + 1) as threads:
        ended = [threads.submit(quick)]
        assert held.wait(PATIENCE_SECONDS)
        for number, (name, ahead) in enumerate(coming, 1):
            ended.append(threads.submit(one, name, ahead))
            until(lambda number=number: waiting(db) == number)  # type: ignore[misc]
        everybody_is_here.set()
    assert not any(each.exception() for each in ended)
    return turns


def test_who_comes_straight_back_goes_to_the_end(db: Engine) -> None:
    names = ["anna", "bram", "chadia"]
    assert served(db, *((name, False) for name in names)) == [*names, "quick"]


def test_what_somebody_waits_for_at_a_screen_goes_first(db: Engine) -> None:
    assert served(db, ("planner", False), ("sender", False), ("click", True)) == ["click", "planner", "sender", "quick"]


def test_who_gave_up_holds_up_nobody(db: Engine) -> None:
    db.pool._timeout = 0.01  # type: ignore[attr-defined]
    with db.begin():
        with pytest.raises(TimeoutError), db.begin():
            pass
        assert waiting(db) == 0
    db.pool._timeout = PATIENCE_SECONDS  # type: ignore[attr-defined]
    assert served(db, ("anna", False)) == ["anna", "quick"]
