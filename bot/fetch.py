"""Fetch: somebody asks for a nudge now, and gets it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import local, nudge, recognise, wake
from bot.core import planning, timing
from bot.core.addresses import Address
from bot.core.answers import LATER
from bot.core.members import Past
from bot.core.planning import Planned, Rules
from bot.core.prompts import Locale
from storage import journal, mailings, nudges
from storage.deliveries import Kind
from storage.nudges import Nudge


class NotNow(StrEnum):
    """Why somebody who asks for a nudge gets none."""

    STRANGER = "stranger"
    STILL_OPEN = "still_open"
    ENOUGH = "enough"
    NOTHING_LEFT = "nothing_left"


@dataclass(frozen=True, slots=True)
class OnItsWay:
    locale: Locale


def one(db: Engine, rules: Rules, person: Address, now: datetime) -> OnItsWay | NotNow:
    """Today's if it is still to come, or one more after it was answered, and beside a coach's message or a goodbye,
    which is not a nudge but took the day."""
    with db.begin() as conn:
        member = recognise.participant(conn, person, hold=True)
        if member is None:
            return NotNow.STRANGER
        day, seen = timing.local_day(now, member.rhythm.zone), nudges.seen_by(conn, member.id)
        waiting, turn = _unanswered(conn, member.id, day, seen), sum(on == day for on, _ in seen)
        if any([_comes_now(conn, each, now) for each in waiting]):
            wake.heard(conn, member, rules.holidays, now)
            return OnItsWay(member.locale)
        if turn > 1:
            return NotNow.ENOUGH
        if waiting:
            return NotNow.STILL_OPEN
        rules = local.rules(conn, rules, member.team_id)
        prompt = planning.ask_now(member, day, rules=rules, seen=seen)
        if prompt is None:
            return NotNow.NOTHING_LEFT
        wake.heard(conn, member, rules.holidays, now)
        queued = nudge.queue(conn, [(member, Planned(now, prompt))], Kind.ASKED, now, turn=turn)
        return OnItsWay(member.locale) if queued else NotNow.ENOUGH


def _unanswered(conn: Connection, person_id: bytes, day: date, seen: Past) -> Sequence[Nudge]:
    """Of that day. What was put off until another day is that day's."""
    had = nudges.of_day(conn, person_id, day)
    said = journal.read(conn, person_id, [each.nudge_id for each in had])
    later = {prompt_id for on, prompt_id in seen if on > day}
    return [each for each in had if said.get(each.nudge_id, LATER) == LATER and each.prompt_id not in later]


def _comes_now(conn: Connection, asked: Nudge, now: datetime) -> bool:
    """Whether it was still to come: put off until later today, or yesterday until today."""
    name = asked.nudge_id.hex()
    return any([mailings.bring_forward(conn, kind, name, now) for kind in (Kind.REMINDER, Kind.NUDGE)])
