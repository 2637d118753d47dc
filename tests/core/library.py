"""A library with as many prompts as content-spec §3 asks for, spread as evenly; its words do not matter."""

from collections.abc import Iterator

from bot.core.prompts import Case, Dimension, Kind, Library, Prompt, Role, Theme
from tests.bot import sample

CASES = ((Case.RIJBEWIJS, Case.BOUWVERGUNNING), (Case.ID_KAART, Case.TAKKEN))
"""What the scenes of the first four themes are about, and of the last four."""


def full() -> Library:
    shared = [sample.prompt(f"s-{each}", Kind.RATING, measures=each) for each in Dimension]
    return Library((*_all(), *shared, *sample.follow_ups()), "full")


def _all() -> Iterator[Prompt]:
    for number, theme in enumerate(Theme):
        pair = CASES[number // 4]
        yield from _some(Kind.ACTION, theme, 9)
        yield from _some(Kind.REFLECTION, theme, 6 if number < 6 else 5)
        yield from _some(Kind.HELP, theme, 2)
        yield from _some(Kind.RATING, theme, 2)
        for place in range(6):
            yield sample.prompt(f"story-{theme}-{place}", Kind.STORY, theme=theme, case=pair[place % 2])
    for role, shift in zip(Role, range(0, 18, 3), strict=True):
        for place in range(8):
            kind = Kind.ACTION if place < 6 else Kind.REFLECTION
            theme = list(Theme)[(place + shift) % len(Theme)]
            yield sample.prompt(f"{role}-{place}", kind, theme=theme, roles=frozenset({role}))


def _some(kind: Kind, theme: Theme, number: int) -> Iterator[Prompt]:
    for place in range(number):
        effort = 5 if place % 4 == 3 else 2
        yield sample.prompt(f"{kind}-{theme}-{place}", kind, theme=theme, effort_min=effort)
