"""The benchmarks run, give every figure, and measure what they say. How fast is not for a test."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import __main__ as benchmarks
from benchmarks import bench, dispatching, figures
from handlers.slack.nudge_blocks import ANSWER


def test_a_quick_run_gives_every_figure(tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    run = CliRunner().invoke(benchmarks.main, ["--quick", "--results", str(results)])
    assert run.exit_code == 0, run.output
    rows = json.loads(results.read_text())
    names = [row["what"] for row in rows]
    for benchmark in ("over the socket, new", "process, new", "process, another", "process, the same"):
        assert [name[-3:] for name in names if benchmark in name] == ["p50", "p99"]
    assert [name[-1] for name in names if "threads" in name] == ["1", "8"]
    assert all(row["ours"] > 0 and row["bare"] > 0 and row["ratio"] == row["ours"] / row["bare"] for row in rows)


def test_an_answer_counts_as_stored_only_when_the_store_has_that_very_answer() -> None:
    with bench.set_up(2) as ready:
        first, second = ready.nudges
        dispatching.tap(ready, first, first.taps[0])
        dispatching.tap(ready, second, second.taps[0])
        assert ready.stored() == 2
        ready.tapped[first] = first.taps[1]
        assert ready.stored() == 1
        dispatching.tap(ready, first, f"{ANSWER}nonsense")
        assert ready.stored() == 1
        ready.settle()


def test_the_slowest_hundredth_is_the_99th_percentile() -> None:
    assert figures.slowest_hundredth(list(range(101))) == pytest.approx(99)
