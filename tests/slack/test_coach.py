"""What a coach sees and does, in both languages."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.content import pack
from bot.core import sentences
from bot.core.periods import Period
from storage import identities, teams
from tests.slack.stage import ADMIN, AFTER_POST, MONDAY, WORDS, Stage, on_stage, text_of
from tests.slack.talk import Talk

TEXT = ("Bel vandaag een inwoner.", "Call a resident today.")
PROPOSE = [
    ("types", ("/recept", "/recipe")),
    ("window", "recipe.intro"),
    ("submits", {"text": TEXT}),
    ("window", "recipe.sent"),
]


@pytest.fixture(params=["nl", "en"])
def coached(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """Monday morning in a team whose coach is Bram; the administrator coaches too, without taking part."""
    with on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db", request.param) as stage:
        stage.make_team(coach="bram")
        stage.start_team()
        stage.everybody_joins()
        Talk(stage, ADMIN).play(
            [
                ("types_in", "balie", "/zetje coach"),
                ("window", "coach.who"),
                ("submits", {"who": ADMIN}),
                ("window", "coach.named"),
                ("closes",),
            ]
        )
        stage.move_to(MONDAY)
        stage.until(lambda: stage.nudges("bram"))
        yield stage


def question(stage: Stage, at: datetime = MONDAY) -> str:
    return pack.load().cards[Period.of(at).theme].question.said_in(stage.lang)


def in_channel(stage: Stage, words: str) -> int:
    return len([text for text in stage.texts("anna", "balie") if words in text])


def test_the_card_of_the_week_is_a_tap_away_and_comes_once(coached: Stage) -> None:
    for name in ("bram", ADMIN):
        Talk(coached, name).play([("opens_home",), ("home_shows_words", question(coached))])
    Talk(coached, "bram").play([("taps_home", "guide.place"), ("home_shows", "guide.placed")])
    coached.expects("anna", "card.clock", "balie")
    Talk(coached, ADMIN).play([("taps_home", "guide.place"), ("window", "guide.error.placed")])
    assert in_channel(coached, question(coached)) == 1


def test_every_eight_weeks_the_team_decides_whether_it_goes_on(coached: Stage) -> None:
    decide = pack.load().moments["stoppen-anders-of-door"][0].said_in(coached.lang)
    talk = Talk(coached, "bram")
    for weeks, shown in ((7, question(coached)), (9, question(coached)), (8, decide)):
        with coached.zetje.db.begin() as conn:  # as if it had started so long ago
            team_id = identities.remember(conn, coached.place("balie"))
            teams.launch(conn, team_id, MONDAY - timedelta(weeks=weeks))
        talk.play([("opens_home",), ("home_shows_words", shown)])
    talk.play([("taps_home", "guide.place")])
    coached.until(lambda: in_channel(coached, decide))


def test_once_a_year_the_team_chooses_its_sentence(coached: Stage) -> None:
    """Who volunteers writes it down; from then on it stands in the weekly post, and anybody may write it anew."""
    week, quiet = Period.of(MONDAY), coached.zetje.clockwork.rules.holidays.quiet
    started = (MONDAY - timedelta(weeks=ago) for ago in count(sentences.EVERY))
    with coached.zetje.db.begin() as conn:
        launched = next(each for each in started if sentences.is_asked_for(week, Period.of(each), quiet))
        teams.launch(conn, identities.remember(conn, coached.place("balie")), launched)
    ask = pack.load().moments["ons-recept"][0].said_in(coached.lang)
    Talk(coached, "bram").play([("opens_home",), ("home_shows_words", ask), ("taps_home", "guide.place")])
    coached.expects("anna", "card.sentence", "balie")
    coached.expects("anna", "card.clock", "balie")
    assert in_channel(coached, ask) == 1
    sentence = ("Wij luisteren eerst & bellen <dan>.", "We listen first & then <call>.")
    loud = ("Wij luisteren eerst!", "We listen first!")
    Talk(coached, "chadia").play(
        [
            ("taps_in", "balie", "phrase.open"),
            ("window", "phrase.intro"),
            ("window_shows", ("Dit komt in <#", "This goes into <#")),
            ("submits", {"text": (" ", " ")}),
            ("is_told", "phrase.error.empty"),
            ("submits", {"text": loud}),
            ("window", "recipe.advice"),
            ("submits", {"text": loud}),
            ("has_no_window",),
        ]
    )
    coached.expects("anna", "phrase.written", "balie", writer=f"<@{coached.ids['chadia']}>")
    Talk(coached, "anna").play(
        [
            ("taps_in", "balie", "phrase.open"),
            ("window_shows", loud),
            ("submits", {"text": sentence}),
            ("has_no_window",),
        ]
    )
    now = sentence[0 if coached.lang == "nl" else 1]
    escaped = now.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    coached.until(lambda: in_channel(coached, f"> {escaped}"))
    line = WORDS.say(coached.lang, "phrase.line", sentence=escaped)
    Talk(coached, "bram").play([("opens_home",), ("home_shows_words", line)])
    coached.move_to(AFTER_POST)
    coached.until(lambda: in_channel(coached, line))


def test_a_proposal_is_decided_at_home_and_joins_the_rotation(coached: Stage) -> None:
    Talk(coached, "anna").play(PROPOSE)
    talk = Talk(coached, "bram")
    talk.play([("opens_home",), ("home_shows_words", TEXT), ("taps_home", "recipe.accept")])
    coached.until(lambda: TEXT[0 if coached.lang == "nl" else 1] not in text_of(talk.home() or {}))
    Talk(coached, "chadia").play(
        [("taps", "nudge.answer.done"), ("types", ("/zetje nu", "/zetje now")), ("sees", "nudge.from_colleague")]
    )


def test_what_a_team_agrees_on_comes_back_in_the_channel(coached: Stage) -> None:
    """Anybody in the team writes it down, and only that person says how it went."""
    Talk(coached, "bram").play([("opens_home",), ("taps_home", "guide.place"), ("home_shows", "guide.placed")])
    deed = ("bellen we die inwoner", "we call that resident")
    Talk(coached, "chadia").play(
        [
            ("taps_in", "balie", "agree.make"),
            ("window", "agree.intro"),
            ("window_shows", ("Dit komt in <#", "This goes into <#")),
            ("submits", {"cue": ("een zaak te lang ligt", "a case waits too long"), "deed": deed, "day": "2026-11-30"}),
            ("is_told", "agree.error.over"),
            ("submits", {"cue": ("een zaak te lang ligt", "a case waits too long"), "deed": deed, "day": "2026-12-09"}),
            ("has_no_window",),
        ]
    )
    coached.expects("anna", "agree.made", "balie")
    coached.move_to(AFTER_POST)
    coached.expects("anna", "report.agreement", "balie")
    coached.move_to(AFTER_POST + timedelta(days=1))
    coached.expects("anna", "agree.look_back", "balie")
    Talk(coached, "anna").play(
        [("taps_in", "balie", "agree.settle", "done"), ("sees_in", "balie", "agree.error.not_the_keeper")]
    )
    Talk(coached, "chadia").play([("taps_in", "balie", "agree.settle", "partly")])
    coached.expects("anna", "agree.outcome.partly", "balie")


def test_the_recipe_of_a_team_is_its_own(coached: Stage) -> None:
    """Themes change places, own prompts come and go, and on closed days nobody gets anything."""
    this, later = Period.of(MONDAY).theme, Period.of(MONDAY + timedelta(weeks=3)).theme
    talk = Talk(coached, "bram")
    talk.play(
        [
            ("opens_home",),
            ("taps_home", "rotate.open"),
            ("window", "rotate.swap_note"),
            ("chooses", "rotate.swap", f"2026-W49:{later}"),
        ]
    )
    coached.until(
        lambda: f"week.2026-W49.{later}" in str(talk.modal()) and f"week.2026-W52.{this}" in str(talk.modal())
    )
    talk.play([("submits", {"first": "2026-12-01"}), ("is_told", "rotate.error.both")])
    talk.play(
        [("submits", {"first": "2026-12-03", "last": "2026-12-01"}), ("is_told", "rotate.error.ends_before_it_starts")]
    )
    talk.play([("submits", {"first": "2026-12-01", "last": "2026-12-04"})])
    coached.until(lambda: "rotate.reopen" in str(talk.modal()))
    talk.play(
        [
            ("chooses", "launch.write", ""),
            ("window", "launch.write_intro"),
            ("submits", {"texts": ("Groet iedereen in de hal.", "Greet everybody in the hall.")}),
            ("window", "launch.written"),
            ("closes",),
            ("opens_home",),
            ("taps_home", "rotate.open"),
            ("window_shows", ("Groet iedereen in de hal.", "Greet everybody in the hall.")),
            ("chooses", "rotate.retire", ""),
        ]
    )
    coached.until(lambda: "rotate.retire" not in str(talk.modal()))
    before = len(coached.nudges("anna"))
    coached.move_to(MONDAY + timedelta(days=5))
    assert len(coached.nudges("anna")) == before
    Talk(coached, "anna").play([("opens_home",)])
    talk.play(
        [("closes",), ("opens_home",), ("home_shows_words", pack.load().cards[later].question.said_in(coached.lang))]
    )
    coached.move_to(MONDAY + timedelta(days=7, hours=7))
    assert len(coached.nudges("anna")) == before + 1


def test_the_overview_shows_what_the_channel_saw(coached: Stage) -> None:
    for name in ("anna", "bram", "chadia", "daan", "elif", "femke"):
        coached.tap(name, "nudge.answer.done")
        coached.expects(name, "nudge.received")
    coached.move_to(AFTER_POST)
    coached.expects("anna", "report.team", "balie")
    who = WORDS.say(coached.lang, "report.scope.team")
    label = WORDS.say(coached.lang, "report.high.action", who=who)
    seen = WORDS.say(coached.lang, "guide.week", week=49, label=label)
    Talk(coached, "bram").play([("opens_home",), ("home_shows_words", seen)])


def test_the_quarter_on_one_page_comes_to_the_coach_alone(coached: Stage) -> None:
    talk = Talk(coached, "bram")
    talk.play([("opens_home",), ("taps_home", "guide.summary"), ("window", "summary.error.not_yet"), ("closes",)])
    coached.move_to(AFTER_POST)
    coached.expects("anna", "report.team", "balie")
    for name in ("bram", ADMIN):  # the administrator coaches without taking part
        Talk(coached, name).play([("opens_home",), ("taps_home", "guide.summary"), ("window", "summary.coming")])
        coached.expects(name, "summary.comment")
    files = [kept for kept in coached.playground.workspace.files.values() if kept.name.endswith(".pdf")]
    rooms = [set(coached.playground.workspace.channels[kept.channels[0]].members) for kept in files]
    assert [coached.ids[name] in room for name, room in zip(("bram", ADMIN), rooms, strict=True)] == [True, True]
    assert not any(coached.ids["anna"] in room for room in rooms)
    assert all("#balie" in PdfReader(BytesIO(kept.content)).pages[0].extract_text() for kept in files)
    coached.move_to(AFTER_POST + timedelta(hours=25))
    coached.until(lambda: not any(kept.name.endswith(".pdf") for kept in coached.playground.workspace.files.values()))
