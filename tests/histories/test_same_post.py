"""A low label, silence and a small team: one and the same post, at the same moment (disclosure-policy R4, R11)."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select

from benchmarks.histories.life import WORDS
from benchmarks.histories.stored import Stored, channel, store
from bot import draw
from bot.core import disclosure
from bot.core.disclosure import Label
from bot.core.periods import Period
from bot.core.styles import Style
from handlers import paper
from handlers.slack import report_blocks
from storage import tables
from storage.deliveries import Kind

WEEK = Period.parse("2026-W49")
LOW, SILENT, SMALL, HIGH = range(4)
SIZES = {LOW: 6, SILENT: 6, SMALL: 3, HIGH: 6}


def highest(sides: int) -> int:
    """Of all tau that can be drawn, the one that makes a label low whenever it can be."""
    return sides - 1


@pytest.fixture(scope="module")
def db() -> Iterator[Engine]:
    with store() as db:
        yield db


@pytest.fixture
def world(db: Engine) -> Stored:
    """Two of six, nobody of six, two of three, and everybody of six said yes."""
    return lived(db)


def lived(db: Engine) -> Stored:
    world, people = Stored(db), 0
    for team, size in SIZES.items():
        world.found(team, None, range(people, people + size), WEEK.starts.replace(day=27))
        people += size
    world.open(WEEK)
    for person, answer in ((0, 1), (1, 1), (2, 0), (12, 1), (13, 1), *((each, 1) for each in range(15, 21))):
        world.answer(person, WEEK, [answer], WEEK.starts.replace(day=1, month=12))
    world.freeze(WEEK, highest, holiday=False)
    world.post(WEEK)
    return world


def shown(world: Stored) -> dict[int, object]:
    posts = {team: report_blocks.post(WORDS, world.wall.posts[channel(team).key], "F1") for team in SIZES}
    return {team: (post["text"], [block.to_dict() for block in post["blocks"]]) for team, post in posts.items()}


def test_they_read_the_same_to_the_letter(world: Stored) -> None:
    read = shown(world)
    assert read[LOW] == read[SILENT] == read[SMALL]
    assert read[HIGH] != read[LOW]


def test_a_line_for_silence_would_be_seen(db: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure, "label", lambda positives, *_: Label.LOW if positives else Label.HIGH)
    read = shown(lived(db))
    assert read[SILENT] != read[LOW] == read[SMALL]


def test_their_pictures_are_the_same_to_the_byte(world: Stored) -> None:
    pictures = {
        team: draw.week(paper.week_picture(WORDS, world.wall.posts[channel(team).key]), Style()) for team in SIZES
    }
    assert pictures[LOW] == pictures[SILENT] == pictures[SMALL]
    assert pictures[HIGH] != pictures[LOW]


def test_they_are_due_at_the_same_moment_whoever_answered(world: Stored) -> None:
    with world.db.begin() as conn:
        rows = conn.execute(select(tables.deliveries).where(tables.deliveries.c.kind == Kind.REPORT.value)).all()
    assert [row.due_at for row in rows] == [WEEK.posts_at] * len(SIZES)
    assert {row.subject for row in rows} == {str(WEEK)}
