"""Agree: what a team decides over a talk card becomes a team commitment (content-spec §8)."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import authority, messages
from bot.core import agreements as rules
from bot.core import ids, periods, timing
from bot.core.addresses import Address
from bot.core.agreements import Agreement
from bot.core.commitments import FURTHEST_DAYS, MOST_CHARACTERS, Outcome, Plan
from storage import agreements, deliveries, identities, teams
from storage.deliveries import Kind

LOOKS_BACK_AT = time(10, 0)
"""On Amsterdam's clock, on the day the team chose."""
LASTS = timedelta(hours=8)
MADE, BACK = "made", "back"


class Refusal(StrEnum):
    """Somebody else's team looks just like one that never was."""

    NOT_YOURS = "not_yours"
    NO_CUE = "no_cue"
    NO_DEED = "no_deed"
    TOO_LONG = "too_long"
    OVER = "over"
    TOO_FAR = "too_far"
    SETTLED = "settled"
    NOT_THE_KEEPER = "not_the_keeper"


def make(
    db: Engine, person: Address, team: str, plan: Plan, now: datetime, request: str | None = None
) -> Agreement | Refusal:
    """Somebody of the team, or its coach, writes it down and offers to look back. It goes into the channel.

    The same `request` once more changes nothing.
    """
    with db.begin() as conn:
        team_id = authority.shared_team(conn, person, team)
        refusal = _fault(plan, timing.local_day(now, periods.ZONE))
        if team_id is None or refusal:
            return refusal or Refusal.NOT_YOURS
        keeper = identities.remember(conn, person)
        agreement = Agreement(ids.made_by(keeper, request), team_id, plan, keeper)
        agreements.add(conn, agreement)
        looks_back = timing.at_local(plan.day, LOOKS_BACK_AT, periods.ZONE)
        for part, due_at in ((MADE, now), (BACK, looks_back)):
            name = agreement.id.hex()
            deliveries.queue(
                conn,
                Kind.AGREEMENT,
                team_id,
                subject=f"{name}:{part}",
                key=f"agreement:{name}:{part}",
                due_at=due_at,
                expires_at=due_at + LASTS,
            )
        return agreement


def settle(db: Engine, person: Address, name: str, outcome: Outcome) -> Plan | Refusal:
    """Who offered to look back says how it went; the first word stands."""
    with db.begin() as conn:
        agreement, person_id = agreements.get(conn, ids.parse(name)), identities.find(conn, person)
        if agreement is None:
            return Refusal.NOT_YOURS
        if person_id is None or person_id != agreement.keeper:
            return Refusal.NOT_THE_KEEPER
        return agreement.plan if agreements.settle(conn, agreement.id, outcome) else Refusal.SETTLED


def channel_of(db: Engine, person: Address, team: str) -> Address | None:
    """Where it goes, for who can write down what that team agreed on; None for anybody else."""
    with db.begin() as conn:
        team_id = authority.shared_team(conn, person, team)
        return identities.address_of(conn, team_id) if team_id else None


def open_of(conn: Connection, team_id: bytes, today: date) -> Plan | None:
    """What the team is working on now."""
    found = agreements.latest(conn, team_id, today - timedelta(days=rules.MONTH))
    return found.plan if found else None


def compose(conn: Connection, team_id: bytes, subject: str) -> messages.Agreed | None:
    name, _, part = subject.partition(":")
    agreement, team = agreements.get(conn, ids.parse(name)), teams.get(conn, team_id)
    if agreement is None or team is None or agreement.outcome:
        return None
    keeper = identities.address_of(conn, agreement.keeper) if agreement.keeper else None
    return messages.Agreed(name, agreement.plan, keeper, team.locale, looks_back=part == BACK)


def _fault(plan: Plan, today: date) -> Refusal | None:
    faults = {
        Refusal.NO_CUE: not plan.cue,
        Refusal.NO_DEED: not plan.deed,
        Refusal.TOO_LONG: max(len(plan.cue), len(plan.deed)) > MOST_CHARACTERS,
        Refusal.OVER: plan.day <= today,
        Refusal.TOO_FAR: (plan.day - today).days > FURTHEST_DAYS,
    }
    return next((fault for fault, holds in faults.items() if holds), None)
