"""The benchmarks run, give every figure, and measure what they say. How fast is not for a test."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import __main__ as benchmarks
from benchmarks import figures, page, remains
from benchmarks.delivering import OURS, Delivered
from benchmarks.delivery import Result
from benchmarks.figures import Figure, Target

RESULTS = json.loads(benchmarks.RESULTS.read_text(encoding="utf-8"))


def test_a_quick_run_gives_every_figure(tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    run = CliRunner().invoke(benchmarks.main, ["--quick", "--results", str(results)], catch_exceptions=False)
    assert run.exit_code == 0, run.output
    measured = json.loads(results.read_text())
    assert {name: len(rows) for name, rows in measured.items()} == {name: len(rows) for name, rows in RESULTS.items()}
    assert all(row.get("ours", row.get("seconds")) > 0 for rows in measured.values() for row in rows)


def test_what_was_stored_is_found_in_the_files_and_nothing_of_it_once_they_are_made_anew() -> None:
    counted = [(way, theirs) for _, way, theirs, _ in remains.measure(number=20, days=2, erased=3)]
    assert (counted[0], counted[-1]) == ((9, 18), (0, 0))


def test_the_page_says_what_the_results_say() -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    assert page.fill(text, RESULTS) == text
    assert page.CHART.read_text(encoding="utf-8") == page.chart(RESULTS)
    for rows in RESULTS.values():
        assert page.table(rows) in text


@pytest.mark.parametrize(
    ("target", "ours", "share"),
    [
        (Target("ours", most=5), 4, 0.8),
        (Target("ratio", most=1.5), 3, 1.0),
        (Target("ratio", least=0.6), 1, 1.2),
    ],
)
def test_a_target_is_reached_when_no_more_is_used_than_it_allows(target: Target, ours: float, share: float) -> None:
    kept = Figure("", "", ours, beside=2, target=target).kept()
    assert kept["share"] == pytest.approx(share)
    assert kept["reached"] == (share <= 1)


@pytest.mark.parametrize(
    ("seconds", "refused", "lost", "reached"),
    [(240, 0, 0, True), (250, 0, 0, False), (240, 1, 0, False), (240, 0, 1, False)],
)
def test_delivery_is_good_when_it_is_soon_and_nothing_is_refused_or_lost(
    seconds: float, refused: int, lost: int, *, reached: bool
) -> None:
    result = Result(OURS, 1_000, 240, seconds, optimum=240, refused=refused, lost=lost, double=0)
    assert Delivered(result).kept()["reached"] == reached


def test_the_slowest_hundredth_is_the_99th_percentile() -> None:
    assert figures.slowest_hundredth(list(range(101))) == pytest.approx(99)
