"""Nudge: who is due now gets today's prompt, once."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import local, offers, recognise, wake
from bot.core import commitments as arcs
from bot.core import forecast, pacing, periods, planning, timing
from bot.core.addresses import Address
from bot.core.members import Member, Standing
from bot.core.periods import Period
from bot.core.planning import Decision, Goodbye, Planned, Reason, Rules, Skipped
from bot.core.prompts import Kind, Locale
from storage import commitments, deliveries, journal, mailings, members, nudges, shortages
from storage.deliveries import Kind as Sending

logger = logging.getLogger(__name__)

BATCH = 4
"""People in one transaction: a click that comes meanwhile waits for no more than these."""


def plan_due(db: Engine, rules: Rules, now: datetime) -> int:
    """Claims today's message for everybody who is due and queues it. Returns how many were queued."""
    queued = 0
    while True:
        with db.begin() as conn:
            due = members.due(conn, now, BATCH)
            queued += sum(_plan(conn, rules, member, next_at, now) for member, next_at in due)
        if not due:  # after a pause of ours a member may be due several times; each pass moves them on
            return queued


def plan_crowds(db: Engine, rules: Rules, now: datetime, per_minute: float) -> int:
    """When more people want the same hour than can have it on time, we begin a little before. Returns how many."""
    with db.begin() as conn:
        least = int(per_minute * (pacing.ON_TIME / pacing.MINUTE))
        crowds = members.crowds(conn, now, now + pacing.EARLIEST, least)
    queued = 0
    for at, people in crowds:
        if at - pacing.head_start(people, per_minute) <= now:
            queued += _plan_crowd(db, rules, at, now)
    return queued


def _plan_crowd(db: Engine, rules: Rules, at: datetime, now: datetime) -> int:
    """As at their hour; only the sending begins now."""
    queued = 0
    while True:
        with db.begin() as conn:
            crowd = members.due(conn, at, BATCH, since=at)
            queued += sum(_plan(conn, rules, member, at, at) for member, _ in crowd)
            mailings.bring_forward(conn, Sending.NUDGE, at, now)
        if not crowd:
            return queued


class NotNow(StrEnum):
    """Why somebody who asks for a nudge gets none."""

    STRANGER = "stranger"
    STILL_OPEN = "still_open"
    ENOUGH = "enough"
    NOTHING_LEFT = "nothing_left"


@dataclass(frozen=True, slots=True)
class OnItsWay:
    locale: Locale


def ask_now(db: Engine, rules: Rules, person: Address, now: datetime) -> OnItsWay | NotNow:
    """A nudge for somebody who asks for one: today's if it did not come yet, or one more after it was answered."""
    with db.begin() as conn:
        member = recognise.participant(conn, person)
        if member is None:
            return NotNow.STRANGER
        day = timing.local_day(now, member.rhythm.zone)
        had = nudges.of_day(conn, member.id, day)
        if len(had) > 1:
            return NotNow.ENOUGH
        if had and not journal.read(conn, member.id, [had[0].nudge_id]):
            return NotNow.STILL_OPEN
        rules = local.rules(conn, rules, member.team_id)
        prompt = planning.ask_now(member, day, rules=rules, seen=nudges.seen_by(conn, member.id))
        if prompt is None:
            return NotNow.NOTHING_LEFT
        wake.heard(conn, member, rules.holidays, now)
        _queue(conn, member, Planned(now, prompt), turn=len(had), asked=True)
        return OnItsWay(member.locale)


def decide(
    conn: Connection, rules: Rules, member: Member, days: Iterable[date], now: datetime | None
) -> list[Decision]:
    """The decisions for those local days, with all that is stored about this member."""
    rules = local.rules(conn, rules, member.team_id)
    seen = nudges.seen_by(conn, member.id)
    coming = offers.of(conn, rules.library, member, rules.holidays)
    checks = forecast.checks(commitments.of(conn, member.id))
    return [planning.decide(member, day, rules=rules, seen=seen, checks=checks, offers=coming, now=now) for day in days]


def _plan(conn: Connection, rules: Rules, member: Member, next_at: datetime, now: datetime) -> bool:
    [decision] = decide(conn, rules, member, [timing.local_day(next_at, member.rhythm.zone)], now)
    if isinstance(decision, Planned | Goodbye) and decision.at > now:
        members.set_next(conn, member.id, decision.at)  # the slot moved since we wrote it down
        return False
    done = _carry_out(conn, member, decision, now)
    if not isinstance(decision, Goodbye):
        wake.set_alarm(conn, member, rules.holidays, max(next_at, now - timing.LATE_AFTER))
    return done


def _carry_out(conn: Connection, member: Member, decision: Decision, now: datetime) -> bool:
    match decision:
        case Planned():
            return _queue(conn, member, decision)
        case Goodbye(at):
            return _say_goodbye(conn, member, at, now)
        case Skipped(Reason.POOL_EMPTY, Kind() as wanted):
            return _miss(conn, wanted, now)
        case _:
            return False


def _miss(conn: Connection, wanted: Kind, now: datetime) -> bool:
    """Nothing is repeated; the content owner hears what ran out, and not for whom (content-spec S11)."""
    if shortages.add(conn, f"{timing.local_day(now, periods.ZONE):%Y-%m}", wanted):
        logger.warning("somebody's day had no %s left; write more of them", wanted)
    return False


def _queue(conn: Connection, member: Member, planned: Planned, *, turn: int = 0, asked: bool = False) -> bool:
    day = timing.local_day(planned.at, member.rhythm.zone)
    period = str(Period.of_day(day))
    nudge = nudges.claim(conn, member.id, day, period, planned.prompt.id, about=planned.about, turn=turn)
    if nudge is None:
        return False
    if planned.about:
        _came_back_to(conn, member, planned.about, day)
    return deliveries.queue(
        conn,
        Sending.ASKED if asked else Sending.NUDGE,
        member.id,
        subject=nudge.nudge_id.hex(),
        key=f"nudge:{nudge.nudge_id.hex()}",
        due_at=planned.at,
        expires_at=planned.at + timing.LATE_AFTER,
    )


def _came_back_to(conn: Connection, member: Member, commitment_id: bytes, day: date) -> None:
    """Exactly one follow-up for a plan; a habit goes on to the next day of its arc."""
    for commitment in commitments.of(conn, member.id):
        if commitment.id == commitment_id:
            commitments.change(conn, member.id, arcs.checked(commitment, day))


def _say_goodbye(conn: Connection, member: Member, at: datetime, now: datetime) -> bool:
    """Takes the day like a nudge, stops, and says so."""
    day = timing.local_day(at, member.rhythm.zone)
    claimed = nudges.claim(conn, member.id, day, str(Period.of_day(day)), nudges.GOODBYE)
    members.set_standing(conn, member.id, Standing.STOPPED, since=member.since, left=now)
    members.set_next(conn, member.id, None)
    return claimed is not None and deliveries.queue(
        conn,
        Sending.GOODBYE,
        member.id,
        subject="",
        key=f"goodbye:{claimed.nudge_id.hex()}",
        due_at=at,
        expires_at=at + timing.LATE_AFTER,
    )
