"""Agreements: what a team decides over a talk card: if-then, a date, and somebody who offers to look back."""

from dataclasses import dataclass

from bot.core.commitments import Outcome, Plan

MONTH = 31
"""Days after its date that an agreement nobody looked back on stays in the weekly post."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`plan.day` is when the team looks back; `keeper` is None once that person was forgotten."""

    id: bytes
    team_id: bytes
    plan: Plan
    keeper: bytes | None
    outcome: Outcome | None = None
