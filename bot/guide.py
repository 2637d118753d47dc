"""Guide: what a coach does for their teams. A coach sees what the channel sees, and proposals without their author."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import messages, propose
from bot.content.pack import Pack, TalkCard
from bot.core import ids
from bot.core.addresses import Address
from bot.core.periods import Period
from storage import coaches, deliveries, identities, proposals, teams
from storage.deliveries import Kind
from storage.proposals import Proposal, State

CARD_LASTS = timedelta(hours=12)


class Refusal(StrEnum):
    """Somebody else's team looks just like one that never was."""

    NOT_YOURS = "not_yours"
    PLACED = "placed"
    NO_TEAM = "no_team"


@dataclass(frozen=True, slots=True)
class Team:
    """`placed`: this week's talk card is in the channel, or on its way."""

    id: str
    channel: Address
    placed: bool
    waiting: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Coaching:
    card: TalkCard
    teams: tuple[Team, ...]


def over(db: Engine, pack: Pack, person: Address, now: datetime) -> Coaching | None:
    """The coach's overview; None for who coaches no team."""
    period = Period.of(now)
    with db.begin() as conn:
        person_id = identities.find(conn, person)
        mine = coaches.teams_of(conn, person_id) if person_id else []
        if not mine:
            return None
        return Coaching(pack.cards[period.theme], tuple(_team(conn, team_id, period) for team_id in mine))


def place_card(db: Engine, person: Address, team: str, now: datetime) -> Address | Refusal:
    """Puts this week's talk card in the team's channel, once; gives the channel."""
    period = Period.of(now)
    with db.begin() as conn:
        person_id, team_id = identities.find(conn, person), ids.parse(team)
        if person_id is None or person_id not in coaches.of_team(conn, team_id):
            return Refusal.NOT_YOURS
        queued = deliveries.queue(
            conn,
            Kind.CARD,
            team_id,
            subject=str(period),
            key=_card_key(team_id, period),
            due_at=now,
            expires_at=now + CARD_LASTS,
        )
        return identities.address_of(conn, team_id) if queued else Refusal.PLACED


def compose_card(conn: Connection, pack: Pack, team_id: bytes, code: str) -> messages.Card | None:
    """One question and one citizen case; nobody is named (content-spec §8)."""
    team, period = teams.get(conn, team_id), Period.parse(code)
    return messages.Card(pack.cards[period.theme], pack.cases[period.case], team.locale) if team else None


def name_coach(db: Engine, channel: Address, person: Address, now: datetime) -> bool | Refusal:
    """Makes somebody a coach of that team and shows them what is waiting. False when they were one already."""
    with db.begin() as conn:
        team_id = identities.find(conn, channel)
        if team_id is None or teams.get(conn, team_id) is None:
            return Refusal.NO_TEAM
        coach = identities.remember(conn, person)
        if not coaches.add(conn, team_id, coach):
            return False
        for proposal in proposals.of_team(conn, team_id, State.WAITING):
            propose.show(conn, coach, proposal, now)
        return True


def _team(conn: Connection, team_id: bytes, period: Period) -> Team:
    return Team(
        id=team_id.hex(),
        channel=identities.address_of(conn, team_id),
        placed=deliveries.is_queued(conn, _card_key(team_id, period)),
        waiting=tuple(proposals.of_team(conn, team_id, State.WAITING)),
    )


def _card_key(team_id: bytes, period: Period) -> str:
    return f"card:{team_id.hex()}:{period}"
