"""A challenge from its window to its result, as its coach and its team see it, in both languages."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.content import pack, wording
from bot.core.prompts import Text
from tests.slack.stage import AMSTERDAM, MONDAY, PEOPLE, WORDS, Stage, on_stage, text_of
from tests.slack.talk import Talk

TEMPLATE = pack.load().challenges[0]
START = datetime(2026, 12, 7, 9, 5, tzinfo=AMSTERDAM)
"""Monday a week later: the day that the window proposes."""
WORDS_OF_OWN = {"name": "Groet iedereen", "deed": "Groet elke bezoeker.", "name_en": "", "deed_en": ""}


@pytest.fixture(params=["nl", "en"])
def coached(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """Monday morning in a team of six whose coach, Bram, takes part himself."""
    with on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db", request.param) as stage:
        stage.make_team(coach="bram")
        stage.start_team()
        stage.everybody_joins()
        stage.move_to(MONDAY)
        yield stage


def said(stage: Stage, text: Text) -> str:
    return text.said_in(stage.lang)


def planned(stage: Stage) -> None:
    """From the first template, for the week that the window proposes."""
    talk = Talk(stage, "bram")
    talk.play(
        [
            ("types", ("/uitdaging", "/challenge")),
            ("window", "challenge.intro"),
            ("chooses", "challenge.template", TEMPLATE.id),
            ("window_shows", (TEMPLATE.text.nl, TEMPLATE.text.en)),
            ("submits", {}),
            ("window_shows", (TEMPLATE.closing.nl, TEMPLATE.closing.en)),
            ("chooses", "challenge.plan", ""),
            ("window", "challenge.planned"),
            ("closes",),
        ]
    )


def test_a_template_is_previewed_tried_and_planned(coached: Stage) -> None:
    talk = Talk(coached, "bram")
    talk.play(
        [
            ("types", ("/uitdaging", "/challenge")),
            ("window", "challenge.intro"),
            ("chooses", "challenge.template", TEMPLATE.id),
            ("window_shows", (TEMPLATE.text.nl, TEMPLATE.text.en)),
            ("submits", {}),
            ("window_shows", (TEMPLATE.start.nl, TEMPLATE.start.en)),
            ("window_shows", ("Voor <#", "For <#")),
            ("chooses", "challenge.rehearse", ""),
            ("window", "challenge.rehearsed"),
            ("closes",),
        ]
    )
    for text in (TEMPLATE.start, TEMPLATE.text, TEMPLATE.halfway, TEMPLATE.closing):
        coached.until(lambda text=text: [each for each in coached.texts("bram") if said(coached, text) in each])  # type: ignore[misc]
    assert all(said(coached, TEMPLATE.start) not in text for text in coached.texts("anna", "balie"))
    talk.play(
        [("opens_home",), ("home_shows_words", (TEMPLATE.name.nl, TEMPLATE.name.en)), ("taps_home", "challenge.open")]
    )
    talk.play([("chooses", "challenge.plan", ""), ("window", "challenge.planned"), ("closes",)])
    coached.move_to(START)
    coached.expects("anna", "challenge.private", "balie")


def test_what_is_wrong_is_said_beside_its_field_and_what_is_free_above_the_preview(coached: Stage) -> None:
    window = ("types", ("/uitdaging", "/challenge")), ("window", "challenge.intro")
    wrong: list[tuple[dict[str, str], str]] = [
        ({"name": " "}, "challenge.error.no_name"),
        ({"deed": "<!channel> 💥", "first": "2026-11-30"}, "challenge.error.started"),
        ({"first": "2026-12-09", "last": "2026-12-08"}, "challenge.error.ends_before_it_starts"),
        ({"first": "2026-12-07", "last": "2027-01-20"}, "challenge.error.too_long"),
    ]
    talk = Talk(coached, "bram")
    talk.play(window)
    for values, key in wrong:
        talk.play([("submits", WORDS_OF_OWN | values), ("is_told", key)])
    talk.play([("submits", WORDS_OF_OWN | {"first": "2026-12-21", "last": "2026-12-25"})])
    free = WORDS.say(coached.lang, "challenge.quiet", days=wording.day(date(2026, 12, 25), coached.lang))
    talk.play([("window_shows", (free, free))])


def test_from_joining_to_the_result(coached: Stage) -> None:
    planned(coached)
    coached.move_to(START)
    for name in PEOPLE[:5]:
        Talk(coached, name).play([("taps_in", "balie", "challenge.join")])
        coached.until(lambda name=name: _told_joined(coached, name))  # type: ignore[misc]
    shown = [each for each in coached.messages("femke", "balie") if not each.get("ephemeral_to")]
    assert not [each for each in shown if any(coached.ids[name] in str(each.get("blocks")) for name in PEOPLE)]
    Talk(coached, "femke").play(
        [("opens_home",), ("taps_home", "challenge.join"), ("closes",), ("taps_home", "challenge.leave"), ("closes",)]
    )
    coached.move_to(START + timedelta(days=1, hours=1))
    for name in PEOPLE[:5]:
        assert said(coached, TEMPLATE.text) in text_of(coached.nudges(name)[-1])
    assert said(coached, TEMPLATE.text) not in text_of(coached.nudges("femke")[-1])
    coached.move_to(START + timedelta(days=4, hours=8))
    coached.until(lambda: [each for each in coached.texts("anna", "balie") if said(coached, TEMPLATE.closing) in each])
    coached.move_to(datetime(2026, 12, 14, 9, 20, tzinfo=AMSTERDAM))
    for name in PEOPLE[:5]:
        coached.tap(name, "nudge.answer.choice:0")
        coached.expects(name, "nudge.received")
    coached.move_to(datetime(2026, 12, 22, 10, 5, tzinfo=AMSTERDAM))
    name = said(coached, TEMPLATE.name)
    coached.expects("anna", "report.challenge_high", "balie", name=name)


def test_a_cancelled_challenge_says_nothing_more(coached: Stage) -> None:
    planned(coached)
    coached.move_to(START)
    Talk(coached, "anna").play([("taps_in", "balie", "challenge.join")])
    coached.until(lambda: _told_joined(coached, "anna"))
    talk = Talk(coached, "bram")
    talk.play([("opens_home",), ("taps_home", "challenge.open"), ("chooses", "challenge.cancel", "")])
    talk.play([("window", "challenge.cancelled"), ("closes",)])
    coached.move_to(START + timedelta(days=2, hours=1))
    assert said(coached, TEMPLATE.text) not in text_of(coached.nudges("anna")[-1])
    assert all(said(coached, TEMPLATE.halfway) not in text for text in coached.texts("anna", "balie"))
    Talk(coached, "chadia").play([("taps_in", "balie", "challenge.join"), ("sees_in", "balie", "challenge.error.over")])


def test_it_can_be_changed_until_it_starts(coached: Stage) -> None:
    planned(coached)
    talk = Talk(coached, "bram")
    change = [("opens_home",), ("taps_home", "challenge.open"), ("chooses", "challenge.change", "")]
    talk.play([*change, ("window", "challenge.who_sees"), ("submits", {"name": "Nieuw", "name_en": "New"})])
    talk.play([("window_shows", ("Nieuw", "New")), ("closes",)])
    coached.move_to(START)
    coached.expects("anna", "challenge.heading.start", "balie", name="Nieuw" if coached.lang == "nl" else "New")
    talk.play([("opens_home",), ("taps_home", "challenge.open")])
    view = coached.until(talk.modal)
    assert "challenge.change" not in str(view)


def _told_joined(stage: Stage, name: str) -> bool:
    text = WORDS.say(stage.lang, "challenge.joined", name=said(stage, TEMPLATE.name))
    return any(text in each for each in stage.texts(name, "balie"))
