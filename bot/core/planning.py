"""Planning: does this member get a nudge on this day, at what moment, and if not, why not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.core import choice, timing
from bot.core.choice import Slot
from bot.core.members import Member, Rhythm, Seen, Standing
from bot.core.periods import Period
from bot.core.prompts import Library, Prompt
from bot.core.timing import Due

Holidays = Callable[[date], bool]

FURTHEST = 60
"""Days to look ahead for somebody's next moment; longer than any holiday, shorter than for ever."""


class Reason(StrEnum):
    """Why somebody gets nothing on a day."""

    INVITED = "invited"
    PAUSED = "paused"
    STOPPED = "stopped"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    NOT_THIS_DAY = "not_this_day"
    ALREADY_SENT = "already_sent"
    TOO_LATE = "too_late"
    POOL_EMPTY = "pool_empty"


@dataclass(frozen=True, slots=True)
class Planned:
    at: datetime
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Skipped:
    reason: Reason


Decision = Planned | Skipped

STANDING_REASONS = {
    Standing.INVITED: Reason.INVITED,
    Standing.PAUSED: Reason.PAUSED,
    Standing.STOPPED: Reason.STOPPED,
}


def decide(
    member: Member,
    day: date,
    *,
    prompts: Library,
    holidays: Holidays,
    seen: Sequence[Seen],
    seed: int,
    now: datetime | None = None,
) -> Decision:
    """The decision for that local day. Given `now` it also says what is too late; without, it is a forecast."""
    reason = _why_not(member, day, holidays, seen)
    if reason:
        return Skipped(reason)
    slot = slot_on(member.rhythm, day, holidays)
    if slot is None:
        return Skipped(Reason.NOT_THIS_DAY)
    prompt = choice.choose(prompts, person=member.id, day=day, slot=slot, role=member.role, seen=seen, seed=seed)
    if prompt is None:
        return Skipped(Reason.POOL_EMPTY)
    at = _moment(member.rhythm, day, slot)
    if now is not None and timing.due(at, now) is Due.TOO_LATE:
        return Skipped(Reason.TOO_LATE)
    return Planned(at, prompt)


def next_moment(member: Member, after: datetime, holidays: Holidays) -> datetime | None:
    """The next moment, strictly later than `after`, at which `decide` could plan something for this member."""
    if member.standing is not Standing.ACTIVE:
        return None
    rhythm, today = member.rhythm, timing.local_day(after, member.rhythm.zone)
    for day in (today + timedelta(days=ahead) for ahead in range(FURTHEST)):
        slot = slot_on(rhythm, day, holidays)
        at = _moment(rhythm, day, slot) if slot else None
        if at and at > after:
            return at
    return None


def slot_on(rhythm: Rhythm, day: date, holidays: Holidays) -> Slot | None:
    """What that day is for; None on days off, on holidays, and where the pace leaves a day free."""
    period = Period.of_day(day)
    own = [each for each in period.days if _works(rhythm, each, holidays)]
    return choice.slot_of(own.index(day), len(own), rhythm.pace, period.question) if day in own else None


def _why_not(member: Member, day: date, holidays: Holidays, seen: Sequence[Seen]) -> Reason | None:
    if member.standing in STANDING_REASONS:
        return STANDING_REASONS[member.standing]
    if any(past.day == day for past in seen):
        return Reason.ALREADY_SENT
    if day.isoweekday() not in member.rhythm.workdays:
        return Reason.DAY_OFF
    return Reason.HOLIDAY if holidays(day) else None


def _works(rhythm: Rhythm, day: date, holidays: Holidays) -> bool:
    return day.isoweekday() in rhythm.workdays and not holidays(day)


def _moment(rhythm: Rhythm, day: date, slot: Slot) -> datetime:
    at = rhythm.afternoon if slot.in_afternoon else rhythm.morning
    return timing.at_local(day, at, rhythm.zone)
