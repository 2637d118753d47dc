"""Nudge: who is due now gets today's prompt, once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from bot.core import planning, timing
from bot.core.members import Member
from bot.core.periods import Period
from bot.core.planning import Holidays, Planned
from bot.core.prompts import Library
from storage import deliveries, members, nudges
from storage.deliveries import Kind

BATCH = 200


@dataclass(frozen=True, slots=True)
class Rules:
    """What a choice depends on besides the member: same rules, same choice (content-spec S12)."""

    library: Library
    holidays: Holidays
    seed: int


def plan_due(db: Engine, rules: Rules, now: datetime) -> int:
    """Claims today's nudge for everybody who is due and queues it. Returns how many were queued."""
    queued = 0
    while True:
        with db.begin() as conn:
            due = members.due(conn, now, BATCH)
            queued += sum(_plan(conn, rules, member, next_at, now) for member, next_at in due)
        if not due:  # after a pause of ours a member may be due several times; each pass moves them on
            return queued


def _plan(conn: Connection, rules: Rules, member: Member, next_at: datetime, now: datetime) -> bool:
    day = timing.local_day(next_at, member.rhythm.zone)
    seen = nudges.seen_by(conn, member.id)
    decision = planning.decide(
        member, day, prompts=rules.library, holidays=rules.holidays, seen=seen, seed=rules.seed, now=now
    )
    if isinstance(decision, Planned) and decision.at > now:
        members.set_next(conn, member.id, decision.at)  # the slot moved since we wrote it down
        return False
    after = max(next_at, now - timing.LATE_AFTER)
    members.set_next(conn, member.id, planning.next_moment(member, after, rules.holidays))
    return isinstance(decision, Planned) and _queue(conn, member, decision)


def _queue(conn: Connection, member: Member, planned: Planned) -> bool:
    day = timing.local_day(planned.at, member.rhythm.zone)
    period = str(Period.of(planned.at))
    nudge = nudges.claim(conn, member.id, day, period, planned.prompt.id)
    if nudge is None:
        return False
    return deliveries.queue(
        conn,
        Kind.NUDGE,
        member.id,
        subject=nudge.nudge_id.hex(),
        key=f"nudge:{nudge.nudge_id.hex()}",
        due_at=planned.at,
        expires_at=planned.at + timing.LATE_AFTER,
    )
