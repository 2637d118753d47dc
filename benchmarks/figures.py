"""Series of timings, and how one compares to the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `ratio` is ours to bare."""

    what: str
    unit: str
    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


@dataclass(frozen=True, slots=True)
class Compared:
    """Milliseconds: ours beside those of a bare app, taken in turn in the same run."""

    name: str
    ours: Sequence[float]
    bare: Sequence[float]

    def rows(self) -> list[Row]:
        """For the middle and for the slowest hundredth."""
        return [
            Row(f"{self.name}, {what}", "ms", of(self.ours), of(self.bare))
            for what, of in (("p50", median), ("p99", slowest_hundredth))
        ]


@dataclass(frozen=True, slots=True)
class Rate:
    """Clicks a second."""

    threads: int
    ours: float
    bare: float

    def rows(self) -> list[Row]:
        return [Row(f"in the process, threads: {self.threads}", "clicks/s", self.ours, self.bare)]


def slowest_hundredth(timings: Sequence[float]) -> float:
    return quantiles(timings, n=100, method="inclusive")[98]
