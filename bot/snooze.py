"""Snooze: a nudge comes back later, at the moment its reader chose."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from bot import local, reply
from bot.core import snoozing, timing
from bot.core.addresses import Address
from bot.core.answers import LATER
from bot.core.calendars import Holidays
from bot.core.members import Member
from bot.core.periods import Period
from bot.core.planning import Rules
from bot.core.snoozing import Snooze
from bot.reply import Found, Received, Refusal
from storage import deliveries, journal, mailings, nudges
from storage.deliveries import Kind
from storage.replies import Answerable


@dataclass(frozen=True, slots=True)
class PutOff:
    """`at` is an aware moment, in the member's own zone."""

    received: Received
    at: datetime


def put_off(
    db: Engine, rules: Rules, person: Address, nudge_id: str, snooze: Snooze, now: datetime
) -> PutOff | Refusal:
    """The nudge comes back then; when that moment is over by now, at the first one that is not."""
    with db.begin() as conn:
        found = reply.find(conn, rules, person, nudge_id, now)
        if isinstance(found, Refusal):
            return found
        said = journal.read(conn, found.asked.member.id, [found.asked.nudge.nudge_id])
        if said.get(found.asked.nudge.nudge_id, LATER) != LATER:
            return Refusal.ANSWERED
        return come_back(conn, rules, found, snooze, now) or Refusal.CLOSED


def come_back(conn: Connection, rules: Rules, found: Found, snooze: Snooze, now: datetime) -> PutOff | None:
    """None when there is no moment left to come back at."""
    order = sorted(Snooze, key=lambda each: (each is not snooze, each is not Snooze.TOMORROW))
    member = found.asked.member
    there = local.holidays(conn, rules.holidays, member.team_id)
    for each in order:
        wanted = snoozing.moment(member, each, now, there)
        at = _queue(conn, found.asked, each, wanted, there) if wanted else None
        if at:
            received = reply.keep(conn, rules, found, LATER, now)
            return PutOff(received, at.astimezone(member.rhythm.zone))
    return None


def _queue(conn: Connection, asked: Answerable, snooze: Snooze, at: datetime, there: Holidays) -> datetime | None:
    """When it comes back. Putting it off once more moves it."""
    mailings.withdraw(conn, Kind.REMINDER, asked.nudge.nudge_id.hex())
    if snooze is Snooze.TOMORROW:
        return _move_to(conn, asked, at, there)
    name = asked.nudge.nudge_id.hex()
    _queue_message(conn, Kind.REMINDER, asked.member, name, f"reminder:{name}:{at.timestamp():.0f}", at)
    return at


def _move_to(conn: Connection, asked: Answerable, at: datetime, there: Holidays) -> datetime | None:
    """It takes the place of that day's own nudge: one message a day (content-spec S1). A day that something else has
    taken is passed over."""
    member, day, id = asked.member, timing.local_day(at, asked.member.rhythm.zone), asked.nudge.prompt_id
    nudge = nudges.claim(conn, member.id, day, str(Period.of_day(day)), id, about=asked.nudge.about)
    if nudge:
        name = nudge.nudge_id.hex()
        _queue_message(conn, Kind.NUDGE, member, name, f"nudge:{name}", at)
        return at
    if any(each.prompt_id == id for each in nudges.of_day(conn, member.id, day)):
        return at
    after = snoozing.moment(member, Snooze.TOMORROW, at, there)
    return _move_to(conn, asked, after, there) if after else None


def _queue_message(conn: Connection, kind: Kind, member: Member, nudge_id: str, key: str, at: datetime) -> None:
    deliveries.queue(conn, kind, member.id, subject=nudge_id, key=key, due_at=at, expires_at=at + timing.LATE_AFTER)
