"""Take up: colleagues join a challenge of their team, or leave it again. Nobody else can see it (R16)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine

from bot import recognise, wake
from bot.core import ids, timing
from bot.core.addresses import Address
from bot.core.calendars import Holidays
from bot.core.challenges import Challenge, Phase, State
from storage import challenges

OPEN = (Phase.PLANNED, Phase.RUNNING)
"""While it can be joined."""


class Refusal(StrEnum):
    """Another team's challenge looks just like one that never was."""

    NOT_YOURS = "not_yours"
    OVER = "over"
    NOT_TAKING_PART = "not_taking_part"


@dataclass(frozen=True, slots=True)
class Joinable:
    """A challenge of somebody's own team, and whether they are in it."""

    challenge: Challenge
    joined: bool


def open_to(db: Engine, person: Address, now: datetime) -> list[Joinable]:
    """The challenges of somebody's own team that they can join, or leave again."""
    with db.begin() as conn:
        member = recognise.participant(conn, person)
        if member is None:
            return []
        joined = {each.id for each in challenges.joined_by(conn, member.id)}
        today = timing.local_day(now, member.rhythm.zone)
        mine = challenges.of_teams(conn, [member.team_id])
        return [Joinable(each, each.id in joined) for each in mine if each.phase(today) in OPEN]


def join(db: Engine, person: Address, name: str, holidays: Holidays, now: datetime) -> Challenge | Refusal:
    """Joining twice is joining once."""
    return _take_part(db, person, name, holidays, now, joins=True)


def leave(db: Engine, person: Address, name: str, holidays: Holidays, now: datetime) -> Challenge | Refusal:
    return _take_part(db, person, name, holidays, now, joins=False)


def _take_part(
    db: Engine, person: Address, name: str, holidays: Holidays, now: datetime, *, joins: bool
) -> Challenge | Refusal:
    with db.begin() as conn:
        member, challenge = recognise.participant(conn, person, hold=True), challenges.get(conn, ids.parse(name))
        if member is None:
            return Refusal.NOT_TAKING_PART
        if challenge is None or member.team_id not in challenge.teams or challenge.state is State.DRAFT:
            return Refusal.NOT_YOURS
        if challenge.phase(timing.local_day(now, member.rhythm.zone)) not in OPEN:
            return Refusal.OVER
        if joins:
            challenges.join(conn, challenge.id, member.id)
        else:
            challenges.leave(conn, challenge.id, member.id)
        wake.set_alarm(conn, member, holidays, now)
        return challenge
