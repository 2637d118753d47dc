"""What is measured: series of timings, and figures with what they stand beside and what they should be."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Literal, Protocol

Kept = dict[str, str | float | bool | None]
"""A line of a table as it stands in results.json."""


class Row(Protocol):
    """Anything that is measured; `share` in what is kept is how much of what the target allows is used."""

    def kept(self) -> Kept: ...


@dataclass(frozen=True, slots=True)
class Target:
    """A bound on the ratio, or on our own figure."""

    of: Literal["ratio", "ours"]
    most: float | None = None
    least: float | None = None

    def __str__(self) -> str:
        bound = f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"
        return f"ratio {bound}" if self.of == "ratio" else bound

    def share(self, value: float) -> float:
        """How much of what is allowed is used: above 1 the target is missed."""
        return value / self.most if self.most is not None else (self.least or 0) / value


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table. `beside` was measured in the same run; None where nothing stands beside it."""

    what: str
    unit: str
    ours: float
    beside: float | None = None
    beside_what: str = "bare"
    target: Target | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.beside if self.beside else None

    def kept(self) -> Kept:
        share = self._share()
        return {
            "what": self.what,
            "unit": self.unit,
            "ours": _round(self.ours),
            "beside": _round(self.beside),
            "beside_what": self.beside_what if self.beside is not None else None,
            "ratio": _round(self.ratio),
            "target": str(self.target) if self.target else None,
            "share": _round(share),
            "reached": share <= 1 if share is not None else None,
        }

    def _share(self) -> float | None:
        if self.target is None:
            return None
        value = self.ours if self.target.of == "ours" else self.ratio
        return None if value is None else self.target.share(value)


@dataclass(frozen=True, slots=True)
class Compared:
    """Milliseconds: ours beside those of a bare app, taken in turn in the same run."""

    name: str
    ours: Sequence[float]
    bare: Sequence[float]

    def figures(self) -> list[Figure]:
        """For the middle and for the slowest hundredth."""
        return [
            Figure(f"{self.name}, {what}", "ms", of(self.ours), of(self.bare))
            for what, of in (("p50", median), ("p99", slowest_hundredth))
        ]


def slowest_hundredth(timings: Sequence[float]) -> float:
    return quantiles(timings, n=100, method="inclusive")[98]


def _round(value: float | None) -> float | None:
    """Four digits say more than was measured, and keep the file readable."""
    return None if value is None else float(f"{value:.4g}")
