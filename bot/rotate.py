"""Rotate: a team's own recipe: its themes week by week, its own prompts, and the days it is closed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import authority, local, wake
from bot.core import ids, periods, timing
from bot.core.addresses import Address
from bot.core.calendars import Holidays
from bot.core.members import Absence
from bot.core.periods import Period
from bot.core.prompts import Theme
from storage import audit, identities, members, proposals, teams
from storage.audit import Act
from storage.proposals import State

WEEKS = 8
"""One round of the themes."""
MOST_CLOSED = 30
"""Stretches of closed days that fit in what is stored."""
FURTHEST_DAYS = 400


class Refusal(StrEnum):
    """Somebody else's team looks just like one that never was."""

    NOT_YOURS = "not_yours"
    UNKNOWN = "unknown"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    OVER = "over"
    TOO_FAR = "too_far"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a team works with: the themes of the coming weeks, this week's first; own prompts; days without nudges."""

    team: str
    channel: Address
    weeks: tuple[tuple[Period, Theme], ...]
    prompts: tuple[tuple[str, str], ...]
    """(id, text)"""
    closed: tuple[Absence, ...]


def look(db: Engine, coach: Address, team: str, now: datetime) -> Recipe | Refusal:
    with db.begin() as conn:
        team_id = authority.own_team(conn, coach, team)
        return _recipe(conn, team_id, now) if team_id else Refusal.NOT_YOURS


def swap(db: Engine, coach: Address, team: str, week: str, theme: Theme, now: datetime) -> Recipe | Refusal:
    """That week gets that theme; the week that had it gets the other one, so that none is lost."""
    with db.begin() as conn:
        team_id = authority.own_team(conn, coach, team)
        if team_id is None:
            return Refusal.NOT_YOURS
        before = dict(_weeks(conn, team_id, now))
        found = next((period for period in before if str(period) == week), None)
        if found is None:
            return Refusal.UNKNOWN
        other = next((period for period in before if before[period] is theme), found)
        for period, chosen in ((other, before[found]), (found, theme)):
            local.choose_theme(conn, team_id, period, chosen)
        return _recipe(conn, team_id, now)


def retire(db: Engine, coach: Address, proposal_id: str, now: datetime) -> Recipe | Refusal:
    """One of the team's own prompts comes no more."""
    with db.begin() as conn:
        proposal = proposals.get(conn, ids.parse(proposal_id))
        if proposal is None or proposal.team_id not in authority.coached_by(conn, coach):
            return Refusal.NOT_YOURS
        today = timing.local_day(now, periods.ZONE)
        proposals.decide(conn, proposal.id, State.RETIRED, today, before=State.ACCEPTED)
        return _recipe(conn, proposal.team_id, now)


def close(db: Engine, coach: Address, team: str, days: Absence, holidays: Holidays, now: datetime) -> Recipe | Refusal:
    """The team gets no nudges on these days: a local holiday, or the whole summer."""
    today = timing.local_day(now, periods.ZONE)
    if days.last < days.first:
        return Refusal.ENDS_BEFORE_IT_STARTS
    if days.last < today:
        return Refusal.OVER
    if (days.last - today).days > FURTHEST_DAYS:
        return Refusal.TOO_FAR
    return _close(db, coach, team, holidays, now, lambda closed: sorted({*closed, days}))


def reopen(db: Engine, coach: Address, team: str, days: Absence, holidays: Holidays, now: datetime) -> Recipe | Refusal:
    """The team gets its nudges again. Days that are over stay closed: a label about them has to know (R13)."""
    over = _before(days, timing.local_day(now, periods.ZONE))
    return _close(
        db, coach, team, holidays, now, lambda closed: sorted({*closed} - {days} | over) if days in closed else closed
    )


def _close(
    db: Engine,
    coach: Address,
    team: str,
    holidays: Holidays,
    now: datetime,
    change: Callable[[Sequence[Absence]], Sequence[Absence]],
) -> Recipe | Refusal:
    today = timing.local_day(now, periods.ZONE)
    with db.begin() as conn:
        team_id = authority.own_team(conn, coach, team)
        if team_id is None:
            return Refusal.NOT_YOURS
        before = [each for each in teams.closed(conn, team_id) if each.last >= _kept_from(today)]
        closed = change(before)
        if len(closed) > MOST_CLOSED:
            return Refusal.TOO_MANY
        if closed == before:
            return _recipe(conn, team_id, now)
        teams.close(conn, team_id, closed)
        for member in members.of_team(conn, team_id):
            if member.since:
                wake.set_alarm(conn, member, holidays, now)
        spans = " ".join(map(str, closed))
        audit.write(conn, identities.find(conn, coach), Act.TEAM_CLOSED, now, team=team_id.hex(), closed=spans[:300])
        return _recipe(conn, team_id, now)


def _before(days: Absence, today: date) -> set[Absence]:
    return {Absence(days.first, min(days.last, today - timedelta(days=1)))} if days.first < today else set()


def _recipe(conn: Connection, team_id: bytes, now: datetime) -> Recipe:
    today = timing.local_day(now, periods.ZONE)
    return Recipe(
        team=team_id.hex(),
        channel=identities.address_of(conn, team_id),
        weeks=tuple(_weeks(conn, team_id, now)),
        prompts=tuple((each.id.hex(), each.text) for each in proposals.of_team(conn, team_id, State.ACCEPTED)),
        closed=tuple(each for each in teams.closed(conn, team_id) if each.last >= today),
    )


def _weeks(conn: Connection, team_id: bytes, now: datetime) -> Iterator[tuple[Period, Theme]]:
    week = Period.of(now)
    for _ in range(WEEKS):
        yield week, local.theme(conn, team_id, week)
        week = week.next


def _kept_from(today: date) -> date:
    """This week's closed days still matter when its label is drawn (disclosure-policy R13)."""
    return Period.of_day(today).previous.monday
