"""A team's quarter on one A4: the words on it, and how many of each there are before one has to choose."""

from dataclasses import dataclass

from bot.core.pictures import Strip
from bot.core.prompts import Case, Locale

RECIPE_MOST, AGREEMENTS_MOST, CHALLENGES_MOST = 8, 4, 4
"""Items of each list. The newest stay; when even these do not fit, there are fewer (content-spec §1: choose)."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the parts are called."""

    title: str
    worked: str
    themes: str
    challenges: str
    agreements: str
    pictures: str
    recipe: str
    no_recipe: str
    next_step: str
    cue: str
    deed: str
    back: str
    card: str
    clock: str
    agree: str
    footer: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """`pictures` says what a dot means, or that there is none. An empty `next_step` leaves room to write one down.

    `sentence` is the recipe as the team chose it, or empty.
    """

    lang: Locale
    name: str
    span: str
    themes: tuple[str, ...]
    challenges: tuple[str, ...]
    agreements: tuple[str, ...]
    strip: Strip | None
    pictures: str
    sentence: str
    recipe: tuple[str, ...]
    next_step: str
    question: str
    case: Case
    case_title: str
    case_text: str
    words: Words
