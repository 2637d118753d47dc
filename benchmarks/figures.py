"""Two series of timings, and how one compares to the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Compared:
    """Milliseconds: ours beside those of a bare app, taken in turn in the same run."""

    name: str
    ours: Sequence[float]
    bare: Sequence[float]

    def rows(self) -> list[tuple[str, float, float, float]]:
        """(what, ours, bare, ratio) for the middle and for the slowest hundredth."""
        return [
            (f"{self.name}, {what}", of(self.ours), of(self.bare), of(self.ours) / of(self.bare))
            for what, of in (("p50", median), ("p99", slowest_hundredth))
        ]


def slowest_hundredth(timings: Sequence[float]) -> float:
    return quantiles(timings, n=100)[98]
