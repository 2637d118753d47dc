"""A prompt: one small deed or one question, in Dutch and English."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Locale = Literal["nl", "en"]


CHALLENGE = "challenge"
"""The source of what belongs to a challenge."""


class Kind(StrEnum):
    ACTION = "action"
    REFLECTION = "reflection"
    STORY = "story"
    HELP = "help"
    RATING = "rating"
    HABIT = "habit"
    FOLLOWUP = "followup"


class Theme(StrEnum):
    """In table order: the order of the eight-week cycle."""

    AMBASSADEUR = "ambassadeur"
    VERANTWOORDELIJK = "verantwoordelijk"
    SNEL_OP_TIJD = "snel-op-tijd"
    PRETTIG_DUIDELIJK = "prettig-duidelijk"
    OPENHEID = "openheid"
    OP_TIJD_HULP = "op-tijd-hulp"
    VAN_ONS_ALLEMAAL = "van-ons-allemaal"
    EIGEN_RECEPT = "eigen-recept"


class Role(StrEnum):
    BALIE_KCC = "balie_kcc"
    BACKOFFICE = "backoffice"
    BODE = "bode"
    LEIDINGGEVENDE = "leidinggevende"
    VAKSPECIALIST = "vakspecialist"
    BUITENDIENST = "buitendienst"


class Case(StrEnum):
    RIJBEWIJS = "rijbewijs"
    ID_KAART = "id-kaart"
    BOUWVERGUNNING = "bouwvergunning"
    TAKKEN = "takken"


class Dimension(StrEnum):
    """What the three shared ratings measure; only these reach a team's label (disclosure-policy R4a)."""

    FAST = "fast"
    PUNCTUAL = "punctual"
    PLEASANT = "pleasant"


class Asks(StrEnum):
    """What a follow-up comes back to: a commitment, a habit on that day, whether a habit goes by itself, a challenge;
    or what it prepares: a talk with one's manager; or, in somebody's first weeks, whether it suits and how often."""

    COMMITMENT = "commitment"
    HABIT = "habit"
    EASE = "ease"
    CHALLENGE = "challenge"
    ONE_TO_ONE = "one_to_one"
    FITS = "fits"
    PACE = "pace"


class AnswerType(StrEnum):
    DONE = "done"
    CHOICE = "choice"
    SCALE = "scale"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in both languages."""

    nl: str
    en: str

    def said_in(self, locale: Locale) -> str:
        return self.nl if locale == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Answer:
    """How one can answer: `options` for a choice, `low` and `high` name 1 and 5 of a scale."""

    type: AnswerType
    options: tuple[Text, ...] = ()
    low: Text | None = None
    high: Text | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """One piece of the content pack. `roles` empty means everybody."""

    id: str
    kind: Kind
    theme: Theme
    family: str
    roles: frozenset[Role]
    moment: str
    effort_min: int
    phase: str
    answer: Answer
    text: Text
    why: Text
    case: Case | None = None
    scene_at: Role | None = None
    measures: Dimension | None = None
    asks: Asks | None = None
    """Only of a follow-up; its text then holds {afspraak}."""
    then: str = "none"
    share: bool = False
    source: str = "core"

    @property
    def looks_back(self) -> bool:
        """Comes back to a commitment, whose words are its owner's and leave the message once it is answered."""
        return self.asks in (Asks.COMMITMENT, Asks.HABIT, Asks.EASE)

    @property
    def is_own(self) -> bool:
        """Written in somebody's own team."""
        return self.source.startswith("team:")


Order = tuple[tuple[Prompt, ...], ...]
"""Prompts, those that come before the others first; between some of them only the lot decides."""


@dataclass(frozen=True, slots=True)
class Library:
    """All prompts of a content pack; `version` changes whenever a word does."""

    prompts: tuple[Prompt, ...]
    version: str
    by_id: dict[str, Prompt] = field(init=False)
    orders: dict[Hashable, Order] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Remembered by the choice (bot/core/choice.py), so that it is made once for many people."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {prompt.id: prompt for prompt in self.prompts})
