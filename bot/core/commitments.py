"""A commitment: an if-then plan of one's own, with a date to look back, and at most one habit at a time."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.core.prompts import Asks

MOST_OPEN = 3
"""Open commitments somebody may have (content-spec S10)."""
MOST_CHARACTERS = 300
"""Of a cue, and of a deed: long enough for a sentence, short enough to remember."""
FURTHEST_DAYS = 365
HABIT_DAYS = (1, 3, 5, 8, 11, 15, 18, 22, 25, 30, 37, 44, 51, 58, 66)
"""Calendar days after its start on which a habit is asked about; ever further apart (content-spec S9)."""
EASE_DAYS = frozenset({1, 30, 66})
"""On these days the question is whether it goes by itself."""
REST = timedelta(days=14)
"""Between the end of one habit and the start of the next."""


class Outcome(StrEnum):
    """How a commitment ended. They weigh the same; none is scored (content-spec, rule 4)."""

    DONE = "done"
    PARTLY = "partly"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Plan:
    """If `cue`, then `deed`; looked back on after `day`. With `habit` it is asked about again and again."""

    cue: str
    deed: str
    day: date
    habit: bool = False


@dataclass(frozen=True, slots=True)
class Commitment:
    """`check_on`: the first day to come back to it; None once that was done, or when it is closed."""

    id: bytes
    plan: Plan
    made: date
    check_on: date | None
    outcome: Outcome | None = None
    closed: date | None = None

    @property
    def is_open(self) -> bool:
        return self.closed is None


@dataclass(frozen=True, slots=True)
class Check:
    """A commitment to come back to, on `day` or the first own working day after it."""

    commitment_id: bytes
    day: date
    asks: Asks


def first_check(plan: Plan, made: date) -> date:
    """The day after the date of a plan; a habit is asked about from its first day on."""
    return made + timedelta(days=HABIT_DAYS[0]) if plan.habit else plan.day + timedelta(days=1)


def checked(commitment: Commitment, today: date) -> Commitment:
    """After a check on `today`: exactly one follow-up for a plan, the next day of the arc for a habit.

    Days of the arc that passed meanwhile are not made up for: a missed check-in changes nothing (S9). After the last
    one the habit is somebody's own.
    """
    if not commitment.plan.habit:
        return replace(commitment, check_on=None)
    days = (commitment.made + timedelta(days=number) for number in HABIT_DAYS)
    following = next((day for day in days if day > today), None)
    if following is None:
        return replace(commitment, check_on=None, outcome=Outcome.DONE, closed=today)
    return replace(commitment, check_on=following)


def dated(plan: Plan, made: date) -> Plan:
    """A habit's date is the end of its arc."""
    return replace(plan, day=made + timedelta(days=HABIT_DAYS[-1])) if plan.habit else plan


def asks(commitment: Commitment) -> Asks:
    """What the next check asks."""
    if not commitment.plan.habit or commitment.check_on is None:
        return Asks.COMMITMENT
    return Asks.EASE if (commitment.check_on - commitment.made).days in EASE_DAYS else Asks.HABIT


def habit_may_start(others: list[Commitment], today: date) -> date | None:
    """The first day on which a new habit may begin, or None while one is still open (S9)."""
    habits = [each for each in others if each.plan.habit]
    if any(habit.is_open for habit in habits):
        return None
    ended = [habit.closed + REST for habit in habits if habit.closed]
    return max([today, *ended])


def sounds_like(text: str) -> tuple[str, str] | None:
    """(cue, deed) of one if-then sentence, in Dutch or English; None when it is not one."""
    words = text.strip()
    lower = words.casefold()
    opening = next((each for each in ("als ", "if ", "when ", "wanneer ", "zodra ") if lower.startswith(each)), None)
    if opening is None or len(lower) != len(words):
        return None
    for link in (", dan ", ", then ", " dan ", " then ", ", "):
        cue, found, deed = _cut(words[len(opening) :], link)
        if found and cue.strip() and deed.strip():
            return cue.strip(" ,"), deed.strip(" .")
    return None


def _cut(words: str, link: str) -> tuple[str, bool, str]:
    place = words.casefold().find(link)
    return (words[:place], True, words[place + len(link) :]) if place >= 0 else (words, False, "")
