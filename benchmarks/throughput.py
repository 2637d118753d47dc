"""Clicks a second, from one thread and from more: SQLite has one writer, so ours wait in line for it."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from benchmarks import dispatching
from benchmarks.bench import Bench
from benchmarks.figures import Rate


def measure(bench: Bench, threads: int, clicks: int) -> Rate:
    """The work after each ack runs along with the clicks that follow, as it would on a busy morning."""

    def tap(number: int, which: int) -> None:
        spot = bench.nudges[number]
        dispatching.tap(bench, spot, spot.taps[which % len(spot.taps)])

    def press(number: int, _: int) -> None:
        dispatching.press(bench, bench.buttons[number])

    ours = _per_second(bench, tap, threads, clicks)
    bench.settle()
    return Rate(threads, ours, _per_second(bench, press, threads, clicks))


def _per_second(bench: Bench, act: Callable[[int, int], None], threads: int, clicks: int) -> float:
    each = clicks // threads

    def one_thread(first: int) -> None:
        mine = range(first, len(bench.nudges), threads)  # members of its own, so that the last tap is known
        for click in range(each):
            act(mine[click % len(mine)], click // len(mine))

    with ThreadPoolExecutor(threads) as pool:
        began = time.perf_counter()
        list(pool.map(one_thread, range(threads)))
        return each * threads / (time.perf_counter() - began)
