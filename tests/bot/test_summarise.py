"""A team's quarter: for its coach and for who has the server, from what was posted, and never before the post."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from bot import agree, appoint, propose, summarise
from bot.core import ids, pictures
from bot.core.addresses import Address
from bot.core.agreements import Agreement
from bot.core.cells import Cell
from bot.core.commitments import Outcome, Plan
from bot.core.disclosure import Label
from bot.core.periods import Period
from bot.core.prompts import Kind, Text
from bot.summarise import Refusal, Summary
from storage import challenges, periods, proposals, reports, results, rosters
from storage.results import Result
from tests.bot.sample import ADMIN, CHANNEL, COACH, FRIDAY, found_team, pack, person, prepare_team, profile, team_of
from tests.bot.test_challenge import planned

PACK = pack()
WEEK = Period(2026, 51)
WEEKS = pictures.weeks_up_to(WEEK)[-3:]
OUT = WEEK.posts_at
OTHER = Address("slack", "T0SAMPLE", "channel", "C2")
OTHERS_COACH = Address("slack", "T0SAMPLE", "person", "U2COACH")


def lived(db: Engine, labels: Mapping[Period, Label]) -> str:
    """A team with three weeks behind it, and what was drawn in them."""
    found_team(db, 6)
    team = team_of(db)
    with db.begin() as conn:
        for week in WEEKS:
            periods.open_once(conn, str(week))
            rosters.keep(conn, str(week), [], {ids.parse(team): _cell(team)})
            periods.freeze_once(conn, str(week), week.freezes_at)
        for week, label in labels.items():
            reports.keep(conn, reports.Report(str(week), _cell(team), week.question, label, week.freezes_at))
    return team


def _cell(team: str) -> str:
    return str(Cell("team", team))


def summary(db: Engine, team: str, coach: Address = COACH) -> Summary:
    found = summarise.for_coach(db, PACK, coach, team, OUT)
    assert isinstance(found, Summary)
    return found


def test_only_its_own_coach_gets_it(db: Engine) -> None:
    team = lived(db, {})
    prepare_team(db, [profile(9)], channel=OTHER)
    appoint.name_coach(db, ADMIN, {ADMIN.key}, OTHER, OTHERS_COACH, FRIDAY)
    assert summary(db, team).channel == CHANNEL
    for nobody in (OTHERS_COACH, person(0), ADMIN, person(99)):
        assert summarise.for_coach(db, PACK, nobody, team, OUT) is Refusal.NOT_YOURS
    for odd in ("", "x", "0" * 32):
        assert summarise.for_coach(db, PACK, COACH, odd, OUT) is Refusal.NOT_YOURS


def test_nothing_of_a_week_is_told_before_its_post(db: Engine) -> None:
    """Also not to its coach, nor to who has the server: the label is drawn a day earlier (R11)."""
    team = lived(db, {WEEK: Label.HIGH})
    early = OUT - timedelta(seconds=1)
    before = summarise.for_coach(db, PACK, COACH, team, early)
    assert isinstance(before, Summary)
    assert (before.week, before.highs) == (WEEK.previous, ())
    assert summarise.for_manager(db, PACK, team, WEEK, early) is Refusal.NOT_YET
    assert summary(db, team).highs == (WEEK,)
    assert not isinstance(summarise.for_manager(db, PACK, team, WEEK, OUT), Refusal)
    assert summarise.for_manager(db, PACK, team, WEEK.next, OUT) is Refusal.NOT_YET
    assert summarise.for_coach(db, PACK, COACH, team, WEEKS[0].starts) is Refusal.NOT_YET


def test_low_and_silence_make_the_same_page(db: Engine) -> None:
    team = lived(db, {WEEKS[0]: Label.HIGH, WEEKS[1]: Label.LOW})
    silent = summary(db, team)
    with db.begin() as conn:
        reports.keep(conn, reports.Report(str(WEEK), _cell(team), WEEK.question, Label.LOW, WEEK.freezes_at))
    assert summary(db, team) == silent
    assert silent.highs == (WEEKS[0],)


def test_what_the_team_did_and_wrote_is_on_it(db: Engine) -> None:
    team = lived(db, {})
    past = Plan("het druk is", "bellen we", date(2026, 12, 9))
    ahead = Plan("het regent", "lopen we", date(2026, 12, 22))
    for plan, now in ((past, FRIDAY), (ahead, OUT - timedelta(days=3))):
        made = agree.make(db, person(0), team, plan, now)
        assert isinstance(made, Agreement)
        if plan is past:
            agree.settle(db, person(0), made.id.hex(), Outcome.DONE)
    propose.propose(db, person(1), Kind.ACTION, "Groet iedereen.", named=True, now=FRIDAY)
    with db.begin() as conn:
        [own] = proposals.of_team(conn, ids.parse(team), proposals.State.WAITING)
    propose.judge(db, COACH, own.id.hex(), accept=True, now=FRIDAY)
    found = summary(db, team)
    assert [(each.plan, each.outcome) for each in found.agreements] == [(past, Outcome.DONE)]
    assert (found.next_step, found.recipe) == (ahead, ("Groet iedereen.",))
    assert found.first == WEEKS[0].monday
    assert len(found.themes) == len(WEEKS)


@pytest.mark.parametrize("label", [Label.HIGH, Label.LOW])
def test_what_came_of_a_challenge_is_told_only_when_it_is_high_and_was_posted(db: Engine, label: Label) -> None:
    team = lived(db, {})
    name = planned(db, team, date(2026, 11, 30), date(2026, 12, 4), FRIDAY)
    with db.begin() as conn:
        dare = challenges.get(conn, ids.parse(name))
        assert dare is not None
        assert dare.asked_in == WEEKS[1]
        results.keep(conn, Result(dare.id, _cell(team), str(WEEKS[1]), label, WEEK.freezes_at))
    for week, told in ((WEEKS[0], False), (WEEKS[1], label == Label.HIGH), (WEEK, label == Label.HIGH)):
        found = summarise.for_manager(db, PACK, team, week, OUT)
        assert not isinstance(found, Refusal)
        assert found[1].challenges == ((Text("Eerst bellen", ""), told),)


def test_a_manager_names_a_team_by_its_channel_or_the_start_of_its_id(db: Engine) -> None:
    team = lived(db, {})
    [named] = summarise.names(db)
    assert (named.name, named.channel) == (team[:8], CHANNEL.key)
    for name in (named.name, named.name.upper(), team, CHANNEL.key):
        assert not isinstance(summarise.for_manager(db, PACK, name, WEEK, OUT), Refusal)
    for name in ("", team[:7], "zzzzzzzz", "C0NOWHERE"):
        assert summarise.for_manager(db, PACK, name, WEEK, OUT) is Refusal.NOT_YOURS
