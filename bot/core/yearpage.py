"""The page for the jaargesprek: what may stand on it, so that it is always one A4 (content-spec §9)."""

from dataclasses import dataclass
from datetime import date

NAME_MOST, PROUD_MOST, HELPED_MOST, NEEDS_MOST = 80, 400, 150, 300
"""Characters that each part takes."""
PLANS_MOST, PLAN_MOST = 5, 250
LEARNT_MOST, LESSON_MOST = 3, 400
"""Items of a list, and characters of each."""


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
