"""The benchmark measures what it says: every click in it is really stored."""

import pytest
from sqlalchemy import func, select

from benchmarks import ack
from storage import tables


def test_every_click_of_the_benchmark_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    stored: list[int] = []
    inside = ack._inside

    def and_count(bench: ack.Bench, clicks: int) -> object:
        with bench.zetje.db.begin() as conn:
            stored.append(conn.execute(select(func.count()).select_from(tables.journal)).scalar_one())
        return inside(bench, clicks)

    monkeypatch.setattr(ack, "_inside", and_count)
    wire, _ = ack.compare(people=6)
    assert stored == [6]
    assert len(wire.ours) == len(wire.bare) == 6
    assert all(ratio > 0 for _, _, _, ratio in wire.rows())
