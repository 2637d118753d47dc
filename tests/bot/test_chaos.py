"""Senders die and interrupt each other between any two steps: everybody has one message all the same.

What keeps it so is taken away, one thing at a time: each time somebody gets theirs twice, or not at all.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from benchmarks.chaos import plants, simulated
from bot import opening
from bot.core.addresses import Address
from tests.bot.sample import MONDAY, found_team, person

PEOPLE = 6
RUNS = range(6)
UNTIL_FOUND = range(100)
ONE_EACH = {person(number): 1 for number in range(PEOPLE)}


def runs(folder: Path, seeds: range, plant: str = "") -> Iterator[Counter[Address]]:
    for seed in seeds:
        db = opening.open_store(f"sqlite:///{folder}/{seed}.db", folder / f"{seed}.key")
        found_team(db, PEOPLE)
        yield simulated.run(seed, _quick(db), MONDAY, plant)
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
    assert list(runs(tmp_path, range(seed, seed + 1))) == [ONE_EACH]


@pytest.mark.parametrize("fault", plants.PATCHES)
def test_a_planted_mistake_is_found(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for where, name, wrong in plants.PATCHES[fault]:
        monkeypatch.setattr(where, name, wrong)
    assert any(nudges != ONE_EACH for nudges in runs(tmp_path, UNTIL_FOUND, fault))
