"""Planning: does this member get a message on this day, at what moment, and if not, why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.core import choice, days, memory, silence, slots, timing
from bot.core.calendars import Holidays
from bot.core.commitments import Check
from bot.core.members import Member, Past, Standing
from bot.core.offers import Offer
from bot.core.periods import Period
from bot.core.prompts import Kind, Library, Prompt, Theme
from bot.core.slots import Slot
from bot.core.timing import Due


class Reason(StrEnum):
    """Why somebody gets nothing on a day."""

    INVITED = "invited"
    PAUSED = "paused"
    STOPPED = "stopped"
    AWAY = "away"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    QUIET_WEEK = "quiet_week"
    NOT_THIS_DAY = "not_this_day"
    ALREADY_SENT = "already_sent"
    TOO_LATE = "too_late"
    POOL_EMPTY = "pool_empty"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a choice depends on besides the member: same rules, same choice (content-spec S12)."""

    library: Library
    holidays: Holidays
    seed: int
    themes: Mapping[Period, Theme] = field(default_factory=dict)
    """The weeks in which a team has another theme than the cycle gives."""

    def theme_of(self, period: Period) -> Theme:
        return self.themes.get(period, period.theme)


@dataclass(frozen=True, slots=True)
class Planned:
    """`about` is the commitment that a follow-up comes back to."""

    at: datetime
    prompt: Prompt
    about: bytes | None = None


@dataclass(frozen=True, slots=True)
class Goodbye:
    """So much silence that the bot stops, and says so once."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Skipped:
    """`wanted`: the kind that would have come, had there been one left."""

    reason: Reason
    wanted: Kind | None = None


Decision = Planned | Goodbye | Skipped


def decide(
    member: Member,
    day: date,
    *,
    rules: Rules,
    seen: Past,
    checks: Sequence[Check] = (),
    offers: Sequence[Offer] = (),
    now: datetime | None = None,
) -> Decision:
    """The decision for that local day. Given `now` it also says what is too late; without, it is a forecast."""
    reason = _why_not(member, day, rules.holidays, seen)
    if reason:
        return Skipped(reason)
    decision = _pick(member, day, rules, seen, checks, offers)
    if isinstance(decision, Skipped):
        return decision
    if now is not None and timing.due(decision.at, now) is Due.TOO_LATE:
        return Skipped(Reason.TOO_LATE)
    return decision


def ask_now(member: Member, day: date, *, rules: Rules, seen: Past) -> Prompt | None:
    """A prompt for somebody who asks for one: what the day is for, or something small to do."""
    slot = days.slot_on(member, day, rules.holidays) or Slot(slots.DEED)
    return _prompt(member, day, slot, rules, seen)


def _pick(
    member: Member, day: date, rules: Rules, seen: Past, checks: Sequence[Check], offers: Sequence[Offer]
) -> Decision:
    slot = days.slot_on(member, day, rules.holidays)
    check, offer = _due(checks, day), _offered(offers, day, slot, seen)
    if slot is None and check is None and offer is None:
        return Skipped(Reason.QUIET_WEEK if rules.holidays.quiet(day) else Reason.NOT_THIS_DAY)
    if silence.says_goodbye(member.unanswered):
        return Goodbye(days.at_hour(member, day, member.rhythm.morning))
    if slot is None or not slot.measures:  # the shared rating is for everybody (disclosure-policy R4a)
        instead = _follow_up(member, day, rules, check) or _instead(member, day, offer)
        if instead:
            return instead
    if slot is None:
        return Skipped(Reason.NOT_THIS_DAY)
    prompt = _prompt(member, day, slot, rules, seen)
    return Planned(days.slot_at(member, day, slot), prompt) if prompt else Skipped(Reason.POOL_EMPTY, slot.kinds[0])


def _follow_up(member: Member, day: date, rules: Rules, check: Check | None) -> Planned | None:
    if check is None:
        return None
    wording = choice.wording(rules.library, asks=check.asks, person=member.id, day=day, seed=rules.seed)
    return (
        Planned(days.at_hour(member, day, member.rhythm.afternoon), wording, check.commitment_id) if wording else None
    )


def _instead(member: Member, day: date, offer: Offer | None) -> Planned | None:
    """A deed for the whole day comes in the morning."""
    return Planned(days.at_hour(member, day, member.rhythm.morning), offer.prompt) if offer else None


def _offered(offers: Sequence[Offer], day: date, slot: Slot | None, seen: Past) -> Offer | None:
    """The first one that is due and fits their pace."""
    return next((offer for offer in offers if (slot or offer.window.any_day) and offer.is_due(day, seen)), None)


def _prompt(member: Member, day: date, slot: Slot, rules: Rules, seen: Past) -> Prompt | None:
    theme = rules.theme_of(period := Period.of_day(day))
    return choice.choose(
        rules.library,
        person=member.id,
        day=day,
        slot=slot,
        role=member.role,
        themes={theme, *member.focus},
        case=period.case(theme),
        seen=seen,
        seed=rules.seed,
    )


def _due(checks: Sequence[Check], day: date) -> Check | None:
    """The longest waiting one; a second one waits for another day (content-spec S1)."""
    return min((check for check in checks if check.day <= day), key=lambda check: check.day, default=None)


def _why_not(member: Member, day: date, holidays: Holidays, seen: Past) -> Reason | None:
    if member.standing is not Standing.ACTIVE:
        return Reason(member.standing.value)
    if memory.asked_on(seen, day):
        return Reason.ALREADY_SENT
    if member.is_away(day):
        return Reason.AWAY
    if day.isoweekday() not in member.rhythm.workdays:
        return Reason.DAY_OFF
    if holidays(day):
        return Reason.HOLIDAY
    return Reason.NOT_THIS_DAY if days.is_day_one(member, day) else None
