"""A team's say in the order of its themes, from the vote to the weeks that follow (content-spec S6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, func, select

from bot import erase, local, order, report
from bot.content import wording
from bot.core import orders
from bot.core.cells import Cell
from bot.core.disclosure import Draw
from bot.core.periods import Period
from bot.core.prompts import Theme
from bot.order import Outcome
from handlers.slack import report_blocks
from storage import audit, ballots, identities, tables
from tests.bot.sample import CHANNEL, found_team, pack, person

FRIDAY = datetime(2027, 1, 15, 9, 0, tzinfo=UTC)
WEEK = Period.parse("2027-W03")
"""The last of the first eight."""
MONDAY = WEEK.starts + timedelta(hours=9)
COMING = WEEK.after(8)
THEMES = list(Theme)


def lived(db: Engine, people: int) -> None:
    found_team(db, people, FRIDAY)
    report.open_period(db, MONDAY)


def team_of(conn: Connection) -> bytes:
    found = identities.find(conn, CHANNEL)
    assert found
    return found


def themes(db: Engine) -> list[Theme]:
    with db.begin() as conn:
        return [local.theme(conn, team_of(conn), week) for week in COMING]


def votes(db: Engine) -> dict[int, int]:
    with db.begin() as conn:
        return ballots.tally(conn, str(WEEK), orders.ORDER, str(Cell("team", team_of(conn).hex())))


def freeze(db: Engine, draw: Draw, now: datetime = WEEK.freezes_at) -> None:
    report.freeze_due(db, now, draw)


def last(tickets: int) -> int:
    return tickets - 1


def test_one_voice_each_and_the_last_choice_counts(db: Engine) -> None:
    lived(db, 6)
    for theme in (Theme.OPENHEID, Theme.OPENHEID, Theme.AMBASSADEUR):
        assert order.vote(db, person(0), theme, MONDAY) is Outcome.RECEIVED
    order.vote(db, person(1), Theme.OPENHEID, WEEK.ends - timedelta(seconds=1))
    assert order.vote(db, person(2), Theme.OPENHEID, WEEK.ends) is Outcome.NOT_NOW
    assert order.vote(db, person(99), Theme.OPENHEID, MONDAY) is Outcome.NOT_NOW
    assert votes(db) == {1: 1, 1 + THEMES.index(Theme.OPENHEID): 1}


def test_votes_weigh_the_order_is_drawn_once_and_they_are_destroyed(db: Engine) -> None:
    lived(db, 6)
    for number in range(5):
        order.vote(db, person(number), Theme.VERANTWOORDELIJK, MONDAY)
    freeze(db, lambda tickets: min(5, tickets - 1))  # the sixth ticket: without votes that of the sixth theme
    drawn = themes(db)
    assert drawn[0] is Theme.VERANTWOORDELIJK
    assert sorted(drawn) == sorted(Theme)
    freeze(db, last, WEEK.freezes_at + timedelta(hours=1))
    assert themes(db) == drawn
    with db.begin() as conn:
        [entry] = [each for each in audit.latest(conn, 50) if each.act == audit.Act.ORDER_DRAWN]
    assert entry.about == '{"period": "2027-W03"}'
    report.forget_old_ballots(db, WEEK.freezes_at + timedelta(days=8))
    with db.begin() as conn:
        assert conn.execute(select(func.count()).select_from(tables.ballots)).scalar_one() == 0


def test_a_team_below_k_has_no_vote_and_keeps_its_order(db: Engine) -> None:
    lived(db, 4)
    assert order.vote(db, person(0), Theme.OPENHEID, MONDAY) is Outcome.NOT_NOW
    freeze(db, last)
    assert themes(db) == THEMES


def test_who_erases_themselves_takes_their_vote_along(db: Engine) -> None:
    lived(db, 6)
    order.vote(db, person(0), Theme.OPENHEID, MONDAY)
    order.vote(db, person(1), Theme.AMBASSADEUR, MONDAY)
    erase.erase(db, person(0), MONDAY)
    assert votes(db) == {1: 1}


def test_what_the_coach_set_stays(db: Engine) -> None:
    """As a swap leaves it: two weeks have each other's theme."""
    lived(db, 6)
    with db.begin() as conn:
        local.choose_theme(conn, team_of(conn), COMING[0], THEMES[2])
        local.choose_theme(conn, team_of(conn), COMING[2], THEMES[0])
    freeze(db, last)
    others = [theme for theme in reversed(Theme) if theme not in (THEMES[0], THEMES[2])]
    assert themes(db) == [THEMES[2], others[0], THEMES[0], *others[1:]]


def test_a_late_freeze_leaves_weeks_that_are_over_alone(db: Engine) -> None:
    lived(db, 6)
    freeze(db, last, COMING[2].starts + timedelta(days=1))
    assert themes(db) == [*THEMES[:2], *reversed(THEMES[2:])]


def test_the_post_of_that_week_says_so_once_and_no_other_does(db: Engine) -> None:
    lived(db, 4)
    words = wording.load()
    with db.begin() as conn:
        for week, count in ((WEEK.previous.previous, 0), (WEEK.previous, 1), (WEEK, 0)):
            found = report.compose(conn, pack(), team_of(conn), str(week), week.next.days[1])
            assert found
            for locale in wording.LOCALES:
                post = str(report_blocks.post(words, replace(found, locale=locale), None))
                assert post.count(words.say(locale, "report.vote")) == count
