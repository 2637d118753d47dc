"""The daily loop as the people in it see it, from invitation to weekly post."""

from pathlib import Path

import pytest

from bot.core.prompts import Locale
from tests.slack.stage import AFTER_POST, MONDAY, PEOPLE, WORDS, Stage, on_stage, text_of


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_whole_loop(tmp_path: Path, database_url: str, lang: Locale) -> None:
    with on_stage(tmp_path, database_url, lang) as stage:
        stage.found_team()
        stage.expects("anna", "invitation.what")
        stage.everybody_joins()
        for name in PEOPLE:
            stage.expects(name, "welcome.text", hour="09:15")
        stage.move_to(MONDAY)
        for name in PEOPLE:
            [nudge] = stage.nudges(name)
            assert nudge["text"] == WORDS.say(lang, "nudge.ready")
            stage.tap(name, "nudge.answer.done", nudge)
            stage.expects(name, "nudge.received")
        stage.move_to(AFTER_POST)
        post = stage.expects("anna", "report.team", "balie")
        who = WORDS.say(lang, "report.scope.team")
        assert WORDS.say(lang, "report.high.action", who=who) in text_of(post)
        assert [block["type"] for block in post["blocks"]].count("image") == 1


def test_the_message_never_says_what_the_answer_was(monday: Stage) -> None:
    before = [text_of(each) for each in monday.nudges("anna")]
    seen = []
    for name, answer in (("anna", "done"), ("bram", "not_today")):
        monday.tap(name, f"nudge.answer.{answer}")
        seen.append(text_of(monday.expects(name, "nudge.received")).splitlines()[4:])
    assert before
    assert seen[0] == seen[1]


def test_an_answer_is_read_back_and_changed_in_a_window(monday: Stage) -> None:
    monday.tap("anna", "nudge.answer.done")
    monday.tap("anna", "nudge.change")
    modal = monday.modal("anna")
    assert modal["blocks"][1]["element"]["initial_option"]["value"] == "done"
    monday.do("submit", user=monday.ids["anna"], view_id=modal["id"], values={"answer": "not_today"})
    monday.tap("anna", "nudge.change")
    again = monday.until(lambda: _other_modal(monday, modal["id"]))
    assert again == "not_today"


def _other_modal(stage: Stage, before: str) -> str | None:
    modal = stage.playground.control.modal(stage.ids["anna"])
    if modal is None or modal["id"] == before:
        return None
    return str(modal["blocks"][1]["element"]["initial_option"]["value"])


def test_a_click_after_the_week_closed_is_explained(monday: Stage) -> None:
    [nudge] = monday.nudges("anna")
    monday.move_to(AFTER_POST)
    monday.tap("anna", "nudge.answer.done", nudge)
    monday.expects("anna", "refusal.closed")


def test_a_typed_answer_is_taken_with_one_hint(monday: Stage) -> None:
    monday.say("anna", "Gedaan")
    monday.expects("anna", "reply.received_hint")
    monday.expects("anna", "nudge.received")
    monday.say("anna", "Nog iets")
    monday.expects("anna", "reply.nothing_open")


def test_typed_words_that_fit_no_button_lose_nothing(monday: Stage) -> None:
    monday.say("anna", "<!channel> 🙂 misschien *ooit*")
    monday.expects("anna", "reply.not_understood")
    monday.say("anna", "niet vandaag.")
    monday.expects("anna", "reply.received_hint")


def test_slacks_redelivery_counts_once(monday: Stage) -> None:
    monday.say("anna", "Gedaan")
    monday.expects("anna", "reply.received_hint")
    events = [line for line in monday.playground.control.get("traffic") if line["kind"] == "events_api"]
    event_id = next(line["payload"]["event_id"] for line in events if line["payload"]["event"].get("text") == "Gedaan")
    for _ in range(3):
        monday.do("redeliver", event_id=event_id)
    monday.say("anna", "Nog iets")
    monday.expects("anna", "reply.nothing_open")
    hints = [text for text in monday.texts("anna") if WORDS.say("nl", "reply.received_hint") in text]
    assert len(hints) == 1


def test_nobody_is_asked_twice_who_said_no(stage: Stage) -> None:
    stage.found_team()
    stage.tap("anna", "join.no")
    stage.expects("anna", "invitation.declined")
    before = len(stage.texts("anna"))
    stage.found_team()
    stage.move_to(MONDAY)
    assert len(stage.texts("anna")) == before
    assert stage.nudges("anna") == []


def test_a_newcomer_in_the_channel_is_invited(monday: Stage) -> None:
    person = monday.do("create_person", name="nieuw", real_name="Nieuw", locale="nl-NL")
    monday.do("join", user=person["id"], channel="balie")
    monday.ids["nieuw"] = person["id"]
    monday.expects("nieuw", "invitation.what")


def test_who_leaves_the_organisation_gets_nothing_more(monday: Stage) -> None:
    before = len(monday.nudges("anna"))
    monday.do("deactivate", user=monday.ids["anna"])
    monday.until(lambda: monday.playground.control.get("traffic", what="user_change"))
    monday.move_to(AFTER_POST)
    posted = [each for each in monday.playground.control.get("posted") if monday.ids["anna"] in each["members"]]
    assert len([each for each in posted if "nudge." in str(each.get("blocks"))]) == before


def test_a_new_language_and_time_zone_count_at_once(monday: Stage) -> None:
    monday.do("change_profile", user=monday.ids["anna"], locale="en-GB", tz="Europe/London")
    monday.until(lambda: monday.playground.control.get("traffic", what="user_change"))
    monday.move_to(AFTER_POST)
    newest = monday.nudges("anna")[-1]
    assert newest["text"] == WORDS.say("en", "nudge.ready")
