"""The database is full, or somebody holds it: people hear that nothing was kept, and what was acknowledged is there."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from bot import reply
from bot.core.addresses import Address
from handlers.slack import nudge_blocks
from playground.model import Json
from tests.slack.stage import MONDAY, PATIENCE_SECONDS, PEOPLE, Stage, on_stage, text_of

DONE = f"{nudge_blocks.ANSWER}done"


@contextmanager
def full(_db: Engine) -> Iterator[None]:
    """The operating system lets no file grow beyond its first page, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def held(db: Engine) -> Iterator[None]:
    """Another program writes and does not come to an end."""
    _pragma(db, "busy_timeout", 50)
    other = create_engine(db.url)
    with other.connect() as conn:
        conn.exec_driver_sql("BEGIN IMMEDIATE")
        yield
    other.dispose()


@contextmanager
def damaged(db: Engine) -> Iterator[None]:
    """What SQLite says of a file that a disk ate from."""

    def say(_: object) -> None:
        raise DatabaseError("BEGIN IMMEDIATE", {}, sqlite3.DatabaseError("database disk image is malformed"))

    event.listen(db, "begin", say)
    yield
    event.remove(db, "begin", say)


NOT_KEPT = ("Dit is niet bewaard", "This was not kept")
SORRY = ("Er ging iets mis", "Something went wrong")
TROUBLES = ((full, NOT_KEPT), (held, NOT_KEPT), (damaged, SORRY))


def _pragma(db: Engine, name: str, value: int) -> None:
    connection = db.raw_connection()  # the only one there is
    connection.cursor().execute(f"PRAGMA {name} = {value}")
    connection.close()


@pytest.fixture
def monday(tmp_path: Path) -> Iterator[Stage]:
    with on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db") as stage:
        stage.found_team()
        stage.everybody_joins()
        stage.move_to(MONDAY)
        yield stage


def test_nothing_that_was_acknowledged_is_lost_and_nothing_else_is_promised(monday: Stage) -> None:
    tapped = [name for name in PEOPLE if monday.with_control(name, DONE)]
    early, late = tapped[0], tapped[1:]
    where = monday.until(lambda: monday.with_control(early, DONE))
    assert _tap(monday, early, where)
    for (trouble, said), name in zip(TROUBLES, late, strict=False):
        message = monday.until(lambda name=name: monday.with_control(name, DONE))  # type: ignore[misc]
        with trouble(monday.zetje.db):
            assert not _tap(monday, name, message, patience=1)
            monday.until(lambda name=name, said=said: _heard(monday, name, said))  # type: ignore[misc]
        assert _answer(monday, name, message) is None
        assert _tap(monday, name, message)
        assert _answer(monday, name, message) == "done"
    assert _answer(monday, early, where) == "done"


def test_a_window_keeps_its_words(monday: Stage) -> None:
    monday.command("anna", "/zetje afspraak")
    view = monday.modal("anna")
    values = {"cue": "ik vastzit", "deed": "vraag ik Bram", "day": "2026-12-04"}
    with held(monday.zetje.db):
        monday.do("submit", user=monday.ids["anna"], view_id=view["id"], values=values)
        window = monday.modal("anna")
    assert window["id"] == view["id"]
    assert "Dit is niet bewaard" in str(window["errors"])


def _tap(stage: Stage, name: str, message: Json, patience: float = PATIENCE_SECONDS) -> bool:
    """Whether it was acknowledged; what will not be is not waited for as long."""
    stage.do("delivery", ack_seconds=patience)
    where = {"channel": message["channel"], "ts": message["ts"]}
    return bool(stage.do("click", user=stage.ids[name], action_id=DONE, **where)["acked"])


def _heard(stage: Stage, name: str, said: tuple[str, str]) -> bool:
    """In both languages: which is theirs stands in the database."""
    texts = [text_of(message) for message in stage.messages(name)]
    return any(all(words in text for words in said) for text in texts)


def _answer(stage: Stage, name: str, message: Json) -> str | None:
    names = [str(block["block_id"]) for block in message["blocks"]]
    nudge = next(each.removeprefix("nudge.") for each in names if each.startswith("nudge."))
    person = Address("slack", stage.playground.workspace.team_id, "person", stage.ids[name])
    found = reply.look_up(stage.zetje.db, stage.zetje.clockwork.rules, person, nudge, stage.playground.clock.now())
    return found.answer if isinstance(found, reply.Open) else None
