"""A coach's message from its window to the team, in both languages; the numbers are an administrator's."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.slack.stage import ADMIN, MONDAY, PEOPLE, Stage, on_stage
from tests.slack.talk import Talk

TEXT = "Morgen is de balie dicht. <!channel> *Vraag* het Femke & Otto."
SHOWN = "Morgen is de balie dicht. &lt;!channel&gt; *Vraag* het Femke &amp; Otto."
TOMORROW = {"text": TEXT, "day": "2026-12-01", "at": "11:00"}


@pytest.fixture(params=["nl", "en"])
def coached(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    with on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db", request.param) as stage:
        stage.make_team(coach="bram")
        stage.start_team()
        stage.everybody_joins()
        stage.move_to(MONDAY)
        yield stage


def written(stage: Stage, **values: str) -> Talk:
    talk = Talk(stage, "bram")
    talk.play([("types", ("/zetje bericht", "/zetje broadcast")), ("window", "broadcast.who_gets")])
    talk.play([("submits", TOMORROW | values), ("window_shows", SHOWN)])
    talk.play([("window_shows", ("Voor <#", "For <#"))])
    return talk


def got(stage: Stage, name: str, channel: str = "") -> int:
    return len([text for text in stage.texts(name, channel) if SHOWN in text])


def test_into_the_channel_at_its_hour(coached: Stage) -> None:
    talk = written(coached, to="channels")
    talk.play([("chooses", "broadcast.rehearse", ""), ("window", "broadcast.rehearsed"), ("closes",)])
    coached.expects("bram", "broadcast.from_rehearsal")
    talk.play([("opens_home",), ("taps_home", "broadcast.open"), ("chooses", "broadcast.plan", "")])
    talk.play([("window", "broadcast.planned"), ("closes",)])
    coached.move_to(MONDAY + timedelta(days=1))
    assert got(coached, "anna", "balie") == 0
    coached.move_to(MONDAY + timedelta(days=1, hours=2))
    coached.until(lambda: got(coached, "anna", "balie"))
    talk.play([("opens_home",), ("home_shows_words", ("klaar", "finished"))])


def test_to_everybody_separately_as_the_one_message_of_that_day(coached: Stage) -> None:
    """Who stopped or paused gets nothing; nobody gets an ordinary nudge on top of it."""
    for name, word in (("elif", "stop"), ("femke", "pauze")):
        coached.command(name, f"/zetje {word}")
    before = {name: len(coached.nudges(name)) for name in PEOPLE}
    talk = written(coached, to="members")
    talk.play([("chooses", "broadcast.plan", ""), ("window", "broadcast.planned"), ("closes",)])
    coached.move_to(MONDAY + timedelta(days=1, hours=9))
    for name in PEOPLE[:4]:
        coached.until(lambda name=name: got(coached, name))  # type: ignore[misc]
        assert len(coached.nudges(name)) == before[name]
    assert got(coached, "elif") == got(coached, "femke") == 0
    coached.move_to(MONDAY + timedelta(days=3, hours=9))  # the day before is the first week's day of nothing
    assert len(coached.nudges("anna")) == before["anna"] + 1
    Talk(coached, ADMIN).play(
        [
            ("types", ("/zetje bezorging", "/zetje delivery")),
            ("window_shows", ("Aangekomen: 4", "Arrived: 4")),
            ("closes",),
        ]
    )


def test_a_stopped_message_gives_the_day_back(coached: Stage) -> None:
    before = len(coached.nudges("anna"))
    talk = written(coached, to="members")
    talk.play([("chooses", "broadcast.plan", ""), ("window", "broadcast.planned"), ("closes",)])
    coached.move_to(MONDAY.replace(hour=23, minute=30))
    talk.play([("opens_home",), ("taps_home", "broadcast.open"), ("chooses", "broadcast.cancel", "")])
    talk.play([("window", "broadcast.cancelled"), ("closes",)])
    coached.move_to(MONDAY + timedelta(days=1, hours=9))
    assert got(coached, "anna") == 0
    assert len(coached.nudges("anna")) == before + 1
    talk.play([("opens_home",), ("home_shows_words", ("gestopt", "stopped"))])


def test_what_is_wrong_is_said_beside_its_field(coached: Stage) -> None:
    talk = Talk(coached, "bram")
    talk.play([("types", ("/zetje bericht", "/zetje broadcast")), ("window", "broadcast.who_gets")])
    wrong = (
        ({"day": "2026-11-27"}, "broadcast.error.over"),
        ({"day": "2027-11-27"}, "broadcast.error.too_far"),
        ({"text": "&" * 1000}, "broadcast.error.too_long"),
    )
    for values, key in wrong:
        talk.play([("submits", TOMORROW | values), ("is_told", key)])


def test_only_what_failed_is_tried_again(coached: Stage) -> None:
    talk = written(coached, to="channels")
    talk.play([("chooses", "broadcast.plan", ""), ("window", "broadcast.planned"), ("closes",)])
    coached.do("leave", user=_bot(coached), channel="balie")
    coached.move_to(MONDAY + timedelta(days=1, hours=2))
    admin = Talk(coached, ADMIN)
    admin.play([("types", ("/zetje bezorging", "/zetje delivery")), ("window_shows", "not_in_channel")])
    coached.do("invite_bot", user=coached.ids[ADMIN], channel="balie", app=coached.app["id"])
    admin.play([("chooses", "broadcast.retry", ""), ("window", "broadcast.retried"), ("closes",)])
    coached.move_to(MONDAY + timedelta(days=1, hours=2, minutes=5))  # one try a second, and this clock stands still
    coached.until(lambda: got(coached, "anna", "balie"))
    admin.play([("types", ("/zetje bezorging", "/zetje delivery")), ("window_shows", ("Aangekomen: 1", "Arrived: 1"))])
    assert got(coached, "anna", "balie") == 1


def _bot(stage: Stage) -> str:
    app = next(iter(stage.playground.workspace.apps.values()))
    return app.bot_user
