"""The app is removed, or its token revoked, while the bot runs: it stops by itself and says what to do."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
from slack_bolt import BoltRequest

from bot.app import Ending
from handlers.slack.manifest import manifest
from playground.server import running
from tests.slack.stage import WORDS, Stage, seed, settings


def test_a_bot_that_is_not_wanted_any_more_stops_and_says_so(tmp_path: Path) -> None:
    with running(seed("nl"), [manifest(WORDS, "nl")]) as playground:
        env = settings(playground, tmp_path, f"sqlite:///{tmp_path}/zetje.db", "nl")
        few = playground.control.do("reinstall", app="Zetje", scopes=["chat:write", "commands", "users:read"])
        env["SLACK_BOT_TOKEN"] = few["bot_token"]
        command = [sys.executable, "-m", "bot", "run"]
        bot = subprocess.Popen(command, env=os.environ | env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            playground.control.wait_for(lambda: playground.control.apps()[0]["sockets"], seconds=60)
            playground.control.uninstall(app="Zetje")
            _, said = bot.communicate(timeout=60)
        finally:
            bot.kill()
        assert bot.returncode == 1
        assert "The app lacks channels:history, " in said  # at the start already
        assert "To go on: install the app again" in said
        assert "Traceback" not in said
        assert env["SLACK_BOT_TOKEN"] not in said


def told(stage: Stage, event: dict[str, Any]) -> int:
    body = {"type": "event_callback", "team_id": stage.playground.workspace.team_id, "event_id": "Ev1", "event": event}
    return int(stage.zetje.app.dispatch(BoltRequest(body=body, mode="socket_mode")).status)


def test_a_revoked_token_of_the_bot_is_the_end_and_one_of_a_person_is_not(stage: Stage) -> None:
    assert told(stage, {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}) == httpx.codes.OK
    assert stage.zetje.ends.empty()
    assert told(stage, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U2"]}}) == httpx.codes.OK
    assert stage.zetje.ends.get_nowait() is Ending.REMOVED
