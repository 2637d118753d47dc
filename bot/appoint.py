"""Appoint: an administrator gives and takes roles. Every change is in the audit log (disclosure-policy S6 and S7)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import authority, propose
from bot.core import ids
from bot.core.addresses import Address
from bot.core.offices import Office
from storage import audit, coaches, identities, offices, proposals, teams
from storage.audit import Act
from storage.proposals import State


class Refusal(StrEnum):
    ADMINS_ONLY = "admins_only"
    NO_TEAM = "no_team"
    ALREADY = "already"
    NAMED_AT_INSTALL = "named_at_install"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a role: an office, or one team's coach."""

    person: Address
    office: Office | None
    team: Address | None


def offices_of(db: Engine, person: Address, admins: Collection[str]) -> frozenset[Office]:
    """What somebody may do for the whole."""
    with db.begin() as conn:
        held = authority.offices_of(conn, person)
        return held | {Office.ADMIN} if person.key in admins else held


def holders(db: Engine, actor: Address, admins: Collection[str]) -> list[Holder] | Refusal:
    """Everybody with a role, for an administrator."""
    with db.begin() as conn:
        if not authority.is_admin(conn, actor, admins):
            return Refusal.ADMINS_ONLY
        found = [Holder(identities.address_of(conn, id), office, None) for id, office in offices.holders(conn)]
        for team_id, person_id in coaches.everyone(conn):
            found.append(Holder(identities.address_of(conn, person_id), None, identities.address_of(conn, team_id)))
        return found


def give(
    db: Engine, actor: Address, admins: Collection[str], person: Address, office: Office, now: datetime
) -> Refusal | None:
    with db.begin() as conn:
        if not authority.is_admin(conn, actor, admins):
            return Refusal.ADMINS_ONLY
        person_id = identities.remember(conn, person)
        if not offices.give(conn, person_id, office):
            return Refusal.ALREADY
        _write(conn, actor, Act.OFFICE_GIVEN, now, person=person_id.hex(), office=office.value)
        return None


def take(
    db: Engine, actor: Address, admins: Collection[str], person: Address, office: Office, now: datetime
) -> Refusal | None:
    """Those named at installation are changed in the settings, so that nobody can lock everybody out."""
    with db.begin() as conn:
        if not authority.is_admin(conn, actor, admins):
            return Refusal.ADMINS_ONLY
        if office is Office.ADMIN and person.key in admins:
            return Refusal.NAMED_AT_INSTALL
        person_id = identities.find(conn, person)
        if person_id and office in offices.of(conn, person_id):
            offices.take(conn, person_id, office)
            _write(conn, actor, Act.OFFICE_TAKEN, now, person=person_id.hex(), office=office.value)
        return None


def name_coach(
    db: Engine, actor: Address, admins: Collection[str], channel: Address, person: Address, now: datetime
) -> Refusal | None:
    """Makes somebody a coach of that team and shows them the proposals that wait."""
    with db.begin() as conn:
        if not authority.is_admin(conn, actor, admins):
            return Refusal.ADMINS_ONLY
        team_id = identities.find(conn, channel)
        if team_id is None or teams.get(conn, team_id) is None:
            return Refusal.NO_TEAM
        coach = identities.remember(conn, person)
        if not coaches.add(conn, team_id, coach):
            return Refusal.ALREADY
        _write(conn, actor, Act.COACH_NAMED, now, person=coach.hex(), team=team_id.hex())
        for proposal in proposals.of_team(conn, team_id, State.WAITING):
            propose.show(conn, coach, proposal, now)
        return None


def relieve_coach(
    db: Engine, actor: Address, admins: Collection[str], channel: Address, person: Address, now: datetime
) -> Refusal | None:
    """Somebody coaches that team no longer."""
    with db.begin() as conn:
        if not authority.is_admin(conn, actor, admins):
            return Refusal.ADMINS_ONLY
        team_id, coach = identities.find(conn, channel) or ids.NOBODY, identities.find(conn, person)
        if coach and coaches.remove(conn, team_id, coach):
            _write(conn, actor, Act.COACH_RELIEVED, now, person=coach.hex(), team=team_id.hex())
        return None


def _write(conn: Connection, actor: Address, act: Act, now: datetime, **about: object) -> None:
    audit.write(conn, identities.remember(conn, actor), act, now, **about)
