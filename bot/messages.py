"""What the bot says, as intents. Every surface says it in its own way and gives a receipt (design.md, decision 10)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from bot.content.pack import CaseOfTheWeek, TalkCard
from bot.core.addresses import Address
from bot.core.cells import Scope
from bot.core.challenges import Challenge
from bot.core.commitments import Plan
from bot.core.parameters import Name
from bot.core.periods import Period, Question
from bot.core.prompts import Kind, Locale, Prompt, Text
from bot.core.snoozing import Snooze
from bot.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Invitation:
    locale: Locale


@dataclass(frozen=True, slots=True)
class Nudge:
    """`about`: what a follow-up comes back to; `author`: who wrote it, to be named; `snoozes`: what "later" means."""

    nudge_id: str
    prompt: Prompt
    locale: Locale
    about: Plan | None = None
    author: Address | None = None
    snoozes: tuple[Snooze, ...] = ()


@dataclass(frozen=True, slots=True)
class Goodbye:
    """After much silence: the bot stops, and says how to begin again."""

    locale: Locale


@dataclass(frozen=True, slots=True)
class Proposal:
    """A prompt that somebody in the coach's team wrote; `author` only where they want to be named."""

    proposal_id: str
    kind: Kind
    text: str
    author: Address | None
    locale: Locale


@dataclass(frozen=True, slots=True)
class Card:
    """The talk card of the week, for ten minutes of the werkoverleg; what they agree on goes to that team."""

    team: str
    card: TalkCard
    case: CaseOfTheWeek
    locale: Locale
    high: tuple[Question, Scope, str | None] | None = None
    """The team's latest picture: about what, of which group, and the department it is called by."""


@dataclass(frozen=True, slots=True)
class A4:
    """What it is all about on one page, with a button for whom it is clear to."""

    team: str
    text: Text
    locale: Locale


class Moment(StrEnum):
    """The messages of a challenge, in their order; the step is what who joined gets."""

    START = "start"
    STEP = "step"
    HALFWAY = "halfway"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class ChallengePost:
    """`rehearsal`: for its coach alone, to see what it will look like."""

    name: str
    challenge: Challenge
    moment: Moment
    locale: Locale
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Broadcast:
    text: str
    locale: Locale
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a team agreed on, when they made it and when they look back; `keeper` offered to look back."""

    name: str
    plan: Plan
    keeper: Address | None
    locale: Locale
    looks_back: bool


@dataclass(frozen=True, slots=True)
class Phrased:
    """A team's recipe in one sentence, and who wrote it down."""

    team: str
    text: str
    writer: Address | None
    locale: Locale


@dataclass(frozen=True, slots=True)
class Amended:
    """A parameter of what is published changes on that day, in the channel of a team it concerns (R19)."""

    parameter: Name
    value: int
    on: date
    locale: Locale


@dataclass(frozen=True, slots=True)
class Notice:
    """To an administrator: a team's channel takes no messages any more, and why in the chat program's own word."""

    channel: Address
    reason: str
    locale: Locale


@dataclass(frozen=True, slots=True)
class Removal:
    """A file that was for one person's eyes, and has been there long enough."""

    file: str


class Reaction(StrEnum):
    """What there is to say to a typed message."""

    RECEIVED = "received"
    RECEIVED_HINT = "received_hint"
    NOTHING_OPEN = "nothing_open"
    NOT_UNDERSTOOD = "not_understood"
    TOO_LONG = "too_long"
    PUT_OFF = "put_off"
    STOPPED = "stopped"
    INVITED = "invited"
    PREPARING = "preparing"
    NOT_TAKING_PART = "not_taking_part"
    WELCOME_BACK = "welcome_back"
    GREETED = "greeted"


@dataclass(frozen=True, slots=True)
class Reply:
    reaction: Reaction
    locale: Locale


@dataclass(frozen=True, slots=True)
class Report:
    """The weekly post. `high` False means: no team picture this week, for whatever reason (disclosure-policy R4)."""

    period: str
    question: Question
    high: bool
    scope: Scope
    department: str | None
    teams_high: int | None
    """R8: how many cells published HIGH, once that is at least five."""
    case: CaseOfTheWeek
    card: TalkCard
    locale: Locale
    highs: tuple[Period, ...] = ()
    """The weeks of the past quarter with a team picture, the oldest first; this one too when it has one."""
    challenge: tuple[Text, bool] | None = None
    """The challenge whose result this week is about: what it is called, and whether it is HIGH."""
    agreement: Plan | None = None
    """What the team agreed on and has not looked back on yet."""
    sentence: str = ""
    """The team's recipe, once it chose one."""


Message = (
    Invitation
    | Nudge
    | Goodbye
    | Reply
    | Proposal
    | Card
    | A4
    | ChallengePost
    | Broadcast
    | Agreed
    | Phrased
    | Amended
    | Notice
    | Removal
    | Report
)


class Messenger(Protocol):
    """A surface: it says each intent in its own way. `delivery` goes along out of sight, so that `find` can tell
    whether a message arrived."""

    def send(self, to: Address, delivery: str, message: Message) -> Receipt: ...

    def find(self, to: Address, delivery: str) -> Receipt | None:
        """The receipt of a message that arrived after all; None when it is certainly not there."""
        ...
