"""Launching: what a team needs before it starts (content-spec §1: rule 2, and why such projects fail)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.prompts import Role

READERS = 3
"""Colleagues to whom the A4 must be clear; the concierge test."""
AT_THE_DOOR = frozenset({Role.BODE, Role.BUITENDIENST})
"""At least one of them does this kind of work."""
OWN_PROMPTS = 5
"""Written by the team itself before it starts: they write the recipe."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What a team still lacks; nothing when all is zero and False."""

    readers: int
    at_the_door: bool
    prompts: int

    @property
    def anything(self) -> bool:
        return bool(self.readers or self.at_the_door or self.prompts)


def missing(readers: Sequence[Role], own_prompts: int) -> Missing:
    """`readers`: the kinds of work of those who said that the A4 is clear."""
    return Missing(
        readers=max(0, READERS - len(readers)),
        at_the_door=not AT_THE_DOOR.intersection(readers),
        prompts=max(0, OWN_PROMPTS - own_prompts),
    )
