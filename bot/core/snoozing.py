"""Later today: when a nudge may come back, for somebody who asks for it."""

from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.core import days, timing
from bot.core.calendars import Holidays
from bot.core.members import Member

AN_HOUR = timedelta(hours=1)
AFTER_LUNCH = time(13, 0)


class Snooze(StrEnum):
    HOUR = "hour"
    LUNCH = "lunch"
    TOMORROW = "tomorrow"


def moment(member: Member, snooze: Snooze, now: datetime, holidays: Holidays) -> datetime | None:
    """When it comes back; None when that moment is over, or falls in quiet hours.

    Tomorrow is the next own working day that does not hold the shared rating: that one is for everybody
    (disclosure-policy R4a).
    """
    rhythm = member.rhythm
    today = timing.local_day(now, rhythm.zone)
    match snooze:
        case Snooze.HOUR:
            at = now + AN_HOUR
            local = at.astimezone(rhythm.zone)
            return at if local.date() == today and not rhythm.is_quiet(local.time()) else None
        case Snooze.LUNCH:
            at = timing.at_local(today, AFTER_LUNCH, rhythm.zone)
            return at if at > now and not rhythm.is_quiet(AFTER_LUNCH) else None
        case Snooze.TOMORROW:
            day = days.next_free_day(member, today, holidays)
            return timing.at_local(day, rhythm.morning, rhythm.zone) if day else None


def choices(member: Member, at: datetime, holidays: Holidays) -> tuple[Snooze, ...]:
    """What to offer with a message that goes out at `at`."""
    return tuple(snooze for snooze in Snooze if moment(member, snooze, at, holidays))
