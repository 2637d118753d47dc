"""Amend: an administrator proposes another parameter, the privacy officer approves it (disclosure-policy R19).

It holds from the next week on, is in the audit log, and is announced in the channels it concerns.
"""

import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import authority, messages
from bot.core import ids
from bot.core.addresses import Address
from bot.core.offices import Office
from bot.core.parameters import Fault, Name
from bot.core.periods import Period
from storage import amendments, audit, deliveries, identities, teams
from storage.amendments import Amendment, State
from storage.audit import Act, Entry
from storage.deliveries import Kind

ANNOUNCED_FOR = timedelta(days=2)
LATEST = 8
"""Entries of the audit log in the overview."""


class Refusal(StrEnum):
    ADMINS_ONLY = "admins_only"
    OFFICERS_ONLY = "officers_only"
    """Of the privacy officer, who is no administrator and did not propose it."""
    NOT_FOR_YOU = "not_for_you"
    NO_TEAM = "no_team"
    WAITS = "waits"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change that waits for the privacy officer."""

    name: str
    parameter: Name
    team: Address | None
    value: int
    proposer: Address | None


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of the audit log; `actor` None for the bot itself, and for who was forgotten since.

    `about`: the person or the team it was done to, as far as there is one and we still know them.
    """

    at: datetime
    act: str
    actor: Address | None
    about: Address | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What holds this week and from when on something else, what waits, and what was changed lately.

    `broken_at`: the first entry of the log that does not fit the one before it; None while the chain holds.
    """

    k: int
    k_next: int
    guests: tuple[Address, ...]
    waiting: tuple[Waiting, ...]
    proposes: bool
    decides: bool
    entries: tuple[Logged, ...]
    broken_at: int | None


def propose(
    db: Engine, actor: Address, admins: Collection[str], name: Name, channel: Address | None, value: int, now: datetime
) -> Refusal | Fault | None:
    """Writes a proposal down; nothing changes yet."""
    with db.begin() as conn:
        if not authority.is_admin(conn, actor, admins):
            return Refusal.ADMINS_ONLY
        team_id = identities.find(conn, channel) if channel else None
        if channel and (team_id is None or teams.get(conn, team_id) is None):
            return Refusal.NO_TEAM
        coming = amendments.in_force(conn, str(Period.of(now).next))
        fault = coming.check(name, team_id, value)
        if fault:
            return fault
        if any((each.name, each.team_id) == (name, team_id) for each in amendments.waiting(conn)):
            return Refusal.WAITS
        proposer = identities.remember(conn, actor)
        amendment = Amendment(secrets.token_bytes(16), name, team_id, value, proposer)
        amendments.propose(conn, amendment)
        _write(conn, proposer, Act.PARAMETER_PROPOSED, amendment, now)
        return None


def decide(
    db: Engine, actor: Address, admins: Collection[str], amendment: str, *, approve: bool, now: datetime
) -> Refusal | None:
    """Somebody else than who proposed it approves or declines; who proposed it may take it back."""
    with db.begin() as conn:
        found, actor_id = amendments.get(conn, ids.parse(amendment)), identities.find(conn, actor)
        if found is None or found.state is not State.WAITING:
            return Refusal.DECIDED
        own = actor_id is not None and actor_id == found.proposer_id
        if not (_may_decide(conn, actor, admins) and not own) and not (own and not approve):
            return Refusal.OFFICERS_ONLY
        period = str(Period.of(now).next)
        if not approve:
            amendments.decide(conn, found.id, State.DECLINED, now)
            _write(conn, actor_id, Act.PARAMETER_DECLINED, found, now)
            return None
        amendments.decide(conn, found.id, State.APPROVED, now, period)
        _write(conn, actor_id, Act.PARAMETER_APPROVED, found, now, period=period)
        _announce(conn, found, now)
        return None


def overview(db: Engine, actor: Address, admins: Collection[str], now: datetime) -> Overview | Refusal:
    """For administrators, the privacy officer and observers (S7)."""
    with db.begin() as conn:
        held, proposes = authority.offices_of(conn, actor), authority.is_admin(conn, actor, admins)
        if not held and not proposes:
            return Refusal.NOT_FOR_YOU
        period = Period.of(now)
        holds, coming = (amendments.in_force(conn, str(each)) for each in (period, period.next))
        return Overview(
            k=holds.k,
            k_next=coming.k,
            guests=tuple(identities.address_of(conn, team) for team in sorted(coming.guests)),
            waiting=tuple(_waiting(conn, each) for each in amendments.waiting(conn)),
            proposes=proposes,
            decides=_may_decide(conn, actor, admins),
            entries=tuple(_logged(conn, each) for each in audit.latest(conn, LATEST)),
            broken_at=audit.broken_at(conn),
        )


def compose(conn: Connection, team_id: bytes, subject: str) -> messages.Amended | None:
    """What the channel reads; from when on, and who decides such things."""
    found, team = amendments.get(conn, ids.parse(subject)), teams.get(conn, team_id)
    if found is None or found.period is None or team is None:
        return None
    return messages.Amended(found.name, found.value, Period.parse(found.period).monday, team.locale)


def _may_decide(conn: Connection, actor: Address, admins: Collection[str]) -> bool:
    """The second pair of eyes is not an administrator's."""
    return Office.PRIVACY in authority.offices_of(conn, actor) and not authority.is_admin(conn, actor, admins)


def _waiting(conn: Connection, each: Amendment) -> Waiting:
    team = identities.address_of(conn, each.team_id) if each.team_id else None
    proposer = identities.address_of(conn, each.proposer_id) if each.proposer_id else None
    return Waiting(each.id.hex(), each.name, team, each.value, proposer)


def _logged(conn: Connection, entry: Entry) -> Logged:
    facts = json.loads(entry.about)
    about = ids.parse(str(facts.get("person") or facts.get("team") or ""))
    return Logged(entry.at, entry.act, _who(conn, entry.actor_id), _who(conn, about))


def _who(conn: Connection, id: bytes | None) -> Address | None:
    try:
        return identities.address_of(conn, id) if id else None
    except LookupError:
        return None


def _announce(conn: Connection, amendment: Amendment, now: datetime) -> None:
    for team in teams.launched_before(conn, now):
        if amendment.team_id in (None, team.team_id):
            deliveries.queue(
                conn,
                Kind.AMENDMENT,
                team.team_id,
                subject=amendment.id.hex(),
                key=f"amendment:{amendment.id.hex()}:{team.team_id.hex()}",
                due_at=now,
                expires_at=now + ANNOUNCED_FOR,
            )


def _write(
    conn: Connection, actor_id: bytes | None, act: Act, amendment: Amendment, now: datetime, **more: object
) -> None:
    team = {"team": amendment.team_id.hex()} if amendment.team_id else {}
    audit.write(conn, actor_id, act, now, parameter=amendment.name.value, value=amendment.value, **team, **more)
