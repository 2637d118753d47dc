"""Summarise: a team's week again, and its quarter on one page. Only what the team knows already, from frozen labels."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import authority, local, messages, phrase, report
from bot.content.pack import CaseOfTheWeek, Pack, TalkCard
from bot.core import pictures, timing
from bot.core.addresses import Address
from bot.core.agreements import Agreement
from bot.core.challenges import Challenge, State
from bot.core.commitments import FURTHEST_DAYS, Plan
from bot.core.disclosure import Label
from bot.core.periods import ZONE, Period
from bot.core.prompts import Locale, Text, Theme
from storage import agreements, challenges, deliveries, identities, periods, proposals, results, rosters, teams
from storage.proposals import State as Decided
from storage.teams import Team

SHORT = 8
"""Letters of a team's random id that name it in the terminal."""


class Refusal(StrEnum):
    """Somebody else's team looks just like one that never was."""

    NOT_YOURS = "not_yours"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Summary:
    """A team's quarter. `challenges` with whether there is a team picture of it; `recipe` the newest first."""

    channel: Address
    department: str | None
    locale: Locale
    first: date
    week: Period
    themes: tuple[Theme, ...]
    case: CaseOfTheWeek
    challenges: tuple[tuple[Text, bool], ...]
    agreements: tuple[Agreement, ...]
    highs: tuple[Period, ...]
    sentence: str
    recipe: tuple[str, ...]
    next_step: Plan | None
    card: TalkCard


@dataclass(frozen=True, slots=True)
class Named:
    """A team as the terminal names it."""

    name: str
    channel: str
    department: str | None
    launched: datetime | None


def for_coach(db: Engine, pack: Pack, coach: Address, team: str, now: datetime) -> Summary | Refusal:
    """Up to the newest week whose post is out."""
    with db.begin() as conn:
        team_id = authority.own_team(conn, coach, team)
        found = teams.get(conn, team_id) if team_id else None
        if found is None:
            return Refusal.NOT_YOURS
        newest = Period.of(now).previous
        week = newest if now >= newest.posts_at else newest.previous
        return _summary(conn, pack, found, week) if _is_out(conn, found, week, now) else Refusal.NOT_YET


def for_manager(
    db: Engine, pack: Pack, name: str, week: Period, now: datetime
) -> tuple[messages.Report, Summary] | Refusal:
    """That week's post again, and the quarter it ends. Whoever asks has the server and its key."""
    with db.begin() as conn:
        team = _named(conn, name)
        if team is None:
            return Refusal.NOT_YOURS
        again = report.compose(conn, pack, team.team_id, str(week), timing.local_day(week.posts_at, ZONE))
        if again is None or not _is_out(conn, team, week, now):
            return Refusal.NOT_YET
        return again, _summary(conn, pack, team, week)


def names(db: Engine) -> list[Named]:
    """Every team, for who has to name one."""
    with db.begin() as conn:
        return [_name(conn, team) for team in teams.everyone(conn)]


def _name(conn: Connection, team: Team) -> Named:
    channel = identities.address_of(conn, team.team_id)
    return Named(team.team_id.hex()[:SHORT], channel.key, team.department, team.launched)


def _named(conn: Connection, name: str) -> Team | None:
    """By the start of its id, as long as that is one team's, or by its channel's id in the chat program."""
    found = [
        team
        for team in teams.everyone(conn)
        if (len(name) >= SHORT and team.team_id.hex().startswith(name.lower()))
        or identities.address_of(conn, team.team_id).key == name
    ]
    return found[0] if len(found) == 1 else None


def _is_out(conn: Connection, team: Team, week: Period, now: datetime) -> bool:
    """Never before the post itself, which comes at the same hour for everybody (disclosure-policy R11).

    A rehearsal is ahead of the terminal's clock: there the post tells.
    """
    posted = now >= week.posts_at or deliveries.handle_of(conn, report.post_key(team.team_id, week)) is not None
    return posted and _counts(team, week) and periods.is_frozen(conn, str(week))


def _counts(team: Team, week: Period) -> bool:
    """A team counts from the first week that begins after its start."""
    return team.launched is not None and team.launched < week.starts


def _summary(conn: Connection, pack: Pack, team: Team, week: Period) -> Summary:
    theme = local.theme(conn, team.team_id, week)
    weeks = [each for each in pictures.weeks_up_to(week) if _counts(team, each)]
    first, last = weeks[0].monday, week.days[-1]
    looked_at = agreements.of_team(conn, team.team_id, first, last + timedelta(days=FURTHEST_DAYS))
    own = proposals.of_team(conn, team.team_id, Decided.ACCEPTED)
    return Summary(
        channel=identities.address_of(conn, team.team_id),
        department=team.department,
        locale=team.locale,
        first=first,
        week=week,
        themes=tuple(dict.fromkeys(local.theme(conn, team.team_id, each) for each in weeks)),
        case=pack.cases[week.case(theme)],
        challenges=tuple(_challenges(conn, team.team_id, first, week)),
        agreements=tuple(each for each in looked_at if each.plan.day <= last)[::-1],
        highs=report.highs(conn, team.team_id, week),
        sentence=phrase.of(conn, team.team_id),
        recipe=tuple(each.text for each in sorted(own, key=lambda each: each.decided or date.min, reverse=True)),
        next_step=next((each.plan for each in looked_at if each.plan.day > last and each.outcome is None), None),
        card=pack.cards[theme],
    )


def _challenges(conn: Connection, team_id: bytes, first: date, week: Period) -> list[tuple[Text, bool]]:
    """Those of that quarter, the newest first."""
    found = [
        each
        for each in challenges.of_teams(conn, [team_id])
        if each.state is State.PLANNED and each.first <= week.days[-1] and each.last >= first
    ]
    return [(each.words.name, _is_high(conn, team_id, each, week)) for each in reversed(found)]


def _is_high(conn: Connection, team_id: bytes, challenge: Challenge, week: Period) -> bool:
    """Only what was in a post by then."""
    cell = rosters.cells_of_teams(conn, str(challenge.asked_in)).get(team_id)
    label = results.label_of(conn, challenge.id, cell) if cell else None
    return challenge.asked_in <= week and label == Label.HIGH
