"""Order: a team's say in which theme comes first. A vote is a ballot; all that comes of it is an order, drawn by lot.

Unlike an answer it has no place in the journal: nobody can look up what somebody chose, they themselves included.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import local, recognise
from bot.core import orders
from bot.core.addresses import Address
from bot.core.cells import Cell
from bot.core.disclosure import Draw
from bot.core.orders import ORDER
from bot.core.periods import Period
from bot.core.prompts import Theme
from storage import amendments, ballots, rosters, themes
from storage.ballots import Ballot, Booth

THEMES = list(Theme)
"""A ballot holds the place in this row, from 1 up."""


class Outcome(StrEnum):
    RECEIVED = "received"
    NOT_NOW = "not_now"
    """Another week, a team that is too small, or somebody who does not count in a team this week."""


def is_open_to(db: Engine, person: Address, now: datetime) -> bool:
    with db.begin() as conn:
        return may_vote(conn, person, now)


def may_vote(conn: Connection, person: Address, now: datetime) -> bool:
    return _voter(conn, person, Period.of(now)) is not None


def vote(db: Engine, person: Address, theme: Theme, now: datetime) -> Outcome:
    """One voice a person; the last one before the week closes counts (disclosure-policy R5)."""
    period = Period.of(now)
    with db.begin() as conn:
        voter = _voter(conn, person, period, hold=True)
        if voter is None:
            return Outcome.NOT_NOW
        person_id, booth = voter
        ballots.cast_each(conn, [Ballot(booth, ORDER, person_id, THEMES.index(theme) + 1)])
        return Outcome.RECEIVED


def draw_order(conn: Connection, team_id: bytes, period: Period, now: datetime, draw: Draw) -> None:
    """The order of the cycle after that week, for a team that is large enough, voted or not.

    Weeks that the coach gave another theme keep it, and so do weeks that are over; the others share their themes anew.
    """
    cell = Cell("team", team_id.hex())
    if not _counts_votes(conn, period, str(cell)):
        return
    chosen = themes.of_team(conn, team_id)
    coming = (week for week in period.after(len(THEMES)) if week >= Period.of(now))
    free = [week for week in coming if str(week) not in chosen]
    tally = ballots.tally(conn, str(period), ORDER, str(cell))
    votes = {THEMES[value - 1]: count for value, count in tally.items()}
    drawn = orders.lottery([week.theme for week in free], votes, draw)
    for week, theme in zip(free, drawn, strict=True):
        local.choose_theme(conn, team_id, week, theme)


def _voter(conn: Connection, person: Address, period: Period, *, hold: bool = False) -> tuple[bytes, Booth] | None:
    """Who votes, and where; None for who has no vote in that week."""
    member = recognise.participant(conn, person, hold=hold) if orders.is_voted_in(period) else None
    booth = ballots.booth(conn, str(period), member.id) if member else None
    return (member.id, booth) if member and booth and _counts_votes(conn, period, booth.cell) else None


def _counts_votes(conn: Connection, period: Period, cell: str) -> bool:
    """A team of its own, not a pool of several, with enough people on its roster (R6)."""
    holds = amendments.in_force(conn, str(period))
    return Cell.parse(cell).scope == "team" and rosters.size(conn, str(period), cell) >= holds.k
