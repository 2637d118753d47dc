"""What delivering takes: four ways to send beside the optimum, and the computing for one message in a longer line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from statistics import median

from benchmarks.delivery import CONFIGURED, WAYS, Result, cost, deliver
from benchmarks.figures import Figure, Kept, Row, Target

OURS = next(iter(WAYS))


@dataclass(frozen=True, slots=True)
class Bound:
    """What is asked of us: time as a multiple of the optimum, and the share of messages that Slack may refuse."""

    ratio: float
    refused: float

    def share(self, result: Result) -> float:
        """How much of what is allowed is used; one message lost or twice is too much."""
        refused = result.refused / result.people
        if result.lost or result.double or refused > self.refused:
            return max(2.0, result.ratio / self.ratio)
        return result.ratio / self.ratio


BOUNDS = {CONFIGURED: Bound(1.01, 0.0), CONFIGURED // 2: Bound(1.07, 0.02)}


@dataclass(frozen=True, slots=True)
class Delivered:
    """One line of the table of senders."""

    result: Result

    def kept(self) -> Kept:
        """`share` is there for us only: the others have nothing to reach."""
        result, bound = self.result, BOUNDS[self.result.limit]
        share = bound.share(result) if result.sender == OURS else None
        return {
            "what": f"{result.people:,} people at {result.limit} a minute",
            "sender": result.sender,
            "seconds": result.seconds,
            "ratio": round(result.ratio, 3),
            "refused": result.refused,
            "lost": result.lost,
            "double": result.double,
            "target": f"≤ {bound.ratio:g}, 429 ≤ {bound.refused:.0%}" if share is not None else None,
            "share": share,
            "reached": share <= 1 if share is not None else None,
        }


def senders(sizes: Sequence[int]) -> list[Row]:
    """The limit as it is configured, and half of that while we think it is the whole."""
    return [Delivered(deliver(way, people, limit)) for limit, people, way in product(BOUNDS, sizes, WAYS)]


def computing(backlogs: Sequence[int], timed: int, rounds: int) -> list[Row]:
    """Each beside the shortest line, taken in turns."""
    taken = [[cost(backlog, timed) for backlog in backlogs] for _ in range(rounds)]
    shortest, *longer = zip(backlogs, map(median, zip(*taken, strict=True)), strict=True)
    beside = f"{shortest[0]:,} waiting"
    return [
        Figure(
            f"computing for a message, {backlog:,} waiting", "ms", ms, shortest[1], beside, Target("ratio", most=1.5)
        )
        for backlog, ms in longer
    ]
