"""A week of the demo municipality and its post: nothing that left the bot tells of anybody; a planted leak is found.

`python -m benchmarks.year` lives the whole year.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

import pytest

from benchmarks.year import living, posts, search
from benchmarks.year.__main__ import judged
from benchmarks.year.living import Year
from benchmarks.year.record import Record
from benchmarks.year.town import MARK
from playground.model import Json
from tests.year import plants

SLACK_IMAGE = "image"
DAYS = 9
"""Up to and including the Tuesday on which the first week is posted."""


@pytest.fixture(scope="module")
def year() -> Iterator[Year]:
    with living.lived(DAYS, "nl", 1, lambda _: None) as year:
        yield year


def test_nothing_that_left_the_bot_gives_anybody_away(year: Year) -> None:
    assert year.given_up == []
    assert not {name: hits for name, hits in judged(year).items() if hits}
    _there_was_enough_to_look_at(year)


def _there_was_enough_to_look_at(year: Year) -> None:
    record = year.record
    assert len(posts.weekly(record, [each.key for each in year.channels])) == len(year.channels)
    assert year.town.marks.private
    assert {file.kind for file in record.files.values()} == {
        "image/png",
        "application/pdf",
        "text/plain",
        "application/json",
    }
    assert any(mark in file.words for file in record.files.values() for mark in year.town.marks.private)
    assert record.log
    assert record.shown
    assert len(record.metrics) == 2 * DAYS
    _what_was_shared_was_seen(year)


def _what_was_shared_was_seen(year: Year) -> None:
    """Help, a challenge, an agreement and a message arrived; an agreement is on the A4; a preview came at once."""
    record, marks = year.record, year.town.marks
    said = "".join(search.content(call) for call in record.calls if search.is_message(call))
    assert {mark for mark, shared in marks.shared.items() if shared.said_to} <= set(MARK.findall(said))
    [page] = [file.words for file in record.files.values() if year.together.agreed in file.words]
    assert not set(MARK.findall(page)) & set(marks.private)
    assert set(marks.shared) & set(MARK.findall("".join(words for words, _ in search.at_once(year.facts))))


def test_every_planted_leak_is_found(year: Year) -> None:
    """One after the other in one test, so that the weeks are lived once only."""
    for plant, kind in plants.PLANTS.items():
        planted = replace(year, record=plants.copy(year.record))
        plant(planted)
        assert list(search.SEARCHES[kind](planted.facts)), plant.__name__
    for change in (_a_number, _another_fallback, _another_alt_text):
        record = replace(year.record, calls=deepcopy(year.record.calls))
        change(_weekly(year, record)["args"])
        assert list(posts.faults(record, year.truths)) == [NO_WORDS], change.__name__
    _another_picture_is_found(year)
    _another_hour_is_found(year)


def _weekly(year: Year, record: Record) -> Json:
    return posts.weekly(record, [each.key for each in year.channels])[0]


NO_WORDS = "2026-W49: a post that the policy has no words for"


def _a_number(args: Json) -> None:
    team = next(block for block in args["blocks"] if "Ons team" in str(block))
    team["text"]["text"] += " Dat waren er 4 van de 6."


def _another_fallback(args: Json) -> None:
    args["text"] += " (4)"


def _another_alt_text(args: Json) -> None:
    next(block for block in args["blocks"] if block["type"] == SLACK_IMAGE)["alt_text"] += " 4 sterren."


def _another_picture_is_found(year: Year) -> None:
    files = {
        name: replace(file, content=file.content + b"4") if file.kind == "image/png" else file
        for name, file in year.record.files.items()
    }
    assert len(list(posts.faults(replace(year.record, files=files), year.truths))) == len(year.channels)


def _another_hour_is_found(year: Year) -> None:
    """As when it only comes once enough people answered."""
    record = replace(year.record, calls=deepcopy(year.record.calls))
    call = _weekly(year, record)
    call["at"] = call["at"].replace("T09:00", "T09:30")
    assert list(posts.faults(record, year.truths)) == ["2026-W49: posted at Tue 10:30"]
