"""Propose: a team writes its own prompts; its coach sees the text, not the author (disclosure-policy R14)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import recognise
from bot.core import ids, periods, timing
from bot.core.addresses import Address
from bot.core.members import Member
from bot.core.prompts import Kind as PromptKind
from storage import coaches, deliveries, identities, proposals, teams
from storage.deliveries import Kind
from storage.proposals import Proposal, State

LONGEST = 280
"""Characters of a proposal: about the 45 words of any prompt."""
PROPOSAL_LASTS = timedelta(days=30)
DECISIONS = {True: State.ACCEPTED, False: State.DECLINED}


class Refusal(StrEnum):
    STRANGER = "stranger"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_YOURS = "not_yours"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Proposed:
    """`has_coach` False: it waits until the team has one."""

    has_coach: bool


def propose(
    db: Engine, person: Address, kind: PromptKind, text: str, *, named: bool, now: datetime
) -> Proposed | Refusal:
    """Sends a text to the coaches of the author's team; who wrote it is kept only for who wants to be named."""
    text = " ".join(text.split())
    if not text:
        return Refusal.EMPTY
    if len(text) > LONGEST:
        return Refusal.TOO_LONG
    with db.begin() as conn:
        member = _writer(conn, person)
        if member is None:
            return Refusal.STRANGER
        author, today = member.id if named else None, timing.local_day(now, periods.ZONE)
        proposal = proposals.add(conn, member.team_id, author, kind, text, today)
        reviewers = coaches.of_team(conn, member.team_id)
        for coach in reviewers:
            show(conn, coach, proposal, now)
        return Proposed(bool(reviewers))


def judge(db: Engine, person: Address, proposal_id: str, *, accept: bool, now: datetime) -> Proposal | Refusal:
    """A coach of that team takes a proposal up in the team's rotation, or not. The first decision stands."""
    with db.begin() as conn:
        person_id = identities.find(conn, person)
        proposal = proposals.get(conn, ids.parse(proposal_id))
        if proposal is None or person_id is None or person_id not in coaches.of_team(conn, proposal.team_id):
            return Refusal.NOT_YOURS
        if not proposals.decide(conn, proposal.id, DECISIONS[accept], timing.local_day(now, periods.ZONE)):
            return Refusal.DECIDED
        return proposal


def coaches_of(db: Engine, person: Address) -> list[Address]:
    """Whom somebody can turn to in their own team."""
    with db.begin() as conn:
        member = recognise.member(conn, person)
        return [identities.address_of(conn, coach) for coach in coaches.of_team(conn, member.team_id)] if member else []


def may(db: Engine, person: Address) -> bool:
    with db.begin() as conn:
        return _writer(conn, person) is not None


def _writer(conn: Connection, person: Address) -> Member | None:
    """Who takes part; and everybody in a team that prepares, because it starts with prompts of its own."""
    member = recognise.member(conn, person)
    team = teams.get(conn, member.team_id) if member else None
    return member if team and team.launched is None else recognise.participant(conn, person)


def show(conn: Connection, coach: bytes, proposal: Proposal, now: datetime) -> None:
    """Queues the proposal for that coach; twice is once."""
    deliveries.queue(
        conn,
        Kind.PROPOSAL,
        coach,
        subject=proposal.id.hex(),
        key=f"proposal:{proposal.id.hex()}:{coach.hex()}",
        due_at=now,
        expires_at=now + PROPOSAL_LASTS,
    )
