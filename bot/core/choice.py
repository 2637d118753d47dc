"""Choice: which prompt somebody gets on a day that is for one (content-spec §4, S1-S6, S11 and S12)."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.core.members import Past
from bot.core.memory import Memory
from bot.core.prompts import Asks, Case, Kind, Library, Order, Prompt, Role, Theme
from bot.core.slots import Slot

MOST_ORDERS = 500
"""Orders of a library that are remembered: more than a day has, and no more memory than one of its pictures."""

START_MINUTES = 3
"""What comes in the first part of the year takes no longer (S7)."""


def choose(
    library: Library,
    *,
    person: bytes,
    day: date,
    slot: Slot,
    role: Role | None,
    seen: Past,
    seed: int,
    themes: Collection[Theme],
    case: Case,
) -> Prompt | None:
    """The prompt for that person on that day; the same one whenever the same is asked (S12). None: nothing fits (S11).

    `seen` is the person's past, oldest first; `themes` holds that of the week, and those somebody chose; `case` is
    that of the week. Of what may come, the team's own goes first, then the theme, then the kind of the day.
    """
    past = Memory(library, seen, day)
    place = _Place(slot, role, frozenset(themes), case, past.wants_own, past.phase)
    lot = _lottery(seed, person, day)
    for equals in _in_order(library, place):
        # In the end most of them came this year, and their names tell.
        left = [prompt for prompt in equals if prompt.id not in past.of_this_year or prompt.kind is Kind.RATING]
        allowed = [prompt for prompt in left if past.allows(prompt)]
        if allowed:
            return min(allowed, key=lambda prompt: (past.last_asked(prompt), lot(prompt.id)))
    return None


def wording(library: Library, *, asks: Asks, person: bytes, day: date, seed: int) -> Prompt | None:
    """One of the wordings of that follow-up; which one rotates with the day."""
    wordings = [prompt for prompt in library.prompts if prompt.asks is asks]
    lot = _lottery(seed, person, day)
    return min(wordings, key=lambda prompt: lot(prompt.id), default=None)


@dataclass(frozen=True, slots=True)
class _Place:
    """What the order of the prompts depends on; many people are in the same place on one day."""

    slot: Slot
    role: Role | None
    themes: frozenset[Theme]
    case: Case
    wants_own: bool
    phase: str

    def fits(self, prompt: Prompt) -> bool:
        slot = self.slot
        if prompt.kind not in slot.kinds or prompt.measures is not slot.measures or slot.clashes(prompt):
            return False
        return (not prompt.roles or self.role in prompt.roles) and self._is_light(prompt)

    def rank(self, prompt: Prompt) -> tuple[object, ...]:
        return (
            not (prompt.is_own and self.wants_own),
            prompt.theme not in self.themes,
            self.slot.kinds.index(prompt.kind),
            prompt.is_own,
            prompt.kind is Kind.STORY and prompt.case is not self.case,
            self.role not in prompt.roles,
            prompt.phase not in ("any", self.phase),
        )

    def _is_light(self, prompt: Prompt) -> bool:
        """In the first part of the year; what colleagues wrote for each other is welcome from the first day, and the
        shared rating is for everybody."""
        return self.phase != "start" or bool(prompt.is_own or prompt.measures) or prompt.effort_min <= START_MINUTES


def _in_order(library: Library, place: _Place) -> Order:
    """The prompts that fit, those of the best rank first; made once for all who are in that place."""
    found = library.orders.get(place)
    if found is None:
        if len(library.orders) >= MOST_ORDERS:
            library.orders.clear()
        fitting = [prompt for prompt in library.prompts if place.fits(prompt)]
        ranked = groupby(sorted(fitting, key=place.rank), place.rank)
        found = library.orders[place] = tuple(tuple(equals) for _, equals in ranked)
    return found


def _lottery(seed: int, person: bytes, day: date) -> Callable[[str], bytes]:
    """A lot for each prompt, that anybody can draw again; Python's own hash() differs from one run to the next."""
    whose = f"{seed}|{person.hex()}|{day.isoformat()}|"
    return lambda prompt_id: hashlib.blake2b((whose + prompt_id).encode(), digest_size=8).digest()
