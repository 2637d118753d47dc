"""A click that is stored durably beside one on a bare app in the same server, which stores nothing; as Bolt comes, in
its quickest setting, and with one plain row stored: how many, how soon, at what cost."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import median

from benchmarks.figures import Figure, Target, slowest_hundredth
from benchmarks.people import Tappable
from benchmarks.processes import Serving, serving, tap
from benchmarks.server import BARE

CONNECTIONS = 16
RATE = 200
"""Clicks a second that come whether or not the last one was answered."""
BARE_TAP = "done"
Batch = list[tuple[Tappable, str]]


@dataclass(slots=True)
class Side:
    """One of the apps, and the clicks on it so far."""

    app: Serving
    spots: list[Tappable]
    url: str
    stores: bool
    clicked: int = 0
    last: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By nudge: who tapped, and the last answer that was acknowledged."""

    def batch(self, size: int) -> Batch:
        """The next clicks: each person in turn, and each time another answer than before."""
        clicks = []
        for number in range(self.clicked, self.clicked + size):
            spot = self.spots[number % len(self.spots)]
            which = number // len(self.spots)
            clicks.append((spot, spot.answers[which % len(spot.answers)] if self.stores else BARE_TAP))
        self.clicked += size
        return clicks

    def tap(self, connection: HTTPConnection, click: tuple[Tappable, str]) -> None:
        spot, answer = click
        tap(connection, spot, answer, self.url)
        self.last[spot.nudge] = (spot.person, answer)


@dataclass(slots=True)
class Taken:
    """What one app took, over the rounds."""

    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def measure(people: int, clicks: int, rounds: int, seconds: float, due: int) -> list[Figure]:
    """`due` people get their nudge planned and sent during the last part."""
    with _sides(people, due) as every:
        ours, bare, _, _ = every
        sides = (ours, bare)
        for side in every:
            _burst(side, people, hold=False)  # warm
        to_ack = _bursts(every, clicks, rounds, hold=True)
        shown = _bursts(sides, clicks, rounds, hold=False)
        alone = [_one_by_one(side, clicks) for side in sides]
        steady = [_at_a_rate(side, seconds) for side in sides]
        ours.app.door("start")
        busy = _at_a_rate(ours, seconds)
        _check(ours)
    return [
        *_compare("to the ack", to_ack[0], to_ack[1], "bare", targets=True),
        *_compare("the same beside Bolt as it comes", to_ack[0], to_ack[2], "default", targets=True),
        *_compare("the same beside one that stores plainly", to_ack[0], to_ack[3], "plain", targets=False),
        *_compare("and the message brought up to date", shown[0], shown[1], "bare", targets=False),
        Figure("one connection, p50", "ms", median(alone[0]), median(alone[1]), target=Target("ours", most=5)),
        Figure(
            f"{RATE} a second, p99",
            "ms",
            slowest_hundredth(steady[0]),
            slowest_hundredth(steady[1]),
            target=Target("ours", most=25),
        ),
        Figure(
            f"{RATE} a second while {due:,} people are sent theirs, p99",
            "ms",
            slowest_hundredth(busy),
            slowest_hundredth(steady[0]),
            "at rest",
            Target("ours", most=25),
        ),
    ]


@contextmanager
def _sides(people: int, due: int) -> Iterator[list[Side]]:
    """Ours, and the bare ones."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="zetje-bench-"))
        slack = stack.enter_context(serving("benchmarks.slack"))
        url = f"http://127.0.0.1:{slack.port}/"
        place = ("--slack", url, "--folder", folder)
        size = ("--people", str(people), "--due", str(due))
        ours = stack.enter_context(serving("benchmarks.server", "zetje", *place, *size))
        spots = [Tappable(each["person"], each["nudge"], tuple(each["answers"])) for each in ours.said["clicks"]]
        bare = [stack.enter_context(serving("benchmarks.server", kind, *place)) for kind in BARE]
        yield [Side(ours, spots, url, stores=True), *(Side(each, spots, url, stores=False) for each in bare)]


def _bursts(sides: Sequence[Side], clicks: int, rounds: int, *, hold: bool) -> list[Taken]:
    """As fast as they can, in turns."""
    taken = [Taken() for _ in sides]
    for _ in range(rounds):
        for side, took in zip(sides, taken, strict=True):
            rate, cpu = _burst(side, clicks, hold=hold)
            took.rates.append(rate)
            took.cpu.append(cpu)
    return taken


def _burst(side: Side, clicks: int, *, hold: bool) -> tuple[float, float]:
    """Clicks a second until the last ack, or until all is done; and milliseconds of computing for each."""
    batch = side.batch(clicks)
    side.app.door("hold" if hold else "settle")
    before, began = side.app.door("cpu"), time.perf_counter()
    _spread(side, batch)
    if not hold:
        side.app.door("settle")
    took, used = time.perf_counter() - began, side.app.door("cpu") - before
    side.app.door("settle")
    return clicks / took, used / clicks * 1000


def _spread(side: Side, batch: Batch) -> None:
    """Over connections that each wait for their own acks."""

    def one(connection: HTTPConnection, mine: Batch) -> list[float]:
        return [_timed(side, connection, each, time.perf_counter()) for each in mine]

    _on_connections(side, batch, one)


def _one_by_one(side: Side, clicks: int) -> list[float]:
    with side.app.connection() as connection:
        return [_timed(side, connection, each, time.perf_counter()) for each in side.batch(clicks)]


def _at_a_rate(side: Side, seconds: float) -> list[float]:
    """From the moment each should go out: who waits in line is counted too."""
    batch = side.batch(int(RATE * seconds))
    began = time.perf_counter() + 0.2
    at = {id(click): began + number / RATE for number, click in enumerate(batch)}

    def one(connection: HTTPConnection, mine: Batch) -> list[float]:
        timings = []
        for click in mine:
            time.sleep(max(0.0, at[id(click)] - time.perf_counter()))
            timings.append(_timed(side, connection, click, at[id(click)]))
        return timings

    return _on_connections(side, batch, one)


def _on_connections(side: Side, batch: Batch, work: Callable[[HTTPConnection, Batch], list[float]]) -> list[float]:
    """One person's clicks stay on one connection, in order: so it is known which answer came last."""

    def one(mine: int) -> list[float]:
        with side.app.connection() as connection:
            return work(connection, [click for click in batch if click[0].number % CONNECTIONS == mine])

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return [timing for timings in pool.map(one, range(CONNECTIONS)) for timing in timings]


def _timed(side: Side, connection: HTTPConnection, click: tuple[Tappable, str], began: float) -> float:
    side.tap(connection, click)
    return (time.perf_counter() - began) * 1000


def _compare(name: str, ours: Taken, other: Taken, what: str, *, targets: bool) -> list[Figure]:
    return [
        Figure(
            f"{name}, {CONNECTIONS} connections",
            "clicks/s",
            median(ours.rates),
            median(other.rates),
            what,
            target=Target("ratio", least=0.6) if targets else None,
        ),
        Figure(
            f"{name}, computing for a click",
            "ms",
            median(ours.cpu),
            median(other.cpu),
            what,
            target=Target("ratio", most=1.5) if targets else None,
        ),
    ]


def _check(side: Side) -> None:
    """Every answer that was acknowledged is in the store, as it was tapped last."""
    kept = side.app.door("stored", {person: nudge for nudge, (person, _) in side.last.items()})
    wrong = [nudge for nudge, (_, answer) in side.last.items() if kept[nudge] != answer]
    if wrong:
        raise RuntimeError(f"{len(wrong)} of {len(side.last)} answers are not in the store as they were tapped last")
