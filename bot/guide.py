"""Guide: a coach's overview. A coach sees what the channel sees, and proposals without their author."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import agree, authority, broadcast, launch, local, messages, phrase, report
from bot.content.pack import Pack, TalkCard
from bot.core import broadcasts as sendings
from bot.core import challenges as deeds
from bot.core import periods, sentences, timing
from bot.core.addresses import Address
from bot.core.broadcasts import Broadcast
from bot.core.calendars import Holidays
from bot.core.cells import Cell, Scope
from bot.core.challenges import Challenge
from bot.core.commitments import Plan
from bot.core.disclosure import Label
from bot.core.periods import Period, Question
from bot.core.prompts import Theme
from bot.launch import Preparing
from storage import broadcasts, challenges, deliveries, identities, proposals, reports, rosters, teams
from storage.deliveries import Kind
from storage.proposals import Proposal, State

CARD_LASTS = timedelta(hours=12)
WEEKS_SEEN = 8
"""Weekly posts that the overview looks back on."""
DECIDE_EVERY = 8
"""Weeks after the start, and again and again: stop, change or carry on (content-spec §1)."""
SHOWN = (deeds.Phase.DRAFT, deeds.Phase.PLANNED, deeds.Phase.RUNNING)
STILL_SHOWN = timedelta(days=7)
"""How long a broadcast that is over stays in the overview."""


class Refusal(StrEnum):
    """Somebody else's team looks just like one that never was."""

    NOT_YOURS = "not_yours"
    PLACED = "placed"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the channel saw of one week; `high` False: no team picture, for whatever reason."""

    period: Period
    question: Question
    high: bool
    scope: Scope


@dataclass(frozen=True, slots=True)
class Team:
    """`placed`: this week's talk card is in the channel, or on its way. `preparing` None: the team has started."""

    id: str
    channel: Address
    card: TalkCard
    placed: bool
    preparing: Preparing | None
    waiting: tuple[Proposal, ...]
    agreement: Plan | None
    sentence: str
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Coaching:
    teams: tuple[Team, ...]
    challenges: tuple[tuple[Challenge, deeds.Phase], ...]
    broadcasts: tuple[tuple[Broadcast, sendings.Phase], ...]


def over(db: Engine, pack: Pack, holidays: Holidays, person: Address, now: datetime) -> Coaching | None:
    """The coach's overview; None for who coaches no team."""
    with db.begin() as conn:
        mine = sorted(authority.coached_by(conn, person))
        if not mine:
            return None
        today = timing.local_day(now, periods.ZONE)
        dares = ((each, each.phase(today)) for each in challenges.of_teams(conn, mine))
        sent = ((each, broadcast.phase(conn, each)) for each in broadcasts.of_teams(conn, mine))
        return Coaching(
            teams=tuple(_team(conn, pack, holidays, team_id, now) for team_id in mine),
            challenges=tuple((each, phase) for each, phase in dares if phase in SHOWN),
            broadcasts=tuple((each, phase) for each, phase in sent if each.day >= today - STILL_SHOWN),
        )


def teams_of(db: Engine, person: Address) -> list[tuple[str, Address]]:
    """The teams somebody coaches, to choose from."""
    with db.begin() as conn:
        mine = sorted(authority.coached_by(conn, person))
        return [(team_id.hex(), identities.address_of(conn, team_id)) for team_id in mine]


def place_card(db: Engine, person: Address, team: str, now: datetime) -> Address | Refusal:
    """Puts this week's talk card in the team's channel, once; gives the channel."""
    period = Period.of(now)
    with db.begin() as conn:
        team_id = authority.own_team(conn, person, team)
        if team_id is None:
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


def compose_card(conn: Connection, pack: Pack, holidays: Holidays, team_id: bytes, code: str) -> messages.Card | None:
    """The latest label, one question and one citizen case; nobody is named (content-spec §8)."""
    team, period = teams.get(conn, team_id), Period.parse(code)
    if team is None:
        return None
    latest = _seen(conn, team_id, period.previous)
    high = (latest.question, latest.scope, team.department) if latest.high else None
    card = _card(conn, pack, holidays, team, period)
    case = pack.cases[period.case(local.theme(conn, team_id, period))]
    return messages.Card(team_id.hex(), card, case, team.locale, high)


def _team(conn: Connection, pack: Pack, holidays: Holidays, team_id: bytes, now: datetime) -> Team:
    period, team = Period.of(now), teams.get(conn, team_id)
    if team is None:
        raise LookupError("a coach of a team that is not there")
    return Team(
        id=team_id.hex(),
        channel=identities.address_of(conn, team_id),
        card=_card(conn, pack, holidays, team, period),
        placed=deliveries.is_queued(conn, _card_key(team_id, period)),
        preparing=launch.preparing(conn, team_id),
        waiting=tuple(proposals.of_team(conn, team_id, State.WAITING)),
        agreement=agree.open_of(conn, team_id, timing.local_day(now, periods.ZONE)),
        sentence=phrase.of(conn, team_id),
        seen=tuple(_looked_back(conn, team_id, now)),
    )


def _card(conn: Connection, pack: Pack, holidays: Holidays, team: teams.Team, period: Period) -> TalkCard:
    """The question of the week's theme; every eight weeks the team decides aloud whether it goes on.

    Once a year it chooses its sentence instead.
    """
    started = Period.of(team.launched) if team.launched else period
    if sentences.is_asked_for(period, started, holidays.quiet):
        return TalkCard(Theme.EIGEN_RECEPT, pack.moments["ons-recept"][0], sentence=True)
    theme, weeks = local.theme(conn, team.team_id, period), period.number - started.number
    if weeks and weeks % DECIDE_EVERY == 0:
        return TalkCard(theme, pack.moments["stoppen-anders-of-door"][0])
    return pack.cards[theme]


def _looked_back(conn: Connection, team_id: bytes, now: datetime) -> list[Seen]:
    """The weekly posts that were in the channel, the newest first."""
    found: list[Seen] = []
    period = Period.of(now).previous
    for _ in range(WEEKS_SEEN):
        posted = period.posts_at <= now and deliveries.handle_of(conn, report.post_key(team_id, period)) is not None
        if posted:
            found.append(_seen(conn, team_id, period))
        period = period.previous
    return found


def _seen(conn: Connection, team_id: bytes, period: Period) -> Seen:
    cell = rosters.cells_of_teams(conn, str(period)).get(team_id)
    label = reports.label_of(conn, str(period), cell) if cell else None
    return Seen(period, period.question, label == Label.HIGH, Cell.parse(cell).scope if cell else "team")


def _card_key(team_id: bytes, period: Period) -> str:
    return f"card:{team_id.hex()}:{period}"
