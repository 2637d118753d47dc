"""Report: a week opens with a roster, closes with frozen labels, and becomes one post per team.

What may be published is decided in bot/core/disclosure.py and bot/core/cells.py; storage counts; here they meet.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine

from bot import agree, local, messages, order, phrase
from bot.content.pack import Pack
from bot.core import cells, disclosure, orders, pictures, retention
from bot.core.cells import Cell, TeamSize
from bot.core.challenges import RESULT_WEEKS, Challenge, State
from bot.core.disclosure import Draw, Label
from bot.core.periods import Period
from bot.core.prompts import CHALLENGE, Text
from storage import (
    amendments,
    audit,
    ballots,
    challenges,
    deliveries,
    engine,
    members,
    periods,
    reports,
    results,
    rosters,
    teams,
)
from storage.deliveries import Kind as DeliveryKind
from storage.results import Result

REPORT_LASTS = timedelta(days=3)
BALLOTS_AT_ONCE = 100
"""Ballots that go in one transaction: on SQLite who clicks meanwhile waits for no more than these."""


def open_period(db: Engine, now: datetime) -> bool:
    """Writes down who counts where this week, as of its start (R6, R7, R12). True when that was still to be done."""
    period = Period.of(now)
    with db.begin() as conn:
        if periods.is_open(conn, str(period)):
            return False
        periods.prepare(conn, str(period))
    with db.begin() as conn:
        if not periods.open_once(conn, str(period)):
            return False
        holds = amendments.in_force(conn, str(period))
        participants = members.participants(conn, period.starts, holds.guests)
        assigned = _assign(conn, period, participants, holds.k)
        rosters.keep(conn, str(period), participants, {team: _name(cell) for team, cell in assigned.items()})
        audit.write(conn, None, audit.Act.ROSTER_WRITTEN, now, period=str(period))
        return True


def freeze_due(db: Engine, now: datetime, draw: Draw, many_away: Callable[[Period], bool] = lambda _: False) -> int:
    """Draws the labels of every week that is over, once, and queues the posts. Returns how many weeks it froze.

    `many_away`: whether a week is one of those in which many are (disclosure-policy R13).
    """
    with db.begin() as conn:
        over = [period for period in map(Period.parse, periods.unfrozen(conn)) if period.freezes_at <= now]
    return sum(_freeze(db, period, now, draw, many_away(period)) for period in over)


def forget_old_ballots(db: Engine, now: datetime) -> int:
    """Destroys ballots and their key a week after the freeze (disclosure-policy S2, S4)."""
    with db.begin() as conn:
        old = periods.with_ballots_from_before(conn, now - retention.BALLOTS)
        for period in old:
            # Whatever an old copy of the database says of it: nothing is drawn from a week that is half gone.
            periods.draw_once(conn, period)
    for period in old:
        _destroy_ballots(db, period)
    if old:
        engine.clear_key_store(db)
    return len(old)


def compose(conn: Connection, pack: Pack, team_id: bytes, code: str, today: date) -> messages.Report | None:
    """The post of that week for that team, from frozen labels only (R10)."""
    team, period = teams.get(conn, team_id), Period.parse(code)
    if team is None:
        return None
    theme = local.theme(conn, team_id, period)
    cell = rosters.cells_of_teams(conn, code).get(team_id)
    scope = Cell.parse(cell).scope if cell else "team"
    return messages.Report(
        period=code,
        question=period.question,
        high=cell is not None and reports.label_of(conn, code, cell) == Label.HIGH,
        scope=scope,
        department=team.department,
        teams_high=cells.higher_line(Label(label) for label in reports.labels_of(conn, code)),
        case=pack.cases[period.case(theme)],
        card=pack.cards[theme],
        locale=team.locale,
        highs=highs(conn, team_id, period),
        challenge=_challenge_of(conn, team_id, period, cell),
        agreement=agree.open_of(conn, team_id, today),
        sentence=phrase.of(conn, team_id),
    )


def highs(conn: Connection, team_id: bytes, last: Period) -> tuple[Period, ...]:
    """The weeks of the quarter up to that one in which the team's post had a team picture."""
    first, *_ = pictures.weeks_up_to(last)
    return tuple(map(Period.parse, reports.high_weeks(conn, team_id, str(first), str(last))))


def _challenge_of(conn: Connection, team_id: bytes, period: Period, cell: str | None) -> tuple[Text, bool] | None:
    """What that week asked about a challenge, and whether there is a team picture of it."""
    asked = [each for each in challenges.of_teams(conn, [team_id]) if _is_asked(each, period)]
    if not asked:
        return None
    label = results.label_of(conn, asked[0].id, cell) if cell else None
    return asked[0].words.name, label == Label.HIGH


def _destroy_ballots(db: Engine, period: str) -> None:
    """A little at a time, and the key with the last: while that is there, the next tick goes on with what is left."""
    gone = False
    while not gone:
        with db.begin() as conn:
            gone = ballots.expire(conn, period, most=BALLOTS_AT_ONCE) < BALLOTS_AT_ONCE
            if gone:
                periods.destroy_ballot_key(conn, period)


def _is_asked(challenge: Challenge, period: Period) -> bool:
    return challenge.state is State.PLANNED and challenge.asked_in == period


def _assign(
    conn: Connection, period: Period, participants: Iterable[tuple[bytes, bytes]], k: int
) -> dict[bytes, Cell | None]:
    counts: dict[bytes, int] = {}
    for _person, team in participants:
        counts[team] = counts.get(team, 0) + 1
    sizes = [
        TeamSize(team.team_id, team.department, counts.get(team.team_id, 0))
        for team in teams.launched_before(conn, period.starts)
    ]
    return cells.assign_cells(sizes, _current(conn, period), k)


def _current(conn: Connection, period: Period) -> dict[bytes, Cell]:
    """The cells of last week; at the turn of 13 weeks everybody is divided anew (R7)."""
    if cells.quarter(period) != cells.quarter(period.previous):
        return {}
    before = rosters.cells_of_teams(conn, str(period.previous))
    return {team: Cell.parse(cell) for team, cell in before.items() if cell}


def _freeze(db: Engine, period: Period, now: datetime, draw: Draw, many_away: bool) -> bool:
    code = str(period)
    with db.begin() as conn:
        if not periods.freeze_once(conn, code, now):
            return False
        if periods.draw_once(conn, code):
            _draw_labels(conn, period, now, draw, many_away)
            if orders.is_voted_in(period):
                _draw_orders(conn, period, now, draw)
        audit.write(conn, None, audit.Act.PERIOD_FROZEN, now, period=code, labels=reports.digest(conn, code))
    return True


def _draw_labels(conn: Connection, period: Period, now: datetime, draw: Draw, many_away: bool) -> None:
    code = str(period)
    holds, cells_of_teams = amendments.in_force(conn, code), rosters.cells_of_teams(conn, code)
    for cell in sorted({cell for cell in cells_of_teams.values() if cell}):
        holiday = many_away or _is_closed(conn, cells_of_teams, cell, period)
        _label(conn, period, cell, disclosure.threshold(holds.k, holiday=holiday), now, draw)
    for team in teams.launched_before(conn, period.starts):
        _queue_post(conn, team.team_id, period)


def _draw_orders(conn: Connection, period: Period, now: datetime, draw: Draw) -> None:
    for team in teams.launched_before(conn, period.starts):
        order.draw_order(conn, team.team_id, period, now, draw)
    audit.write(conn, None, audit.Act.ORDER_DRAWN, now, period=str(period))


def _label(conn: Connection, period: Period, cell: str, k: int, now: datetime, draw: Draw) -> None:
    """Draws what is published about one cell: the week's question, and a challenge that was asked about."""
    code, n = str(period), rosters.size(conn, str(period), cell)
    recent = [str(each) for each in period.before(cells.SPACING_WEEKS - 1)]
    if not reports.is_too_soon(conn, code, cell, period.question, recent):
        label = disclosure.publish(ballots.positives(conn, code, period.question, cell), n, k, draw)
        if label:
            reports.keep(conn, reports.Report(code, cell, period.question, label, now))
    dare = _to_conclude(conn, cell, period)
    result = disclosure.publish(ballots.positives(conn, code, CHALLENGE, cell), n, k, draw) if dare else None
    if dare and result:
        results.keep(conn, Result(dare.id, cell, code, result, now))


def _to_conclude(conn: Connection, cell: str, period: Period) -> Challenge | None:
    """The challenge that this cell gets a result of: its own, not one of several teams in a pool; not again within
    four weeks (R9)."""
    found = Cell.parse(cell)
    weeks = [period, *period.before(RESULT_WEEKS - 1)]
    if found.scope != "team" or results.is_any(conn, cell, map(str, weeks)):
        return None
    asked = (each for each in challenges.of_teams(conn, [bytes.fromhex(found.key)]) if _is_asked(each, period))
    return next(asked, None)


def _is_closed(conn: Connection, cells_of_teams: Mapping[bytes, str | None], cell: str, period: Period) -> bool:
    """Whether a team of the cell was closed that week: a known absence is a known answer (R13)."""
    closed = (span for team, its in cells_of_teams.items() if its == cell for span in teams.closed(conn, team))
    return any(span.first <= period.days[-1] and span.last >= period.days[0] for span in closed)


def post_key(team_id: bytes, period: Period) -> str:
    """The name of that post among the deliveries."""
    return f"report:{team_id.hex()}:{period}"


def _queue_post(conn: Connection, team_id: bytes, period: Period) -> None:
    posts_at = period.posts_at
    deliveries.queue(
        conn,
        DeliveryKind.REPORT,
        team_id,
        subject=str(period),
        key=post_key(team_id, period),
        due_at=posts_at,
        expires_at=posts_at + REPORT_LASTS,
    )


def _name(cell: Cell | None) -> str | None:
    return str(cell) if cell else None
