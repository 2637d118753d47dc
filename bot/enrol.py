"""Enrol: a channel becomes a team, people are invited, join, choose their work, and stop when they like."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from bot import recognise, wake
from bot.core.addresses import Address
from bot.core.members import Member, Rhythm, Standing
from bot.core.planning import Holidays
from bot.core.prompts import Locale, Role
from storage import deliveries, identities, members, teams
from storage.deliveries import Kind

INVITATION_LASTS = timedelta(days=14)
FIVE_DAYS = frozenset({1, 2, 3, 4, 5})
AFTERNOON = time(15, 30)
OUTDOOR_AFTERNOON = time(14, 30)
MORNINGS = {Role.BUITENDIENST: time(7, 30), Role.BODE: time(8, 15), Role.BALIE_KCC: time(8, 40)}
"""Content-spec §4: when each kind of work has a quiet minute; everybody else at 09:15."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the chat program knows about a person and we need."""

    address: Address
    zone: ZoneInfo
    locale: Locale


@dataclass(frozen=True, slots=True)
class Founded:
    """A team, `new` unless it was one already, and how many people were invited just now."""

    new: bool
    invited: int


class Refusal(StrEnum):
    STRANGER = "stranger"


def found_team(
    db: Engine, channel: Address, department: str | None, people: Iterable[Profile], locale: Locale, now: datetime
) -> Founded:
    """Makes the channel a team and invites everybody who is no member yet. Doing it twice does no harm."""
    with db.begin() as conn:
        team_id = identities.remember(conn, channel)
        new = teams.found(conn, teams.Team(team_id, department, locale, now))
        invited = sum(_invite(conn, team_id, profile, now) for profile in people)
    return Founded(new, invited)


def invite(db: Engine, channel: Address, profile: Profile, now: datetime) -> bool:
    """Somebody came into a channel: invites them when it is a team and they are new."""
    with db.begin() as conn:
        team_id = identities.find(conn, channel)
        if team_id is None or teams.get(conn, team_id) is None:
            return False
        return _invite(conn, team_id, profile, now)


def join(db: Engine, person: Address, holidays: Holidays, now: datetime) -> Member | Refusal:
    """One tap on the invitation, or coming back after a pause or a stop. Joining twice changes nothing."""
    with db.begin() as conn:
        member = recognise.member(conn, person)
        return take_back(conn, member, holidays, now) if member else Refusal.STRANGER


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
        member = recognise.member(conn, person)
        if member is None:
            return Refusal.STRANGER
        member = replace(member, role=role, rhythm=_rhythm_for(role, member.rhythm))
        members.set_preferences(conn, member)
        _look_again(conn, member, holidays, now)
        return member


def stop(db: Engine, person: Address, now: datetime) -> bool:
    """Stopping needs no reason. False when this person did not take part."""
    with db.begin() as conn:
        member = recognise.member(conn, person)
        return member is not None and let_go(conn, member, now)


def let_go(conn: Connection, member: Member, now: datetime) -> bool:
    """False when this person did not take part."""
    if member.standing in (Standing.STOPPED, Standing.INVITED):
        return False
    members.set_standing(conn, member.id, Standing.STOPPED, since=member.since, left=now)
    members.set_next(conn, member.id, None)
    return True


def update_profile(db: Engine, profile: Profile, holidays: Holidays, now: datetime) -> None:
    """The chat program says that somebody's time zone or language changed. What they chose here comes first."""
    with db.begin() as conn:
        member = recognise.member(conn, profile.address)
        if member is None:
            return
        locale = member.locale if member.own_locale else profile.locale
        zone = member.rhythm.zone if member.own_zone else profile.zone
        changed = replace(member, locale=locale, rhythm=replace(member.rhythm, zone=zone))
        if changed != member:
            members.set_preferences(conn, changed)
            _look_again(conn, changed, holidays, now)


def find(db: Engine, person: Address) -> Member | None:
    with db.begin() as conn:
        return recognise.member(conn, person)


def _invite(conn: Connection, team_id: bytes, profile: Profile, now: datetime) -> bool:
    person_id = identities.remember(conn, profile.address)
    rhythm = Rhythm(profile.zone, FIVE_DAYS, time(9, 15), AFTERNOON, pace=5)
    member = Member(person_id, team_id, Standing.INVITED, profile.locale, role=None, rhythm=rhythm, since=None)
    if not members.add(conn, member):
        return False
    return deliveries.queue(
        conn,
        Kind.INVITATION,
        person_id,
        subject="",
        key=f"invitation:{person_id.hex()}",
        due_at=now,
        expires_at=now + INVITATION_LASTS,
    )


def _rhythm_for(role: Role, rhythm: Rhythm) -> Rhythm:
    afternoon = OUTDOOR_AFTERNOON if role is Role.BUITENDIENST else AFTERNOON
    return replace(rhythm, morning=MORNINGS.get(role, time(9, 15)), afternoon=afternoon)


def _look_again(conn: Connection, member: Member, holidays: Holidays, now: datetime) -> None:
    if member.standing is Standing.ACTIVE:
        wake.set_alarm(conn, member, holidays, now)
