"""The same loop over the Events API: signed requests to a real server, and only those."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import Column, LargeBinary, Table, select

from bot.app import build
from bot.commands.run import PATH, serving
from bot.config import Config
from handlers.slack.manifest import manifest
from playground.server import running
from playground.wire.signed import signature
from storage.tables import metadata
from tests.slack.stage import (
    AFTER_POST,
    FRIDAY,
    MONDAY,
    PATIENCE_SECONDS,
    PEOPLE,
    WORDS,
    Stage,
    seed,
    settings,
    text_of,
)


@contextmanager
def over_http(folder: Path) -> Iterator[tuple[Stage, str]]:
    """The bot behind waitress, the way `zetje run --http` does it. Yields the stage and the request url."""
    with running(seed("nl"), [manifest(WORDS, "nl")], start=FRIDAY) as playground:
        app = playground.control.get("apps")[0]
        env = settings(playground, folder, f"sqlite:///{folder}/zetje.db", "nl")
        env["SLACK_SIGNING_SECRET"] = app["signing_secret"]
        playground.control.do("delivery", ack_seconds=PATIENCE_SECONDS, trigger_seconds=PATIENCE_SECONDS)
        zetje = build(Config.from_env(env, http=True), playground.clock)
        try:
            with serving(zetje, "127.0.0.1", 0) as port:
                url = f"http://127.0.0.1:{port}{PATH}"
                playground.control.do("request_url", app=app["id"], url=url)
                zetje.start()
                playground.clock.follow(zetje.clockwork.catch_up)
                ids = {person["name"]: person["id"] for person in playground.control.get("users")}
                yield Stage(playground, zetje, "nl", ids, playground.control.get("apps")[0]), url
        finally:
            zetje.stop()


def test_the_loop_over_signed_requests(tmp_path: Path) -> None:
    with over_http(tmp_path) as (stage, url):
        stage.found_team()
        stage.everybody_joins()
        for name in PEOPLE:
            stage.expects(name, "welcome.text", hour="09:15")
        stage.move_to(MONDAY)
        for name in PEOPLE:
            stage.tap(name, "nudge.answer.done")
            stage.expects(name, "nudge.received")
        stage.say("anna", "Nog iets")
        stage.expects("anna", "reply.nothing_open")
        _replayed_requests_do_nothing(stage, url)
        stage.move_to(AFTER_POST)
        who = WORDS.say("nl", "report.scope.team")
        post = stage.expects("anna", "report.team", "balie")
        assert WORDS.say("nl", "report.high.action", who=who) in text_of(post)


def _replayed_requests_do_nothing(stage: Stage, url: str) -> None:
    """Everything that Slack sent so far comes once more, signed anew: the strongest somebody in between could do."""
    stage.until(lambda: _is_quiet(stage))
    before, said = _rows(stage), {name: stage.texts(name) for name in PEOPLE}
    for sent in stage.playground.control.traffic():
        if sent["direction"] == "out":
            body, kind = _written(sent["kind"], sent["payload"])
            assert _post(url, stage.app["signing_secret"], body, kind).status_code < httpx.codes.INTERNAL_SERVER_ERROR
    for executor in stage.zetje.executors:
        executor.submit(lambda: None).result(PATIENCE_SECONDS)
    stage.until(lambda: _is_quiet(stage))
    assert _rows(stage) == before
    assert {name: stage.texts(name) for name in PEOPLE} == said


def _is_quiet(stage: Stage) -> bool:
    """Whether every message that was under way has been written down."""
    return not any("'claimed'" in row for row in _rows(stage)["deliveries"])


def _rows(stage: Stage) -> dict[str, list[Any]]:
    """All there is, but for what is sealed: sealing the same words twice never looks the same."""
    with stage.zetje.db.begin() as conn:
        return {name: sorted(map(str, conn.execute(select(*_plain(table))))) for name, table in metadata.tables.items()}


def _plain(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if column.primary_key or not isinstance(column.type, LargeBinary)]


def _written(kind: str, payload: dict[str, Any]) -> tuple[bytes, str]:
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _post(url: str, secret: str, body: bytes, kind: str) -> httpx.Response:
    now = str(int(time.time()))
    signed = {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature(secret, now, body)}
    return httpx.post(url, content=body, headers={"Content-Type": kind} | signed, trust_env=False)


@pytest.mark.parametrize("fault", ["unsigned", "wrong secret", "ten minutes old"])
def test_what_slack_did_not_sign_is_refused(tmp_path: Path, fault: str) -> None:
    with over_http(tmp_path) as (stage, url):
        body = b'{"type": "url_verification", "challenge": "geheim"}'
        timestamp = str(int(time.time()) - (600 if fault == "ten minutes old" else 0))
        secret = "x" * 32 if fault == "wrong secret" else stage.app["signing_secret"]
        headers = {"Content-Type": "application/json"}
        if fault != "unsigned":
            headers |= {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature(secret, timestamp, body)}
        answer = httpx.post(url, content=body, headers=headers, trust_env=False)
        assert answer.status_code == httpx.codes.UNAUTHORIZED
        assert "geheim" not in answer.text
