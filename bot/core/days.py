"""Days: what a day is for in somebody's rhythm, and when the next moment comes to look at them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from bot.core import first_week, silence, slots, timing
from bot.core.calendars import Holidays
from bot.core.members import Member, Standing
from bot.core.offers import Window
from bot.core.periods import Period
from bot.core.slots import Slot

FURTHEST = 400
"""Days to look ahead for somebody's next moment; longer than any absence, shorter than for ever."""


def next_moment(
    member: Member,
    after: datetime,
    holidays: Holidays,
    check_on: date | None = None,
    windows: Sequence[Window] = (),
) -> datetime | None:
    """The next moment, strictly later than `after`, at which `decide` could plan something for this member.

    `check_on` is the first day on which one of their commitments is to be looked back on; `windows` are those of
    their offers.
    """
    if member.standing is not Standing.ACTIVE:
        return None
    today = timing.local_day(after, member.rhythm.zone)
    for day in (today + timedelta(days=ahead) for ahead in range(FURTHEST)):
        moments = _moments_on(member, day, holidays, check_on is not None and check_on <= day, windows)
        coming = [at for at in moments if at > after]
        if coming:
            return min(coming)
    return None


def slot_on(member: Member, day: date, holidays: Holidays) -> Slot | None:
    """What that day is for; None on days off, on holidays, in quiet weeks, and where the pace leaves a day free."""
    if holidays.quiet(day):
        return None
    period = Period.of_day(day)
    own = _own_days(member, period, holidays)
    pace = silence.pace_now(member.rhythm.pace, member.unanswered)
    slot = slots.slot_of(own.index(day), len(own), pace, period) if day in own else None
    return _at_first(member, day, slot, pace, holidays) if slot else None


def works(member: Member, day: date, holidays: Holidays) -> bool:
    """Whether that is a day on which they work and are there."""
    return day.isoweekday() in member.rhythm.workdays and not holidays(day) and not member.is_away(day)


def next_workday(member: Member, after: date, holidays: Holidays) -> date | None:
    days = (after + timedelta(days=ahead) for ahead in range(1, FURTHEST))
    return next((day for day in days if works(member, day, holidays)), None)


def is_day_one(member: Member, day: date) -> bool:
    """Whether they had not begun before that day: the invitation was the message of the day they joined."""
    if member.since is None or first_week.is_long_over(member.since, day):
        return False
    return day <= timing.local_day(member.since, member.rhythm.zone)


def next_free_day(member: Member, after: date, holidays: Holidays) -> date | None:
    """The next day they work on that is not for the shared rating."""
    for day in (after + timedelta(days=ahead) for ahead in range(1, FURTHEST)):
        slot = slot_on(member, day, holidays)
        if works(member, day, holidays) and not (slot and slot.measures):
            return day
    return None


def welcome_at(member: Member, moment: datetime) -> bool:
    """Whether something unasked may come at that moment: not in quiet hours, not while they are away or have paused."""
    local = moment.astimezone(member.rhythm.zone)
    quiet = member.rhythm.is_quiet(local.time().replace(tzinfo=None))
    return member.standing is Standing.ACTIVE and not quiet and not member.is_away(local.date())


def _own_days(member: Member, period: Period, holidays: Holidays) -> Sequence[date]:
    """Those of that week on which they work and are there."""
    workdays = _workdays(member.rhythm.workdays, period, holidays)
    return [day for day in workdays if not member.is_away(day)] if member.absences else workdays


@lru_cache(maxsize=1000)
def _workdays(weekdays: frozenset[int], period: Period, holidays: Holidays) -> tuple[date, ...]:
    """Found once for all who work on the same weekdays."""
    return tuple(day for day in period.days if day.isoweekday() in weekdays and not holidays(day))


def slot_at(member: Member, day: date, slot: Slot) -> datetime:
    return at_hour(member, day, member.rhythm.afternoon if slot.in_afternoon else member.rhythm.morning)


def at_hour(member: Member, day: date, at: time) -> datetime:
    return timing.at_local(day, at, member.rhythm.zone)


def _moments_on(
    member: Member, day: date, holidays: Holidays, has_check: bool, windows: Sequence[Window]
) -> Sequence[datetime]:
    slot = slot_on(member, day, holidays)
    moments = [slot_at(member, day, slot)] if slot else []
    if has_check and works(member, day, holidays):
        moments.append(at_hour(member, day, member.rhythm.afternoon))
    offered = any((slot or window.any_day) and window.covers(day) for window in windows)
    if offered and works(member, day, holidays):
        moments.append(at_hour(member, day, member.rhythm.morning))
    if moments and silence.says_goodbye(member.unanswered):
        moments.append(at_hour(member, day, member.rhythm.morning))
    return moments


def _at_first(member: Member, day: date, slot: Slot, pace: int, holidays: Holidays) -> Slot | None:
    """The first week goes its own way, but for the shared rating once somebody is on the roster (R4a, R6)."""
    if member.since is None or first_week.is_long_over(member.since, day):
        return slot
    joined = timing.local_day(member.since, member.rhythm.zone)
    if day - joined > first_week.LONGEST or (slot.measures and Period.of_day(day) != Period.of_day(joined)):
        return slot
    number = first_week.number(joined, day, lambda each: works(member, each, holidays))
    return first_week.shaped(slot, number, pace)
