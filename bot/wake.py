"""Wake: when to look at somebody again."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from bot import offers, recall
from bot.core import days, first_week, silence, timing
from bot.core.calendars import Holidays
from bot.core.members import Member
from bot.recall import Agenda
from storage import alarms, members


def set_alarm(conn: Connection, member: Member, holidays: Holidays, now: datetime) -> None:
    """Something of theirs changed, so the next moment may be another one. `holidays` are everybody's."""
    alarms.move(conn, member.id, next_moment(recall.agenda(conn, member, holidays), now), now)


def set_alarms(conn: Connection, people: Iterable[bytes], holidays: Holidays, now: datetime) -> None:
    """The same for many, in the order in which everybody holds people, or two could wait for each other."""
    for member in (members.get(conn, person_id) for person_id in sorted(people)):
        if member and member.since:
            set_alarm(conn, member, holidays, now)


def next_moment(agenda: Agenda, now: datetime) -> datetime | None:
    """When to look at them again."""
    member, holidays = agenda.member, agenda.holidays
    windows = offers.windows(member, holidays, agenda.joined, timing.local_day(now, member.rhythm.zone))
    return days.next_moment(member, _after_day_one(member, now), holidays, agenda.check_on, windows)


def heard(conn: Connection, member: Member, holidays: Holidays, now: datetime) -> None:
    """A sign of life restores the pace that somebody chose (content-spec §4)."""
    if not member.unanswered:
        return
    members.heard(conn, member.id)
    if member.unanswered >= silence.ONE_STEP:
        again = members.get(conn, member.id)
        if again:
            set_alarm(conn, again, holidays, now)


def _after_day_one(member: Member, now: datetime) -> datetime:
    """Nothing on the day they joined: the invitation was that day's message."""
    if member.since is None:
        raise ValueError("only somebody who takes part is woken")
    if first_week.is_long_over(member.since, now.date()):
        return now
    zone = member.rhythm.zone
    day = timing.local_day(member.since, zone) + timedelta(days=1)
    return max(now, timing.at_local(day, time(0), zone) - timedelta(microseconds=1))
