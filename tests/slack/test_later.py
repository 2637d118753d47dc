"""What comes back by itself, through the real app: a follow-up, a habit, a snoozed nudge, a goodbye, a file."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.content import pack
from playground.model import Json
from tests.slack.stage import AMSTERDAM, MONDAY, WORDS, Stage, on_stage, text_of
from tests.slack.talk import Talk

FRIDAY = datetime(2026, 12, 4, 15, 35, tzinfo=AMSTERDAM)
PLAN = {"cue": "ik vastzit", "deed": "vraag ik Bram", "day": "2026-12-03"}
COMMIT = ("/afspraak", "/commit")


@pytest.fixture(params=["nl", "en"])
def monday(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    with on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db", request.param) as stage:
        stage.found_team()
        stage.everybody_joins()
        stage.move_to(MONDAY)
        stage.until(lambda: stage.nudges("anna"))
        yield stage


def sentence(stage: Stage, deed: str = "vraag ik Bram") -> str:
    return WORDS.say(stage.lang, "commitment.sentence", cue="ik vastzit", deed=deed)


def with_words(stage: Stage, words: str) -> Json:
    return stage.until(lambda: next((each for each in stage.messages("anna") if words in text_of(each)), None))


def commits(stage: Stage) -> None:
    Talk(stage, "anna").play([("types", COMMIT), ("submits", PLAN), ("window_shows", sentence(stage)), ("closes",)])


def test_not_yet_leads_to_a_smaller_step(monday: Stage) -> None:
    commits(monday)
    monday.move_to(FRIDAY)
    asked = with_words(monday, sentence(monday))
    assert asked["text"] == WORDS.say(monday.lang, "nudge.ready")  # nothing of it in the notification (R18)
    monday.tap("anna", "nudge.answer.choice:2", asked)
    Talk(monday, "anna").play(
        [
            ("window", "commitment.smaller"),
            ("submits", {"deed": "vraag ik één ding", "day": "2026-12-09"}),
            ("window_shows", sentence(monday, "vraag ik één ding")),
            ("closes",),
        ]
    )
    monday.until(lambda: sentence(monday) not in "\n".join(monday.texts("anna")))  # answered: it left the message
    monday.move_to(datetime(2026, 12, 10, 15, 35, tzinfo=AMSTERDAM))
    with_words(monday, sentence(monday, "vraag ik één ding"))


@pytest.mark.parametrize(("answer", "outcome"), [("choice:0", "done"), ("choice:1", "partly"), ("choice:3", "dropped")])
def test_an_answer_closes_the_commitment(monday: Stage, answer: str, outcome: str) -> None:
    commits(monday)
    monday.move_to(FRIDAY)
    monday.tap("anna", f"nudge.answer.{answer}", with_words(monday, sentence(monday)))
    Talk(monday, "anna").play(
        [
            ("sees", "nudge.received"),
            ("taps", "open.commitments"),
            ("sees", f"commitment.outcome.{outcome}"),
            ("sees", "commitment.none"),
        ]
    )


def test_a_habit_is_asked_about_the_next_day(monday: Stage) -> None:
    Talk(monday, "anna").play(
        [
            ("types", COMMIT),
            ("submits", {**PLAN, "day": None, "habit": ["yes"]}),
            ("window_shows", sentence(monday)),
            ("closes",),
        ]
    )
    monday.move_to(datetime(2026, 12, 1, 15, 35, tzinfo=AMSTERDAM))
    asked = with_words(monday, sentence(monday))
    monday.tap("anna", "nudge.answer.scale:2", asked)
    Talk(monday, "anna").play([("sees", "nudge.received")])


def test_later_comes_later_and_only_once(monday: Stage) -> None:
    [nudge] = monday.nudges("anna")
    monday.tap("anna", "nudge.snooze", nudge, value=f"hour:{_nudge_id(nudge)}")
    Talk(monday, "anna").play([("sees", "nudge.put_off", {"moment": "10:20"})])
    monday.move_to(MONDAY + timedelta(minutes=59))
    assert len([each for each in monday.nudges("anna") if "nudge.answer" in str(each)]) == 0
    monday.move_to(MONDAY + timedelta(minutes=66))
    monday.tap("anna", "nudge.answer.done")
    Talk(monday, "anna").play([("sees", "nudge.received")])


def test_much_silence_ends_with_a_goodbye_and_a_tap_begins_again(monday: Stage) -> None:
    monday.move_to(datetime(2027, 1, 20, 12, 0, tzinfo=AMSTERDAM))
    nudged = len(monday.nudges("anna"))
    assert nudged == 10
    Talk(monday, "anna").play([("sees", "goodbye.text"), ("taps", "join.yes")])
    monday.until(lambda: monday.zetje and "goodbye" not in str(monday.messages("anna")[-1].get("blocks")))
    monday.move_to(datetime(2027, 1, 22, 16, 0, tzinfo=AMSTERDAM))
    monday.until(lambda: len(monday.nudges("anna")) > nudged)


def test_the_export_is_whole_and_is_taken_away_a_day_later(monday: Stage) -> None:
    commits(monday)
    monday.tap("anna", "nudge.answer.done")
    Talk(monday, "anna").play(
        [("sees", "nudge.received"), ("types", "/zetje export"), ("submits", {}), ("window", "export.sent")]
    )
    files = {kept.name.rpartition(".")[2]: kept for kept in monday.playground.workspace.files.values()}
    document = json.loads(files["json"].content)
    assert [each["answer"] for each in document["answers"]] == ["done"]
    assert [each["then"] for each in document["commitments"]] == ["vraag ik Bram"]
    readable = files["txt"].content.decode()
    assert sentence(monday) in readable
    assert WORDS.say(monday.lang, "answer.done") in readable
    assert {"nl": ", 09:15 · een zetje", "en": ", 09:15 · a nudge"}[monday.lang] in readable
    assert f"\n{WORDS.say(monday.lang, 'export.nothing')}\n" in readable  # a part that is empty says so
    assert not re.search(r"active|\dT\d|UTC|None|True|False|[\[{]", readable)  # for people, not for programs
    assert monday.ids["anna"] in monday.playground.workspace.channels[files["txt"].channels[0]].members
    monday.move_to(MONDAY + timedelta(hours=25))
    monday.until(
        lambda: not {"json", "txt"} & {k.name[-4:].strip(".") for k in monday.playground.workspace.files.values()}
    )


def test_who_erases_everything_hears_of_a_file_that_stays_in_slack(monday: Stage) -> None:
    talk = Talk(monday, "anna")
    talk.play([("types", "/zetje export"), ("submits", {}), ("window", "export.sent"), ("closes",)])
    monday.do("fault", method="files.delete", kind="5xx", times=3)  # of two files one is gone at the second try
    talk.play(
        [("types", ("/zetje wis", "/zetje erase")), ("submits", {"sure": ["yes"]}), ("window", "erase.file_stays")]
    )
    assert len(monday.playground.workspace.files) == 1


def test_a_window_that_comes_too_late_says_so(monday: Stage) -> None:
    monday.do("delivery", trigger_seconds=0)
    Talk(monday, "anna").play([("types", ("/zetje ritme", "/zetje rhythm")), ("sees", "window.late")])


def test_a_help_request_that_cannot_be_sent_loses_no_word(monday: Stage) -> None:
    Talk(monday, "anna").play(
        [
            ("types", ("/zetje hulp", "/zetje ask")),
            ("submits", {"who": "bram", "words": "Kijk je even mee?"}),
            ("window_shows", "> Kijk je even mee?"),
        ]
    )
    monday.do("fault", method="chat.postMessage", kind="5xx", times=1)
    Talk(monday, "anna").play([("submits", {}), ("window", "ask.failed"), ("window_shows", "> Kijk je even mee?")])
    assert not any("Kijk je even mee" in text for text in monday.texts("bram"))


def _nudge_id(message: Json) -> str:
    blocks: list[Json] = message["blocks"]
    return next(str(each["block_id"]) for each in blocks if "nudge." in each["block_id"]).removeprefix("nudge.")


def test_questions_before_a_talk_come_the_working_day_before(monday: Stage) -> None:
    """Friday's talk: the questions on Thursday, instead of the ordinary one; and they stay readable."""
    question = pack.load().moments["bilateraal"][1].said_in(monday.lang)
    talk = Talk(monday, "anna")
    talk.play(
        [
            ("types", ("/zetje bilateraal vrijdag", "/zetje one-to-one Friday")),
            ("window", "talk.who_sees"),
            ("submits", {}),
            ("window", "talk.kept"),
            ("closes",),
        ]
    )
    before = len(monday.nudges("anna"))
    monday.move_to(datetime(2026, 12, 3, 16, 0, tzinfo=AMSTERDAM))
    asked = with_words(monday, question)
    assert len(monday.nudges("anna")) == before + 2  # Tuesday, nothing on Wednesday, and this one on Thursday
    monday.tap("anna", "nudge.answer.done", asked)
    monday.expects("anna", "nudge.received")
    with_words(monday, question)
    talk.play([("types", ("/zetje bilateraal", "/zetje one-to-one")), ("submits", {"day": "2026-11-20"})])
    talk.play([("is_told", "steer.over")])
