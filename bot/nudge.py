"""Nudge: who is due now gets today's prompt, once."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError, TimeoutError

from bot import faults, recall, wake
from bot.core import commitments as arcs
from bot.core import ids, pacing, periods, timing
from bot.core.calendars import Holidays
from bot.core.members import Member, Standing
from bot.core.periods import Period
from bot.core.planning import Decision, Goodbye, Planned, Reason, Rules, Skipped
from bot.core.prompts import Kind
from storage import alarms, commitments, deliveries, members, nudges, shortages
from storage.deliveries import Draft
from storage.deliveries import Kind as Sending
from storage.nudges import Nudge

logger = logging.getLogger(__name__)

BATCH = 16
"""People in one transaction: a click that comes meanwhile waits for no more than these."""
COURTESY = 2.0
"""After a full batch we stand aside for so many times as long as it took: who clicks needs the processor too."""
AGAIN = timedelta(days=1)
OF_THE_STORE = (OperationalError, TimeoutError)
"""Faults that are nobody's: the next tick tries again."""

Due = list[tuple[Member, datetime]]
"""Members to look at, each with the moment that was written down for it."""


def room(db: Engine, now: datetime, per_minute: float) -> int:
    """How many more are to be planned now. Not all who are due: what somebody gets is decided shortly before it goes
    out, as things are then, and a tick costs no more however many want the same hour."""
    with db.begin() as conn:
        return pacing.at_hand(per_minute) - deliveries.backlog_of(conn, Sending.NUDGE, now)


def plan_due(db: Engine, rules: Rules, now: datetime, most: int) -> int:
    """Claims today's message for those who are due, the longest waiting first, and queues it, until there are so many
    or a few more. Returns how many."""
    return _plan_all(db, rules, partial(alarms.due, now=now), now, now, most)


def plan_crowds(db: Engine, rules: Rules, now: datetime, per_minute: float, most: int) -> int:
    """When more people want the same hour than can have it on time, we begin a little before. Returns how many."""
    with db.begin() as conn:
        least = int(per_minute * (pacing.ON_TIME / pacing.MINUTE))
        crowds = alarms.crowds(conn, now, now + pacing.EARLIEST, least)
    queued = 0
    for at, people in crowds:
        if at - pacing.head_start(people, per_minute) <= now:
            queued += _plan_all(db, rules, partial(alarms.due_at, at=at), at, now, most - queued)
    return queued


def _plan_all(db: Engine, rules: Rules, find: Callable[..., Due], at: datetime, now: datetime, most: int) -> int:
    """Batch after batch, until so many are queued or nobody is found any more. A whole one each time: thousands who get
    nothing that day may come before the one who does. After a pause of ours a member may be due several times; each
    pass moves them on."""
    queued, teams, found = 0, dict[bytes, Rules](), BATCH
    while queued < most and found:
        began = time.monotonic()
        try:
            with db.begin() as conn:
                due = find(conn, most=BATCH)
                found, more = len(due), _plan(conn, rules, due, teams, at, now) if due else 0
        except OF_THE_STORE:
            raise
        except Exception:  # (logged where it turns out to be)
            found, more = _plan_one_by_one(db, rules, find, at, now)
        queued += more
        if found == BATCH:
            time.sleep(COURTESY * (time.monotonic() - began))
    return queued


def _plan_one_by_one(
    db: Engine, rules: Rules, find: Callable[..., Due], at: datetime, now: datetime
) -> tuple[int, int]:
    """As many as a batch, and nobody holds up the others. How many there were, and for how many something is queued."""
    found = queued = 0
    for _ in range(BATCH):
        with db.begin() as conn:
            due = find(conn, most=1)
            found += len(due)
            queued += sum(_plan_alone(conn, rules, each, at, now) for each in due)
    return found, queued


def _plan_alone(conn: Connection, rules: Rules, due: tuple[Member, datetime], at: datetime, now: datetime) -> int:
    """Who cannot be planned is looked at again in a day."""
    try:
        with conn.begin_nested():
            return _plan(conn, rules, [due], {}, at, now)
    except OF_THE_STORE:
        raise
    except Exception as fault:  # (for whom is not said: with where it broke, that could tell what they promised)
        why = type(fault).__name__
        logger.error("a day cannot be planned: %s", why, exc_info=faults.without_words(fault))
    member, _ = due
    alarms.put(conn, member.id, at + AGAIN)
    return 0


def _plan(conn: Connection, rules: Rules, due: Due, teams: dict[bytes, Rules], at: datetime, now: datetime) -> int:
    """Decides for each as things are at that moment, and writes it down together. Nothing is sent before `now`."""
    today = [timing.local_day(next_at, member.rhythm.zone) for member, next_at in due]
    recalled = recall.each(conn, rules, [member for member, _ in due], max(today), teams)
    later: dict[bytes, datetime | None] = {}
    decided: list[tuple[Member, Decision]] = []
    for known, day, (member, next_at) in zip(recalled, today, due, strict=True):
        decision = known.decide(day, at)
        if isinstance(decision, Planned | Goodbye) and decision.at > at:
            later[member.id] = decision.at  # the slot moved since we wrote it down
        else:
            later[member.id] = wake.next_moment(known.agenda, max(next_at, at - timing.LATE_AFTER))
            decided.append((member, decision))
    alarms.put_each(conn, later)
    return _carry_out(conn, decided, rules.holidays, at, now)


def _carry_out(
    conn: Connection, decided: Sequence[tuple[Member, Decision]], holidays: Holidays, at: datetime, now: datetime
) -> int:
    planned = [(member, decision) for member, decision in decided if isinstance(decision, Planned)]
    queued = queue(conn, planned, Sending.NUDGE, now)
    for member, nudge in queued:
        if nudge.about:
            _came_back_to(conn, member, nudge.about, nudge.at, holidays)
    said = 0
    for member, decision in decided:
        match decision:
            case Goodbye():
                said += _say_goodbye(conn, member, decision.at, at)
            case Skipped(Reason.POOL_EMPTY, Kind() as wanted):
                _miss(conn, wanted, at)
    return len(queued) + said


def _miss(conn: Connection, wanted: Kind, now: datetime) -> None:
    """Nothing is repeated; the content owner hears what ran out, and not for whom (content-spec S11)."""
    if shortages.add(conn, f"{timing.local_day(now, periods.ZONE):%Y-%m}", wanted):
        logger.warning("somebody's day had no %s left; write more of them", wanted)


def queue(
    conn: Connection, planned: Sequence[tuple[Member, Planned]], kind: Sending, now: datetime, *, turn: int = 0
) -> list[tuple[Member, Planned]]:
    """Claims the day of each of them, and queues the message of those whose day was free: it is these that are given.

    It goes out at its hour, or from `now` on when we are early.
    """
    names = ids.together(len(planned))
    wanted = [_nudge(name, *each, turn) for name, each in zip(names, planned, strict=True)]
    free = nudges.claim_each(conn, wanted)
    queued = [(*each, nudge) for each, nudge in zip(planned, wanted, strict=True) if nudge.nudge_id in free]
    deliveries.queue_each(
        conn,
        [
            Draft(
                kind,
                member.id,
                subject=nudge.nudge_id.hex(),
                key=f"nudge:{nudge.nudge_id.hex()}",
                due_at=min(what.at, now),
                expires_at=what.at + timing.LATE_AFTER,
            )
            for member, what, nudge in queued
        ],
    )
    return [(member, what) for member, what, _ in queued]


def _nudge(name: bytes, member: Member, planned: Planned, turn: int) -> Nudge:
    day = timing.local_day(planned.at, member.rhythm.zone)
    return Nudge(name, member.id, day, str(Period.of_day(day)), planned.prompt.id, planned.about, turn)


def _came_back_to(conn: Connection, member: Member, commitment_id: bytes, at: datetime, holidays: Holidays) -> None:
    """Exactly one follow-up for a plan; a habit goes on to the next day of its arc."""
    day = timing.local_day(at, member.rhythm.zone)
    for commitment in commitments.of(conn, member.id):
        if commitment.id == commitment_id:
            commitments.change(conn, member.id, arcs.checked(commitment, day))
    wake.set_alarm(conn, member, holidays, at)


def _say_goodbye(conn: Connection, member: Member, at: datetime, now: datetime) -> bool:
    """Takes the day like a nudge, stops, and says so."""
    day = timing.local_day(at, member.rhythm.zone)
    claimed = nudges.claim(conn, member.id, day, str(Period.of_day(day)), nudges.GOODBYE)
    members.set_standing(conn, member.id, Standing.STOPPED, since=member.since, left=now)
    alarms.put(conn, member.id, None)
    return claimed is not None and deliveries.queue(
        conn,
        Sending.GOODBYE,
        member.id,
        subject="",
        key=f"goodbye:{claimed.nudge_id.hex()}",
        due_at=at,
        expires_at=at + timing.LATE_AFTER,
    )
