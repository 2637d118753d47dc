"""Steer: somebody changes their own rhythm, is away, pauses, comes back. No reason is ever asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot import recognise, wake
from bot.core import periods, timing
from bot.core.addresses import Address
from bot.core.calendars import Holidays
from bot.core.members import Absence, Member, Standing, is_between
from bot.core.prompts import Locale, Role, Theme
from bot.core.retention import JOURNAL_MONTHS
from bot.core.silence import PACES
from storage import members

MOST_ABSENCES = 20
LONGEST_ABSENCE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody fills in about their rhythm. Zone and language follow their chat profile unless they are `own`."""

    morning: time
    afternoon: time
    workdays: frozenset[int]
    pace: int
    quiet_from: time
    quiet_until: time
    zone: ZoneInfo
    own_zone: bool
    locale: Locale
    own_locale: bool
    role: Role | None
    focus: frozenset[Theme]


class Fault(StrEnum):
    """What is wrong with a wish; one clear sentence each."""

    STRANGER = "stranger"
    NO_DAYS = "no_days"
    MORNING_IS_QUIET = "morning_is_quiet"
    AFTERNOON_IS_QUIET = "afternoon_is_quiet"
    UNKNOWN_PACE = "unknown_pace"
    BACKWARDS = "backwards"
    OVER = "over"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TOO_FAR = "too_far"


def change(db: Engine, person: Address, wishes: Wishes, holidays: Holidays, now: datetime) -> Member | Fault:
    """Takes over all the wishes at once, or none of them."""
    fault = _fault(wishes)
    return fault or _change(db, person, holidays, now, lambda member: _with(member, wishes))


def be_away(db: Engine, person: Address, away: Absence, holidays: Holidays, now: datetime) -> Member | Fault:
    """Nothing comes on those days, and it begins again by itself after the last one."""
    if away.last < away.first:
        return Fault.BACKWARDS
    if away.last - away.first > LONGEST_ABSENCE:
        return Fault.TOO_LONG

    def add(member: Member) -> Member | Fault:
        today = timing.local_day(now, member.rhythm.zone)
        if away.last < today:
            return Fault.OVER
        coming = {each for each in member.absences if each.last >= today} | {away}
        return replace(member, absences=tuple(sorted(coming))) if len(coming) <= MOST_ABSENCES else Fault.TOO_MANY

    return _change(db, person, holidays, now, add)


def be_there(db: Engine, person: Address, away: Absence, holidays: Holidays, now: datetime) -> Member | Fault:
    """Takes an absence back."""

    def take_back(member: Member) -> Member | Fault:
        if away.last < timing.local_day(now, member.rhythm.zone):
            return Fault.OVER
        return replace(member, absences=tuple(each for each in member.absences if each != away))

    return _change(db, person, holidays, now, take_back)


def prepare_talk(db: Engine, person: Address, talk: date | None, holidays: Holidays, now: datetime) -> Member | Fault:
    """The questions for a talk with one's manager come on the last own working day before it; None: no more."""
    today = timing.local_day(now, periods.ZONE)
    if talk and talk <= today:
        return Fault.OVER
    if talk and talk - today > LONGEST_ABSENCE:
        return Fault.TOO_FAR
    return _change(db, person, holidays, now, lambda member: replace(member, one_to_one=talk))


def keep_for(db: Engine, person: Address, months: int) -> Member | None:
    """How long somebody's own answers stay; None for a choice that does not exist (disclosure-policy S4)."""
    with db.begin() as conn:
        member = recognise.member(conn, person, hold=True)
        if member is None or months not in JOURNAL_MONTHS:
            return None
        member = replace(member, keep_months=months)
        members.set_preferences(conn, member)
        return member


def pause(db: Engine, person: Address, holidays: Holidays, now: datetime) -> Member | Fault:
    """Nothing comes until they come back. They stay on the roster (disclosure-policy R6)."""
    return _change(db, person, holidays, now, lambda member: replace(member, standing=Standing.PAUSED))


def resume(db: Engine, person: Address, holidays: Holidays, now: datetime) -> Member | Fault:
    """Ends a pause, and an absence that is going on today."""

    def back(member: Member) -> Member:
        today = timing.local_day(now, member.rhythm.zone)
        coming = tuple(each for each in member.absences if not each.covers(today))
        return replace(member, standing=Standing.ACTIVE, absences=coming)

    return _change(db, person, holidays, now, back)


def _change(
    db: Engine, person: Address, holidays: Holidays, now: datetime, changed: Callable[[Member], Member | Fault]
) -> Member | Fault:
    with db.begin() as conn:
        member = recognise.participant(conn, person, hold=True)
        if member is None:
            return Fault.STRANGER
        outcome = changed(member)
        if isinstance(outcome, Fault):
            return outcome
        members.set_preferences(conn, outcome)
        members.set_standing(conn, outcome.id, outcome.standing, since=outcome.since, left=outcome.left)
        members.heard(conn, outcome.id)
        wake.set_alarm(conn, replace(outcome, unanswered=0), holidays, now)
        return outcome


def _fault(wishes: Wishes) -> Fault | None:
    if not wishes.workdays:
        return Fault.NO_DAYS
    if wishes.pace not in PACES:
        return Fault.UNKNOWN_PACE
    if is_between(wishes.morning, wishes.quiet_from, wishes.quiet_until):
        return Fault.MORNING_IS_QUIET
    return Fault.AFTERNOON_IS_QUIET if is_between(wishes.afternoon, wishes.quiet_from, wishes.quiet_until) else None


def _with(member: Member, wishes: Wishes) -> Member:
    rhythm = replace(
        member.rhythm,
        morning=wishes.morning,
        afternoon=wishes.afternoon,
        workdays=wishes.workdays,
        pace=wishes.pace,
        quiet_from=wishes.quiet_from,
        quiet_until=wishes.quiet_until,
        zone=wishes.zone,
    )
    return replace(
        member,
        rhythm=rhythm,
        role=wishes.role or member.role,
        locale=wishes.locale,
        focus=wishes.focus,
        own_zone=wishes.own_zone,
        own_locale=wishes.own_locale,
    )
