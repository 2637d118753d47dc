"""A week of the demo municipality and its post: nothing that left the bot tells of anybody; a planted leak is found.

`python -m benchmarks.year` lives the whole year.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace

import pytest

from benchmarks.year import living, posts, search
from benchmarks.year.__main__ import judged
from benchmarks.year.living import Year
from benchmarks.year.record import Given, Record, Shown
from playground.model import Json

SLACK_IMAGE = "image"
DAYS = 9
"""Up to and including the Tuesday on which the first week is posted."""


@pytest.fixture(scope="module")
def year() -> Iterator[Year]:
    with living.lived(DAYS, "nl", 1, lambda _: None) as year:
        yield year


def test_nothing_that_left_the_bot_gives_anybody_away(year: Year) -> None:
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


Plant = Callable[[Year], None]


def _call(year: Year, what: str, **args: object) -> None:
    year.record.calls.append({"kind": "api", "what": what, "error": "", "at": "", "args": args})


def _person(year: Year) -> str:
    return next(iter(year.town.marks.private.values()))


def _words_in_a_channel(year: Year) -> None:
    _call(year, "chat.postMessage", channel=year.channels[0].key, text=f"Iemand zei: {_mark(year)}")


def _words_in_the_authors_own_message(year: Year) -> None:
    _call(year, "chat.postMessage", channel=_person(year), text=_mark(year))


def _words_in_anothers_window(year: Year) -> None:
    other = next(id for id in year.facts.people if id != _person(year))
    year.record.shown["V", "1"] = Shown(other, {"blocks": [{"text": _mark(year)}]})


def _words_in_anothers_file(year: Year) -> None:
    other = next(id for id in year.facts.people if id != _person(year))
    year.record.files["F"] = Given("jaar.txt", "text/plain", _mark(year).encode(), "", (other,))


def _words_in_a_pictures_alt_text(year: Year) -> None:
    year.record.files["F"] = Given("week.png", "image/png", b"", _mark(year), ())


def _mark(year: Year) -> str:
    return next(iter(year.town.marks.private))


def _an_id_in_a_post(year: Year) -> None:
    _call(year, "chat.postMessage", channel=year.channels[0].key, text=f"<@{_person(year)}> deed mee")


def _an_id_out_of_sight(year: Year) -> None:
    view = {"private_metadata": _person(year), "blocks": []}
    _call(year, "views.open", trigger_id="1", view=view)


def _an_answer_filled_in(year: Year) -> None:
    blocks = [{"block_id": "nudge.1", "element": {"initial_option": {"value": "scale:4"}}}]
    _call(year, "chat.update", channel="D1", blocks=blocks)


def _an_answer_in_words(year: Year) -> None:
    """One answer that is received in other words than the rest."""
    received = [c for c in year.record.calls if c["what"] == "response_url" and "nudge." in search.content(c)]
    other: Json = deepcopy(received[0])
    other["args"]["blocks"][-1] = {"type": "context", "elements": [{"type": "mrkdwn", "text": "Ontvangen: gedaan"}]}
    year.record.calls.append(other)


def _an_answer_in_metadata(year: Year) -> None:
    payload = {"delivery": "0" * 32, "value": 4}
    _call(year, "chat.postMessage", channel=_person(year), text="", metadata={"event_payload": payload})


def _a_name_in_the_log(year: Year) -> None:
    year.record.log.append(f"INFO bot: {year.facts.people[_person(year)].split()[0]} answered")


def _an_id_in_the_log(year: Year) -> None:
    year.record.log.append(f"DEBUG bot: sent to {_person(year)}")


def _a_team_in_the_log(year: Year) -> None:
    year.record.log.append(f"DEBUG bot: posted in {year.channels[0].key}")


def _an_answer_in_the_log(year: Year) -> None:
    year.record.log.append("DEBUG bot: recorded scale:4")


PLANTS: dict[Plant, str] = {
    _words_in_a_channel: "words of others",
    _words_in_the_authors_own_message: "words of others",
    _words_in_anothers_window: "words of others",
    _words_in_anothers_file: "words of others",
    _words_in_a_pictures_alt_text: "words of others",
    _an_id_in_a_post: "chat ids",
    _an_id_out_of_sight: "chat ids",
    _an_answer_filled_in: "answers",
    _an_answer_in_words: "answers",
    _an_answer_in_metadata: "metadata",
    _a_name_in_the_log: "the log",
    _an_id_in_the_log: "the log",
    _a_team_in_the_log: "the log",
    _an_answer_in_the_log: "the log",
}


def test_every_planted_leak_is_found(year: Year) -> None:
    """One after the other in one test, so that the weeks are lived once only."""
    for plant, kind in PLANTS.items():
        planted = replace(year, record=_copy(year.record))
        plant(planted)
        assert list(search.SEARCHES[kind](planted.facts)), plant.__name__
    for change in (_a_number, _another_fallback, _another_alt_text):
        record = replace(year.record, calls=deepcopy(year.record.calls))
        change(_weekly(year, record)["args"])
        assert list(posts.faults(record, year.truths)) == [NO_WORDS], change.__name__
    _another_picture_is_found(year)
    _another_hour_is_found(year)


def _copy(record: Record) -> Record:
    return replace(record, calls=[*record.calls], shown={**record.shown}, files={**record.files}, log=[*record.log])


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
