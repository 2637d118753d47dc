"""Ack latency inside the process: what the app itself costs, without a socket around it."""

from benchmarks import dispatching
from benchmarks.bench import Bench, Spot
from benchmarks.figures import Compared


def measure(bench: Bench, members: range, clicks: int) -> list[Compared]:
    """First answers of these members, then other answers in their place, then the same answers once more."""
    first = [(number, 0) for number in members]
    others = [(members[click % len(members)], 1 + click // len(members)) for click in range(clicks)]
    last = dict(first) | dict(others)
    return [
        _side_by_side("in the process, new answer", bench, first),
        _side_by_side("in the process, another answer", bench, others),
        _side_by_side("in the process, the same answer again", bench, list(last.items()) * 2),
    ]


def _side_by_side(name: str, bench: Bench, clicks: list[tuple[int, int]]) -> Compared:
    """`clicks` are members, and which of the taps under their nudge."""
    ours: list[float] = []
    bare: list[float] = []
    for number, which in clicks:
        bare.append(dispatching.press(bench, bench.buttons[number]))
        ours.append(dispatching.tap(bench, bench.nudges[number], _tap(bench.nudges[number], which)))
        bench.settle()
    return Compared(name, ours, bare)


def _tap(spot: Spot, which: int) -> str:
    return spot.taps[which % len(spot.taps)]
