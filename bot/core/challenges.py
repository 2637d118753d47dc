"""Challenges: a deed that a team does together for a week or two, joined in private (content-spec §7, R16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.core.calendars import Holidays
from bot.core.members import Absence
from bot.core.offers import Offer, Window
from bot.core.periods import Period
from bot.core.prompts import CHALLENGE, Answer, AnswerType, Kind, Locale, Prompt, Text, Theme
from bot.core.rhythms import Rhythm

LONGEST_DAYS = 28
"""From the first day to the last; a longer one is no challenge any more but a habit."""
RESULT_WEEKS = 4
"""Weeks between two results of one cell, as for any other question (disclosure-policy R9)."""
LOCALES: tuple[Locale, ...] = ("nl", "en")
STEP, CLOSING = "daag-", "slot-"
"""How the id of a challenge's prompts begins; the rest is the challenge's own."""
STEP_MINUTES = 10
WEEKDAYS, HALFWAY_FROM = 5, 5
"""ISO weekdays up to Friday; and how many of them make a challenge long enough for a word halfway."""


class State(StrEnum):
    """DRAFT until it is planned; whether a planned one is under way or over, its days tell."""

    DRAFT = "draft"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """Where a challenge stands today."""

    DRAFT = "draft"
    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Words:
    """What a challenge is called and what it says: the deed, and the team's messages at the start, halfway, at the end.

    A message left empty is said in our own words.
    """

    name: Text
    deed: Text
    start: Text = NOTHING
    halfway: Text = NOTHING
    closing: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Challenge:
    """`first` and `last` are local days of whoever takes part, both included."""

    id: bytes
    words: Words
    theme: Theme
    rhythm: Rhythm
    first: date
    last: date
    teams: tuple[bytes, ...]
    state: State = State.DRAFT

    @property
    def asked_in(self) -> Period:
        """The week of the closing question, and so of the result: the one after the last day."""
        return Period.of_day(self.last).next

    @property
    def weekdays(self) -> list[date]:
        days = (self.first + timedelta(days=ahead) for ahead in range((self.last - self.first).days + 1))
        return [day for day in days if day.isoweekday() <= WEEKDAYS]

    @property
    def halfway(self) -> date | None:
        """A weekday in the middle; None when it is too short to have one."""
        days = self.weekdays
        return days[len(days) // 2] if len(days) >= HALFWAY_FROM else None

    def phase(self, today: date) -> Phase:
        if self.state is not State.PLANNED:
            return Phase(self.state.value)
        if today < self.first:
            return Phase.PLANNED
        return Phase.RUNNING if today <= self.last else Phase.FINISHED

    def is_in_the_way_of(self, other: "Challenge") -> bool:
        """Whether both ask something of one team in the same weeks, the closing question included."""
        mine, theirs = ((Period.of_day(each.first).number, each.asked_in.number) for each in (self, other))
        together = set(self.teams) & set(other.teams)
        return bool(together) and self.id != other.id and mine[0] <= theirs[1] and theirs[0] <= mine[1]


class Fault(StrEnum):
    """What is not right about a challenge, in the order it is looked at."""

    NO_NAME = "no_name"
    NO_DEED = "no_deed"
    NO_TEAM = "no_team"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    TOO_LONG = "too_long"
    STARTED = "started"


def check(challenge: Challenge, today: date) -> Fault | None:
    faults = {
        Fault.NO_NAME: not challenge.words.name.nl,
        Fault.NO_DEED: not challenge.words.deed.nl,
        Fault.NO_TEAM: not challenge.teams,
        Fault.ENDS_BEFORE_IT_STARTS: challenge.last < challenge.first,
        Fault.TOO_LONG: (challenge.last - challenge.first).days >= LONGEST_DAYS,
        Fault.STARTED: challenge.first <= today,
    }
    return next((fault for fault, holds in faults.items() if holds), None)


def quiet(challenge: Challenge, calendars: Sequence[Holidays]) -> list[Absence]:
    """The weekdays of it on which no step comes, by one of the calendars; a weekend does not part those in a row."""
    rows: list[Absence] = []
    before = None
    for day in challenge.weekdays:
        if any(calendar(day) or calendar.quiet(day) for calendar in calendars):
            first = rows.pop().first if rows and rows[-1].last == before else day
            rows.append(Absence(first, day))
        before = day
    return rows


def windows(challenge: Challenge) -> tuple[Window, Window]:
    """When somebody who joined gets the steps, in their own rhythm, and the one question: in the week after."""
    week = challenge.asked_in.days
    return Window(challenge.first, challenge.last), Window(week[0], week[-1], any_day=True)


def offers(challenge: Challenge, closing: Prompt) -> tuple[Offer, Offer]:
    steps, afterwards = windows(challenge)
    return Offer(step(challenge), steps, challenge.rhythm), Offer(closing, afterwards, Rhythm.ONCE)


def step(challenge: Challenge) -> Prompt:
    """The deed, as the prompt of a day."""
    nl, en = (f"{said(challenge.words.name, each)}. {said(challenge.words.deed, each)}" for each in LOCALES)
    text = Text(nl, en)
    return _prompt(STEP, challenge, Kind.ACTION, text, Answer(AnswerType.DONE))


def closing(challenge: Challenge, text: Text, options: tuple[Text, ...]) -> Prompt:
    """The one question afterwards; its first two options say that they did something (`answers.positive`)."""
    return _prompt(CLOSING, challenge, Kind.REFLECTION, text, Answer(AnswerType.CHOICE, options))


def ends_on(first: date, days: int) -> date:
    """The last of so many weekdays, the first one included."""
    day, left = first, days
    while True:
        left -= day.isoweekday() <= WEEKDAYS
        if not left:
            return day
        day += timedelta(days=1)


def id_in(prompt_id: str) -> str | None:
    """The challenge's id in that of one of its prompts; None for any other prompt."""
    kind, found, id = prompt_id.partition("-")
    return id if found and f"{kind}-" in (STEP, CLOSING) else None


def ends(prompt_id: str) -> bool:
    """Whether that is the question after a challenge."""
    return prompt_id.startswith(CLOSING)


def said(text: Text, locale: Locale) -> str:
    """A coach may write in one language only; then that is what everybody reads."""
    return text.said_in(locale) or text.nl or text.en


def _prompt(kind_of: str, challenge: Challenge, kind: Kind, text: Text, answer: Answer) -> Prompt:
    id = kind_of + challenge.id.hex()
    return Prompt(
        id=id,
        kind=kind,
        theme=challenge.theme,
        family=id,
        roles=frozenset(),
        moment="altijd",
        effort_min=STEP_MINUTES,
        phase="any",
        answer=answer,
        text=text,
        why=Text("", ""),
        source=CHALLENGE,
    )
