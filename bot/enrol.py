"""Enrol: people join, choose their kind of work, and stop when they like."""

from dataclasses import replace
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import gather, recognise, wake
from bot.core.addresses import Address
from bot.core.calendars import Holidays
from bot.core.members import Member, Rhythm, Standing
from bot.core.prompts import Role
from bot.gather import AFTERNOON, MORNING, Profile
from storage import alarms, members, teams

OUTDOOR_AFTERNOON = time(14, 30)
MORNINGS = {Role.BUITENDIENST: time(7, 30), Role.BODE: time(8, 15), Role.BALIE_KCC: time(8, 40)}
"""Content-spec §4: when each kind of work has a quiet minute; everybody else at 09:15."""


class Refusal(StrEnum):
    STRANGER = "stranger"
    PREPARING = "preparing"


def join(db: Engine, person: Address, holidays: Holidays, now: datetime) -> Member | Refusal:
    """One tap on the invitation, or coming back after a pause or a stop. Joining twice changes nothing."""
    with db.begin() as conn:
        member = recognise.member(conn, person, hold=True)
        if member is None:
            return Refusal.STRANGER
        return Refusal.PREPARING if prepares(conn, member) else take_back(conn, member, holidays, now)


def take_back(conn: Connection, member: Member, holidays: Holidays, now: datetime) -> Member:
    """Makes somebody take part (again); a pause leaves them on the roster, a stop does not."""
    if member.standing is Standing.ACTIVE:
        return member
    since = member.since if member.standing is Standing.PAUSED else now
    members.set_standing(conn, member.id, Standing.ACTIVE, since=since, left=None)
    members.heard(conn, member.id)
    member = replace(member, standing=Standing.ACTIVE, since=since, left=None, unanswered=0)
    wake.set_alarm(conn, member, holidays, now)
    return member


def choose_role(db: Engine, person: Address, role: Role, holidays: Holidays, now: datetime) -> Member | Refusal:
    """The kind of work decides which prompts fit and at what hour they are welcome."""
    with db.begin() as conn:
        member = recognise.member(conn, person, hold=True)
        if member is None:
            return Refusal.STRANGER
        member = replace(member, role=role, rhythm=_rhythm_for(role, member.rhythm))
        members.set_preferences(conn, member)
        _look_again(conn, member, holidays, now)
        return member


def stop(db: Engine, person: Address, now: datetime) -> bool:
    """Stopping needs no reason. False when this person did not take part."""
    with db.begin() as conn:
        member = recognise.member(conn, person, hold=True)
        return member is not None and let_go(conn, member, now)


def close_account(db: Engine, person: Address, now: datetime) -> None:
    """The chat program says that somebody is gone: who took part stops (R6), who never did is forgotten as soon."""
    with db.begin() as conn:
        member = recognise.member(conn, person, hold=True)
        if member and not let_go(conn, member, now) and member.left is None:
            members.set_standing(conn, member.id, member.standing, since=member.since, left=now)


def let_go(conn: Connection, member: Member, now: datetime) -> bool:
    """False when this person did not take part."""
    if member.standing in (Standing.STOPPED, Standing.INVITED):
        return False
    members.set_standing(conn, member.id, Standing.STOPPED, since=member.since, left=now)
    alarms.put(conn, member.id, None)
    return True


def update_profile(db: Engine, profile: Profile, holidays: Holidays, now: datetime) -> None:
    """The chat program says that somebody's time zone or language changed. What they chose here comes first."""
    with db.begin() as conn:
        member = recognise.member(conn, profile.address, hold=True)
        if member is None:
            return
        gather.welcome_back(conn, member)
        locale = member.locale if member.own_locale else profile.locale
        zone = member.rhythm.zone if member.own_zone else profile.zone
        rhythm = replace(member.rhythm, zone=zone)
        changed = replace(member, locale=locale, rhythm=rhythm, guest=profile.guest)
        if changed != member:
            members.set_preferences(conn, changed)
            _look_again(conn, changed, holidays, now)


def why_not(db: Engine, person: Address) -> Refusal | None:
    """Why somebody cannot join; None when they can: they are invited, and their team has started."""
    with db.begin() as conn:
        member = recognise.member(conn, person)
        if member is None:
            return Refusal.STRANGER
        return Refusal.PREPARING if prepares(conn, member) else None


def prepares(conn: Connection, member: Member) -> bool:
    """Whether their team has not started yet."""
    team = teams.get(conn, member.team_id)
    return team is not None and team.launched is None


def find(db: Engine, person: Address) -> Member | None:
    with db.begin() as conn:
        return recognise.member(conn, person)


def _rhythm_for(role: Role, rhythm: Rhythm) -> Rhythm:
    afternoon = OUTDOOR_AFTERNOON if role is Role.BUITENDIENST else AFTERNOON
    return replace(rhythm, morning=MORNINGS.get(role, MORNING), afternoon=afternoon)


def _look_again(conn: Connection, member: Member, holidays: Holidays, now: datetime) -> None:
    if member.standing is Standing.ACTIVE:
        wake.set_alarm(conn, member, holidays, now)
