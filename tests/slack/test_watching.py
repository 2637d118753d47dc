"""Who watches over the process: is it well, how does it do; and nobody finds a person or a word in what they read."""

import io
import json
import logging
import sqlite3
from datetime import timedelta

import httpx
import pytest

from bot import faults, health, logs
from tests.slack.stage import PEOPLE, Stage

WORDS = "Vanochtend zei meneer Jansen dank je"


def test_health_and_metrics_say_how_it_goes_and_nothing_of_anybody(monday: Stage) -> None:
    monday.say("anna", WORDS)
    monday.until(lambda: len(monday.messages("anna")) > 3 or None)
    with health.serving(monday.zetje, "127.0.0.1", 0) as port:
        well = httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False)
        metrics = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
        assert httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).status_code == 404
        assert (well.status_code, well.json()) == (200, dict.fromkeys(("database", "socket", "tick", "sending"), "ok"))
        monday.zetje.clockwork.ticked = monday.playground.clock.now() - health.OLD * 2
        assert monday.zetje.socket is not None
        monday.zetje.socket.close()  # type: ignore[no-untyped-call]
        ill = httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False)
        assert (ill.status_code, ill.json()) == (503, well.json() | {"socket": "not connected", "tick": "late"})
    assert 'zetje_deliveries_total{kind="invitation",outcome="sent"}' in metrics
    assert 'zetje_delivery_lag_seconds_count{kind="nudge"}' in metrics
    for name in ("zetje_ack_seconds_count", "zetje_tick_seconds_count", "zetje_deliveries_waiting 0.0"):
        assert name in metrics
    assert "zetje_messages_per_minute 240.0" in metrics
    for secret in (*PEOPLE, *monday.ids.values(), "balie", "Publiekszaken", "Vanochtend", "Jansen"):
        assert secret not in metrics


def test_a_database_that_is_away_is_said(monday: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monday.zetje.clockwork, "ticked", monday.playground.clock.now() + timedelta(minutes=1))
    monday.zetje.db.dispose()
    monkeypatch.setattr(monday.zetje.db.pool, "_creator", _nothing_there)
    assert health.look(monday.zetje).database == "OperationalError"
    monkeypatch.undo()


def _nothing_there(*_: object) -> None:
    raise sqlite3.OperationalError("unable to open database file")


def test_logs_as_json_are_one_object_on_a_line_without_anybodys_words() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.formatter())
    logger = logging.getLogger("bot.deliver.test")
    logger.addHandler(handler)
    try:
        raise ValueError(WORDS)
    except ValueError as fault:
        logger.error("delivery %s cannot be made: %s", "ab12", "ValueError", exc_info=faults.without_words(fault))
    finally:
        logger.removeHandler(handler)
    [line] = [json.loads(each) for each in written.getvalue().splitlines()]
    assert (line["message"], line["level"]) == ("delivery ab12 cannot be made: ValueError", "error")
    assert "Wordless" in line["exception"]
    assert line["logger"] == "bot.deliver.test"
    assert "Jansen" not in written.getvalue().replace('raise ValueError("', "")
