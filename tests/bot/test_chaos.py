"""Senders die between any two steps: everybody has one message all the same, and a planted mistake is found."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from benchmarks.chaos import simulated
from bot import opening
from bot.core.addresses import Address
from storage import deliveries
from tests.bot.sample import MONDAY, found_team, person

PEOPLE = 6
RUNS = range(10)


def runs(folder: Path, seeds: range = RUNS) -> Iterator[Counter[Address]]:
    for seed in seeds:
        db = opening.open_store(f"sqlite:///{folder}/{seed}.db", folder / f"{seed}.key")
        found_team(db, PEOPLE)
        yield simulated.run(seed, _quick(db), MONDAY)
        db.dispose()


def _quick(db: Engine) -> Engine:
    """No power is cut here; without waiting for the disk ten runs take a second."""
    with db.connect() as conn:
        driver = conn.connection.driver_connection
        assert driver is not None
        driver.rollback()
        driver.execute("PRAGMA synchronous=OFF")
    return db


@pytest.mark.parametrize("seed", RUNS)
def test_everybody_has_one_nudge(tmp_path: Path, seed: int) -> None:
    [nudges] = runs(tmp_path, range(seed, seed + 1))
    assert nudges == {person(number): 1 for number in range(PEOPLE)}


def test_a_claim_that_is_dropped_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle = deliveries._settle

    def careless(conn: Connection, delivery_id: bytes, **values: Any) -> None:
        if values.get("state") != deliveries.State.CLAIMED.value:
            settle(conn, delivery_id, **values)

    monkeypatch.setattr(deliveries, "_settle", careless)
    assert any(max(nudges.values()) > 1 for nudges in runs(tmp_path))


def test_a_conversation_that_is_not_looked_at_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulated.Slack, "find", lambda *_: None)
    assert any(max(nudges.values()) > 1 for nudges in runs(tmp_path))
