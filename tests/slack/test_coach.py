"""What a coach sees and does, in both languages; and that nobody else can."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_bolt import BoltRequest

from bot import guide
from bot.content import pack
from bot.core.addresses import Address
from bot.core.periods import Period
from tests.slack.stage import ADMIN, MONDAY, Stage, on_stage
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
        stage.found_team()
        stage.everybody_joins()
        for coach in ("bram", ADMIN):
            talk = Talk(stage, ADMIN)
            talk.play([("types_in", "balie", "/zetje coach"), ("window", "coach.who")])
            talk.play([("submits", {"who": coach}), ("window", "coach.named"), ("closes",)])
        stage.move_to(MONDAY)
        stage.until(lambda: stage.nudges("bram"))
        yield stage


def question(stage: Stage) -> str:
    return pack.load().cards[Period.of(MONDAY).theme].question.said_in(stage.lang)


def test_the_card_of_the_week_is_a_tap_away_and_comes_once(coached: Stage) -> None:
    for name in ("bram", ADMIN):
        Talk(coached, name).play([("opens_home",), ("home_shows_words", question(coached))])
    Talk(coached, "bram").play([("taps_home", "guide.place"), ("home_shows_placed",)])
    coached.expects("anna", "card.clock", "balie")
    Talk(coached, ADMIN).play([("taps_home", "guide.place"), ("window", "guide.error.placed")])
    cards = [text for text in coached.texts("anna", "balie") if question(coached) in text]
    assert len(cards) == 1


def test_a_proposal_is_decided_at_home_and_joins_the_rotation(coached: Stage) -> None:
    Talk(coached, "anna").play(PROPOSE)
    Talk(coached, "bram").play(
        [
            ("opens_home",),
            ("home_shows_words", TEXT),
            ("taps_home", "recipe.accept"),
            ("home_shows", "guide.no_proposals"),
        ]
    )
    Talk(coached, "chadia").play(
        [("taps", "nudge.answer.done"), ("types", ("/zetje nu", "/zetje now")), ("sees", "nudge.from_colleague")]
    )


def test_who_coaches_nobody_sees_and_does_nothing_of_it(coached: Stage) -> None:
    Talk(coached, "anna").play(PROPOSE)
    db, content, now = coached.zetje.db, pack.load(), coached.playground.clock.now()
    bram = Address("slack", coached.playground.workspace.team_id, "person", coached.ids["bram"])
    coaching = guide.over(db, content, bram, now)
    assert coaching is not None
    [team] = coaching.teams
    [waiting] = team.waiting
    for action, value in (("guide.place", team.id), ("recipe.accept", waiting.id.hex()), ("open.coach", "")):
        assert _forge(coached, "femke", action, value) == 200
    Talk(coached, "femke").play([("opens_home",), ("types_in", "balie", "/zetje coach")])
    coached.expects("femke", "coach.admins_only", "balie")
    assert TEXT[0] not in str(Talk(coached, "femke").home())
    after = guide.over(db, content, bram, now)
    assert after is not None
    assert (after.teams[0].placed, len(after.teams[0].waiting)) == (False, 1)


def _forge(stage: Stage, name: str, action: str, value: str) -> int:
    """A click that the chat program never offered."""
    team = stage.playground.workspace.team_id
    body = {
        "type": "block_actions",
        "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value}],
        "user": {"id": stage.ids[name], "team_id": team},
        "team": {"id": team},
        "trigger_id": "1.2.x",
    }
    return stage.zetje.app.dispatch(BoltRequest(body=json.dumps(body), mode="socket_mode")).status
