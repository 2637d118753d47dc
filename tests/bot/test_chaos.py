"""Senders die and interrupt each other between any two steps: everybody has one message all the same.

What keeps it so is taken away, one thing at a time: each time somebody gets theirs twice.
"""

from pathlib import Path

import pytest

from benchmarks.chaos import plants
from benchmarks.chaos.many import ONE_EACH, try_out

UNTIL_FOUND = 100


@pytest.mark.parametrize("seed", range(6))
def test_everybody_has_one_nudge(tmp_path: Path, seed: int) -> None:
    assert try_out(seed, tmp_path) == ONE_EACH


@pytest.mark.parametrize("fault", plants.PATCHES)
def test_a_planted_mistake_is_found(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for where, name, wrong in plants.PATCHES[fault]:
        monkeypatch.setattr(where, name, wrong)
    assert any(max(try_out(seed, tmp_path, fault).values()) > 1 for seed in range(UNTIL_FOUND))
