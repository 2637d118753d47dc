"""What breaks between the bot and Slack: nobody is missed, nobody gets anything twice."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from handlers.slack.messenger import SlackMessenger
from handlers.slack.picturing import Pictures
from tests.slack.stage import MONDAY, PEOPLE, Stage

EARLY = MONDAY.replace(hour=9, minute=0)
LATER = MONDAY + timedelta(minutes=90)
"""Still within the two hours in which a nudge is welcome."""


@pytest.fixture
def early(stage: Stage) -> Stage:
    """Monday, a quarter of an hour before the first nudges."""
    stage.found_team()
    stage.everybody_joins()
    for name in PEOPLE:
        stage.expects(name, "welcome.text", hour="09:15")
    stage.move_to(EARLY)
    return stage


@pytest.mark.parametrize("kind", ["429", "5xx", "drop", "lost_response"])
def test_every_nudge_arrives_once(early: Stage, kind: str) -> None:
    early.do("fault", method="chat.postMessage", kind=kind, times=4, seconds=1, after=1)
    _goes_on_until(early, lambda: all(early.nudges(name) for name in PEOPLE))
    assert Counter(len(early.nudges(name)) for name in PEOPLE) == {1: len(PEOPLE)}


def _goes_on_until(stage: Stage, look: Callable[[], bool]) -> None:
    """On a busy machine a try may end when this clock is elsewhere already, and the next one is minutes after that."""
    for minutes in range(0, 24, 2):
        stage.move_to(LATER + timedelta(minutes=minutes))
        if look():
            break


def test_the_harness_sees_a_double_nudge(early: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the look in the conversation a lost response doubles a nudge: the test above can fail."""
    monkeypatch.setattr(type(early.zetje.clockwork.sender.messenger), "find", lambda *_: None)
    early.do("fault", method="chat.postMessage", kind="lost_response", times=4, after=1)
    _goes_on_until(early, lambda: any(len(early.nudges(name)) > 1 for name in PEOPLE))
    assert max(len(early.nudges(name)) for name in PEOPLE) > 1


@pytest.mark.parametrize("act", ["drop", "disconnect"])
def test_a_socket_that_breaks_comes_back(early: Stage, act: str) -> None:
    early.move_to(MONDAY)
    early.do(act, app=early.app["id"])
    early.until(lambda: early.playground.control.get("apps")[0]["sockets"] or None)
    early.tap("anna", "nudge.answer.done")
    early.expects("anna", "nudge.received")


def test_a_picture_that_slack_does_not_have_keeps_no_post_back(early: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    messenger = early.zetje.clockwork.sender.messenger
    assert isinstance(messenger, SlackMessenger)
    monkeypatch.setattr(Pictures, "_upload", lambda *_: "F0GONE")
    monkeypatch.setattr("handlers.slack.messenger.SETTLES", (0.0,))
    early.move_to(MONDAY + timedelta(days=8, hours=1))
    post = early.expects("anna", "report.team", "balie")
    assert "image" not in [block["type"] for block in post["blocks"]]
    assert messenger.pictures.uploaded == {}


def test_a_picture_that_slack_is_not_ready_with_is_waited_for(early: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.slack.messenger.SETTLES", (0.0,))
    early.do("fault", method="chat.postMessage", kind="not_ready", times=1)
    early.move_to(MONDAY + timedelta(days=8, hours=1))
    post = early.expects("anna", "report.team", "balie")
    assert "image" in [block["type"] for block in post["blocks"]]


def test_too_many_pictures_at_once_only_take_longer(early: Stage) -> None:
    early.do("fault", method="files.getUploadURLExternal", kind="429", times=1, seconds=5)
    early.move_to(MONDAY + timedelta(days=8, hours=2))
    post = early.expects("anna", "report.team", "balie")
    assert "image" in [block["type"] for block in post["blocks"]]


def test_a_post_without_its_picture_is_better_than_no_post(early: Stage) -> None:
    early.do("fault", method="files.getUploadURLExternal", kind="5xx", times=99)
    early.move_to(MONDAY + timedelta(days=8, hours=1))
    post = early.expects("anna", "report.team", "balie")
    assert "image" not in [block["type"] for block in post["blocks"]]
