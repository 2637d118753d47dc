"""Parameters of what is published, and what may become of them (disclosure-policy R6 and R19)."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.disclosure import K_DEFAULT

K_MOST = 50
"""A larger k than this would leave no team its picture."""


class Name(StrEnum):
    K = "k"
    """The smallest roster that gets a label."""
    GUESTS = "guests"
    """Whether the guests of one team count: 1 or 0."""


class Fault(StrEnum):
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What holds in one period. `guests`: the teams whose guests count."""

    k: int = K_DEFAULT
    guests: frozenset[bytes] = frozenset()

    def value(self, name: Name, team_id: bytes | None) -> int:
        return self.k if name is Name.K else int(team_id in self.guests)

    def changed(self, name: Name, team_id: bytes | None, value: int) -> "Parameters":
        if name is Name.K:
            return Parameters(value, self.guests)
        team = {team_id} if team_id else set()
        return Parameters(self.k, self.guests | team if value else self.guests - team)

    def check(self, name: Name, team_id: bytes | None, value: int) -> Fault | None:
        """What is not right about a change, if anything."""
        if name is Name.K and value < K_DEFAULT:
            return Fault.TOO_SMALL
        if value > (K_MOST if name is Name.K else 1):
            return Fault.TOO_LARGE
        return Fault.SAME if value == self.value(name, team_id) else None
