"""The page for the jaargesprek: what may stand on it, and how much fits on one A4 (content-spec §9)."""

from dataclasses import dataclass
from datetime import date

PROUD_MOST, HELPED_MOST, NEEDS_MOST, STEP_MOST = 400, 150, 300, 250
"""Characters of a part."""
COMMITMENTS_MOST, LEARNT_MOST = 5, 3
"""Items in a list, of at most 250 and 400 characters each."""


@dataclass(frozen=True, slots=True)
class YearPage:
    """Everything on it was chosen or written by its owner."""

    name: str
    proud: str
    commitments: tuple[str, ...]
    learnt: tuple[str, ...]
    helped: str
    needs: str
    next_step: str
    day: date
