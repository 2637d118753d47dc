"""Spread: a coach's message becomes a row in the outbox for everybody who gets it, a few people at a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from bot import local
from bot.core import days, periods, timing
from bot.core.broadcasts import Broadcast, State
from bot.core.calendars import Holidays
from bot.core.members import Member, Standing
from bot.core.periods import Period
from storage import broadcasts, deliveries, members, nudges
from storage.deliveries import Kind

AT_ONCE = 16
"""People in one transaction: on SQLite who clicks meanwhile waits for no more than these."""
LASTS = timedelta(hours=8)
DAYS_TO_FIND = 14
"""Working days are sought this far; who is away longer does not get it any more."""


def spread(db: Engine, broadcast: Broadcast, holidays: Holidays, now: datetime) -> int:
    """Gives everybody theirs who has none yet, and returns how many. Only then the broadcast is SPREAD, so what cuts
    it off leaves the rest to the next tick. Stopped meanwhile, it goes no further."""
    rows = 0
    with db.begin() as conn:
        receivers = broadcasts.receivers(conn, broadcast)
    for first in range(0, len(receivers), AT_ONCE):
        with db.begin() as conn:
            if not broadcasts.is_still_planned(conn, broadcast.id):
                return rows
            rows += _give(conn, broadcast, receivers[first : first + AT_ONCE], holidays, now)
    with db.begin() as conn:
        broadcasts.move(conn, broadcast.id, State.PLANNED, State.SPREAD)
    return rows


def queue(conn: Connection, to: bytes, subject: str, key: str, due_at: datetime) -> bool:
    return deliveries.queue(
        conn, Kind.BROADCAST, to, subject=subject, key=key, due_at=due_at, expires_at=due_at + LASTS
    )


def _give(conn: Connection, broadcast: Broadcast, receivers: Sequence[bytes], holidays: Holidays, now: datetime) -> int:
    if broadcast.to_members:
        # Held before their days are claimed, as planning does it: who comes in another order could wait for ever.
        people = members.hold(conn, receivers)
        return sum(_take_day(conn, member, broadcast, holidays, now) for member in people)
    at = max(broadcast.in_zone(periods.ZONE), now)
    return sum(queue(conn, team, broadcast.id.hex(), _key(broadcast, team), at) for team in receivers)


def _take_day(conn: Connection, member: Member, broadcast: Broadcast, holidays: Holidays, now: datetime) -> bool:
    """It is that day's one message (content-spec S1): who had theirs already gets it on the next day they work."""
    key = _key(broadcast, member.id)
    if member.standing is not Standing.ACTIVE or deliveries.is_queued(conn, key):
        return False
    there, rhythm = local.holidays(conn, holidays, member.team_id), member.rhythm
    hour = rhythm.morning if rhythm.is_quiet(broadcast.at) else broadcast.at
    first = broadcast.day if hour >= broadcast.at else broadcast.day + timedelta(days=1)
    for ahead in range(DAYS_TO_FIND):
        day = max(first, timing.local_day(now, rhythm.zone)) + timedelta(days=ahead)
        slot = days.slot_on(member, day, there)
        if not days.works(member, day, there) or (slot and slot.measures):
            continue
        if nudges.claim(conn, member.id, day, str(Period.of_day(day)), nudges.BROADCAST, about=broadcast.id):
            due_at = max(timing.at_local(day, hour, rhythm.zone), now)
            return queue(conn, member.id, broadcast.id.hex(), key, due_at)
    return False


def _key(broadcast: Broadcast, to: bytes) -> str:
    return f"broadcast:{broadcast.id.hex()}:{to.hex()}"
