"""The format of a content pack (content-spec §5): what a field is called and what may stand in it."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator

from bot.core.prompts import Answer, AnswerType, Asks, Case, Dimension, Kind, Prompt, Role, Text, Theme
from bot.core.rhythms import Rhythm

OPTION_CHARACTERS = 30
"""What fits on a button on a phone."""
Moment = Literal["begin-dag", "voor-gesprek", "na-gesprek", "tussendoor", "einde-dag", "werkoverleg", "altijd"]
Talk = Literal["stoppen-anders-of-door", "ons-recept", "bilateraal"]
"""Moments with questions of their own: the team's decision every eight weeks, its sentence, the talk with a manager."""
NAME_CHARACTERS = 40
"""What fits in a heading on a phone."""
FOLLOWUP_OPTIONS = {Asks.COMMITMENT: 4, Asks.HABIT: 2, Asks.EASE: 0, Asks.CHALLENGE: 3, Asks.FITS: 3, Asks.PACE: 3}
"""Told apart by their place: done, partly, smaller, let go; yes, not yet; yes, a little, no; …; 5, 3 or 2 a week."""
NUMBERED_ID = r"^[a-z]+-[rfh]?\d{2,3}$"


class Entry(BaseModel):
    """`place` says where it stands, "prompts.yaml:12"; the part of a file that an author can jump to."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    _place: str = PrivateAttr(default="")

    @property
    def place(self) -> str:
        return self._place

    def stands_at(self, place: str) -> Self:
        self._place = place
        return self


class Words(Entry):
    """The same in both languages; neither may be missing."""

    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def text(self) -> Text:
        return Text(self.nl, self.en)


class Option(Words):
    nl: str = Field(min_length=1, max_length=OPTION_CHARACTERS)
    en: str = Field(min_length=1, max_length=OPTION_CHARACTERS + 10)


class AnswerEntry(Entry):
    type: AnswerType
    options: tuple[Option, ...] = ()
    low: Words | None = None
    high: Words | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.type is AnswerType.CHOICE and not 2 <= len(self.options) <= 4:
            raise ValueError("a choice has 2 to 4 options")
        if self.type is not AnswerType.CHOICE and self.options:
            raise ValueError("only a choice has options")
        if (self.type is AnswerType.SCALE) != (self.low is not None and self.high is not None):
            raise ValueError("a scale, and only a scale, says in `low` and `high` what 1 and 5 mean")
        return self


class Review(Entry):
    by_role: str
    date: date


def _everybody(roles: object) -> object:
    return [] if roles == ["all"] else roles


class PromptEntry(Entry):
    id: str = Field(pattern=NUMBERED_ID)
    kind: Kind
    theme: Theme
    family: str | None = Field(default=None, pattern=r"^[a-z0-9-]+$")
    roles: Annotated[tuple[Role, ...], BeforeValidator(_everybody)] = Field(max_length=3)
    case: Case | None = None
    scene_at: Role | None = None
    moment: Moment
    effort_min: int = Field(ge=1, le=10)
    phase: Literal["start", "bouwen", "vasthouden", "any"] = "any"
    answer: AnswerEntry
    then: Literal["plan", "thank", "help", "none"] = "none"
    share: Literal["never", "ask"] = "never"
    text: Words
    why: Words
    source: str = Field(default="core", pattern=r"^(core|gemeente|team:[a-z0-9-]+)$")
    measures: Dimension | None = None
    asks: Asks | None = None
    b1_allow: tuple[str, ...] = Field(default=(), max_length=2)
    review: Review | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.kind is Kind.STORY and not (self.case and self.scene_at):
            raise ValueError("a story needs a `case` and the role whose place it is set at (`scene_at`)")
        if self.kind in (Kind.ACTION, Kind.HABIT) and self.answer.type is not AnswerType.DONE:
            raise ValueError(f"{self.kind} is answered with `type: done`")
        if (self.kind is Kind.RATING or self.asks is Asks.EASE) != (self.answer.type is AnswerType.SCALE):
            raise ValueError("a rating or a follow-up that asks for ease, and nothing else, is answered on a scale")
        if self.measures and self.kind is not Kind.RATING:
            raise ValueError("only a shared rating `measures` something")
        if self.share == "ask" and self.kind not in (Kind.REFLECTION, Kind.STORY):
            raise ValueError("only a reflection or a story may ask to be shared (disclosure-policy R14)")
        return self

    @model_validator(mode="after")
    def _comes_back(self) -> Self:
        if (self.kind is Kind.FOLLOWUP) != (self.asks is not None):
            raise ValueError(
                "a followup, and only a followup, says what it `asks`: commitment, habit, ease, challenge, fits or pace"
            )
        if self.asks is Asks.ONE_TO_ONE:
            raise ValueError("the questions for a talk with one's manager stand in moments.yaml")
        if self.asks and len(self.answer.options) != FOLLOWUP_OPTIONS[self.asks]:
            raise ValueError(f"a followup that asks {self.asks} has {FOLLOWUP_OPTIONS[self.asks]} options")
        return self

    def prompt(self) -> Prompt:
        options = tuple(option.text() for option in self.answer.options)
        low, high = self.answer.low, self.answer.high
        return Prompt(
            id=self.id,
            kind=self.kind,
            theme=self.theme,
            family=self.family or self.id,
            roles=frozenset(self.roles),
            moment=self.moment,
            effort_min=self.effort_min,
            phase=self.phase,
            answer=Answer(self.answer.type, options, low.text() if low else None, high.text() if high else None),
            text=self.text.text(),
            why=self.why.text(),
            case=self.case,
            scene_at=self.scene_at,
            measures=self.measures,
            asks=self.asks,
            then=self.then,
            share=self.share == "ask",
            source=self.source,
        )


class CaseEntry(Entry):
    id: Case
    title: Words
    sentence: Words
    alt: Words


class CardEntry(Entry):
    theme: Theme
    question: Words


class TemplateEntry(Entry):
    theme: Theme
    cue: Words
    deed: Words


class Name(Words):
    nl: str = Field(min_length=1, max_length=NAME_CHARACTERS)
    en: str = Field(min_length=1, max_length=NAME_CHARACTERS)


class ChallengeEntry(Entry):
    id: str = Field(pattern=r"^c\d{2}$")
    theme: Theme
    rhythm: Rhythm
    days: Literal[5, 10]
    name: Name
    text: Words
    start: Words
    halfway: Words
    closing: Words


class MomentEntry(Entry):
    id: Talk
    questions: tuple[Words, ...] = Field(min_length=1)
