"""Gather: who belongs to a team. A channel becomes one, people come and go, and choose where they are at home."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from bot import authority, recognise
from bot.core import ids, periods, timing
from bot.core.addresses import Address
from bot.core.cells import QUARTER_WEEKS
from bot.core.members import Member, Rhythm, Standing
from bot.core.prompts import Locale
from storage import audit, deliveries, identities, members, presences, teams
from storage.audit import Act
from storage.deliveries import Kind
from storage.teams import Team

INVITATION_LASTS = timedelta(days=14)
FIVE_DAYS = frozenset({1, 2, 3, 4, 5})
MORNING, AFTERNOON = time(9, 15), time(15, 30)
STAYS = timedelta(weeks=QUARTER_WEEKS)
"""So long somebody stays at home in the team they chose, while they are in its channel (disclosure-policy R7)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the chat program knows about a person and we need."""

    address: Address
    zone: ZoneInfo
    locale: Locale
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """`group`: its people come from that user group instead of from the channel."""

    department: str | None
    locale: Locale
    group: Address | None = None


@dataclass(frozen=True, slots=True)
class Founded:
    """A team, `new` unless it was one already."""

    team: str
    new: bool


@dataclass(frozen=True, slots=True)
class Home:
    """A team somebody is in; `own` is where they count."""

    team: str
    channel: Address
    own: bool


class Refusal(StrEnum):
    ADMINS_ONLY = "admins_only"
    NOT_THERE = "not_there"
    TOO_SOON = "too_soon"


def found(
    db: Engine,
    actor: Address,
    admins: Collection[str],
    channel: Address,
    settings: Settings,
    people: Iterable[Profile],
    now: datetime,
) -> Founded | Refusal:
    """Makes the channel a team, or changes what it is; its people are written down. Doing it twice does no harm."""
    with db.begin() as conn:
        if not authority.is_admin(conn, actor, admins):
            return Refusal.ADMINS_ONLY
        team_id = identities.remember(conn, channel)
        group_id = identities.remember(conn, settings.group) if settings.group else None
        before = teams.get(conn, team_id)
        new = teams.found(conn, Team(team_id, settings.department, settings.locale, now, group_id=group_id))
        if not new:
            teams.describe(conn, team_id, settings.department, settings.locale, group_id)
        moved = _have(conn, team_id, people, now)
        if new or moved or teams.get(conn, team_id) != before:
            act = Act.TEAM_FOUNDED if new else Act.TEAM_CHANGED
            audit.write(conn, identities.remember(conn, actor), act, now, team=team_id.hex())
    return Founded(team_id.hex(), new)


def settings_of(
    db: Engine, actor: Address, admins: Collection[str], channel: Address
) -> tuple[Settings | None, list[str]] | Refusal:
    """What a channel is as a team, if it is one; and the departments there are."""
    with db.begin() as conn:
        if not authority.is_admin(conn, actor, admins):
            return Refusal.ADMINS_ONLY
        team_id = identities.find(conn, channel)
        team = teams.get(conn, team_id) if team_id else None
        names = teams.departments(conn)
        if team is None:
            return None, names
        group = identities.address_of(conn, team.group_id) if team.group_id else None
        return Settings(team.department, team.locale, group), names


def arrive(db: Engine, channel: Address, profile: Profile, now: datetime) -> bool:
    """Somebody came into a channel. True when that brought an invitation: the team has started, and they are new."""
    with db.begin() as conn:
        team = _team_at(conn, channel)
        recognise.member(conn, profile.address, hold=True)  # before anything of theirs
        return team is not None and team.group_id is None and _arrive(conn, team, profile, now)


def depart(db: Engine, channel: Address, person: Address) -> None:
    """Somebody left a channel. What they do with Zetje stays theirs; the team counts them no longer (R12)."""
    with db.begin() as conn:
        team, member = _team_at(conn, channel), recognise.member(conn, person, hold=True)
        if team and member and team.group_id is None:
            _depart(conn, team.team_id, member)


def match(db: Engine, group: Address, people: Sequence[Profile], now: datetime) -> None:
    """A user group changed: the teams that take their people from it follow."""
    with db.begin() as conn:
        group_id = identities.find(conn, group)
        following = teams.of_group(conn, group_id) if group_id else ()
        for changed in [team for team in following if _have(conn, team.team_id, people, now)]:
            audit.write(conn, None, Act.ROSTER_IMPORTED, now, team=changed.team_id.hex())


def homes(db: Engine, person: Address) -> list[Home]:
    """The teams somebody is in; with more than one they can choose."""
    with db.begin() as conn:
        member = recognise.member(conn, person)
        if member is None:
            return []
        found = presences.teams_of(conn, member.id)
        return [Home(id.hex(), identities.address_of(conn, id), id == member.team_id) for id in found]


def move(db: Engine, person: Address, team: str, now: datetime) -> Member | Refusal:
    """Another home team, chosen by the person; it counts from the next week's roster on."""
    with db.begin() as conn:
        member, team_id = recognise.member(conn, person, hold=True), ids.parse(team)
        if member is None or team_id not in presences.teams_of(conn, member.id):
            return Refusal.NOT_THERE
        if team_id == member.team_id:
            return member
        today = timing.local_day(now, periods.ZONE)
        if member.home_since and today < member.home_since + STAYS and _is_at_home(conn, member):
            return Refusal.TOO_SOON
        members.move(conn, member.id, team_id, chosen=today)
        return replace(member, team_id=team_id, home_since=today)


def invite(conn: Connection, person_id: bytes, now: datetime) -> bool:
    """False when their invitation is on its way, or was sent, already."""
    return deliveries.queue(
        conn,
        Kind.INVITATION,
        person_id,
        subject="",
        key=f"invitation:{person_id.hex()}",
        due_at=now,
        expires_at=now + INVITATION_LASTS,
    )


def welcome_back(conn: Connection, member: Member) -> None:
    """Who never took part and had left is not to be forgotten any more."""
    if member.standing is Standing.INVITED and member.left:
        members.set_standing(conn, member.id, Standing.INVITED, since=None, left=None)


def free_to_move(member: Member) -> date | None:
    """From when on somebody may choose again."""
    return member.home_since + STAYS if member.home_since else None


def _team_at(conn: Connection, channel: Address) -> Team | None:
    team_id = identities.find(conn, channel)
    return teams.get(conn, team_id) if team_id else None


def _have(conn: Connection, team_id: bytes, people: Iterable[Profile], now: datetime) -> bool:
    """Brings who is there in line with the channel or the group as it is now; whether anybody came or went."""
    team, before = teams.get(conn, team_id), presences.of_team(conn, team_id)
    if team is None:
        return False
    there = {identities.remember(conn, profile.address): profile for profile in people}
    for person_id in sorted(there):  # as everybody holds people, or two could wait for each other
        _arrive(conn, team, there[person_id], now)
    for gone in members.hold(conn, list(presences.of_team(conn, team_id) - there.keys())):
        _depart(conn, team_id, gone)
    return presences.of_team(conn, team_id) != before


def _arrive(conn: Connection, team: Team, profile: Profile, now: datetime) -> bool:
    person_id = identities.remember(conn, profile.address)
    presences.add(conn, team.team_id, person_id)
    rhythm = Rhythm(profile.zone, FIVE_DAYS, MORNING, AFTERNOON, pace=5)
    new = Member(
        person_id, team.team_id, Standing.INVITED, profile.locale, None, rhythm, since=None, guest=profile.guest
    )
    if members.add(conn, new):
        return bool(team.launched) and invite(conn, person_id, now)
    member = members.get(conn, person_id)
    if member:
        welcome_back(conn, member)
    if member and not _is_at_home(conn, member):
        members.move(conn, person_id, team.team_id, chosen=None)
        return member.standing is Standing.INVITED and bool(team.launched) and invite(conn, person_id, now)
    return False


def _depart(conn: Connection, team_id: bytes, member: Member) -> None:
    presences.remove(conn, team_id, member.id)
    others = presences.teams_of(conn, member.id)
    if member.team_id == team_id and others:
        members.move(conn, member.id, others[0], chosen=None)


def _is_at_home(conn: Connection, member: Member) -> bool:
    return member.team_id in presences.teams_of(conn, member.id)
