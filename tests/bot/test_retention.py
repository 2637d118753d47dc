"""What has been kept long enough goes, and nothing before that (disclosure-policy S4)."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, Row, event, func, select, update

from bot import appoint, commit, enrol, erase, gather, privacy, propose, retain, steer, tidy
from bot.core.challenges import Challenge, Words
from bot.core.commitments import Outcome, Plan
from bot.core.offices import Office
from bot.core.periods import Period
from bot.core.prompts import Text, Theme
from bot.core.retention import months_after, months_before
from bot.core.rhythms import Rhythm
from bot.deliver import Sender
from bot.scheduler import Clockwork
from storage import audit, challenges, facts, identities, members, results, tables
from storage.audit import Act
from tests.bot.fake import FakeMessenger
from tests.bot.sample import ADMIN, CHANNEL, MONDAY, found_team, give_answer, pack, person, profile, rules

RULES = rules()
ANNA, BRAM = person(0), person(1)
YEAR = timedelta(days=366)


def rows(db: Engine, name: str) -> int:
    with db.begin() as conn:
        return conn.execute(select(func.count()).select_from(tables.metadata.tables[name])).scalar_one()


@pytest.fixture
def lived(db: Engine) -> Engine:
    """A week in a team of five: everybody answered on Monday; Anna made a plan and closed it."""
    found_team(db, 5)
    said = FakeMessenger()
    clockwork = Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays))
    clockwork.tick(MONDAY)
    for to, nudge in said.nudges():
        give_answer(db, RULES, to, nudge.nudge_id, "done", MONDAY)
    made = commit.make(db, ANNA, Plan("ik bel", "luister ik", date(2026, 12, 4)), RULES.holidays, MONDAY)
    assert not isinstance(made, commit.Refusal)
    commit.settle(db, ANNA, made.id.hex(), Outcome.DONE, RULES.holidays, MONDAY)
    clockwork.tick(MONDAY + timedelta(days=8))
    return db


def test_who_stopped_is_forgotten_after_a_month_and_not_before(lived: Engine) -> None:
    enrol.stop(lived, ANNA, MONDAY)
    assert retain.sweep(lived, MONDAY + timedelta(days=29)) == 0
    assert enrol.find(lived, ANNA) is not None
    assert retain.sweep(lived, MONDAY + timedelta(days=31)) == 1
    assert enrol.find(lived, ANNA) is None
    assert enrol.find(lived, BRAM) is not None
    assert retain.sweep(lived, MONDAY + timedelta(days=31)) == 0


def test_who_is_to_be_forgotten_has_their_file_taken_away_first(lived: Engine) -> None:
    enrol.stop(lived, ANNA, MONDAY)
    asked, over = MONDAY + timedelta(days=29, hours=20), MONDAY + timedelta(days=31)
    tidy.remove_later(lived, ANNA, "F0SAMPLE", asked)
    assert retain.sweep(lived, MONDAY + timedelta(days=30, hours=1)) == 0
    said = FakeMessenger()
    Sender(lived, said, pack(), RULES.holidays).drain(lambda: over)
    assert said.removed == ["F0SAMPLE"]
    assert retain.sweep(lived, over) == 1


def test_who_stopped_and_has_a_role_keeps_the_role_and_nothing_else(lived: Engine) -> None:
    appoint.name_coach(lived, ADMIN, {ADMIN.key}, CHANNEL, ANNA, MONDAY)
    appoint.give(lived, ADMIN, {ADMIN.key}, ANNA, Office.PRIVACY, MONDAY)
    member = enrol.find(lived, ANNA)
    assert member
    enrol.stop(lived, ANNA, MONDAY)
    assert retain.sweep(lived, MONDAY + timedelta(days=31)) == 1
    assert enrol.find(lived, ANNA) is None
    assert appoint.offices_of(lived, ANNA, ()) == {Office.PRIVACY}
    assert ANNA in propose.coaches_of(lived, BRAM)
    with lived.begin() as conn:
        assert identities.find(conn, ANNA) not in (None, member.id)
        assert member.id not in conn.execute(select(tables.identities.c.id)).scalars().all()
    assert retain.sweep(lived, MONDAY + timedelta(days=70)) == 0


def test_who_came_back_is_not_forgotten(lived: Engine) -> None:
    enrol.stop(lived, ANNA, MONDAY)
    enrol.join(lived, ANNA, RULES.holidays, MONDAY + timedelta(days=20))
    assert retain.sweep(lived, MONDAY + timedelta(days=60)) == 0


def test_who_never_took_part_is_forgotten_a_month_after_they_left(db: Engine) -> None:
    found_team(db, 2)
    for number in (6, 7, 8, 9):
        gather.arrive(db, CHANNEL, profile(number), MONDAY)
    appoint.name_coach(db, ADMIN, {ADMIN.key}, CHANNEL, person(6), MONDAY)
    for number in (6, 7, 8):
        gather.depart(db, CHANNEL, person(number))
    enrol.close_account(db, person(9), MONDAY)
    assert retain.sweep(db, MONDAY) == 0
    gather.arrive(db, CHANNEL, profile(8), MONDAY + timedelta(days=20))
    assert retain.sweep(db, MONDAY + timedelta(days=29)) == 0
    assert retain.sweep(db, MONDAY + timedelta(days=31)) == 2
    assert [enrol.find(db, person(number)) is not None for number in (6, 7, 8, 9)] == [True, False, True, False]
    enrol.close_account(db, person(8), MONDAY)
    enrol.update_profile(db, profile(8), RULES.holidays, MONDAY)  # opened again
    enrol.close_account(db, person(1), MONDAY)
    assert retain.sweep(db, MONDAY + timedelta(days=31)) == 1


def test_who_is_being_erased_at_that_moment_holds_up_nobody(lived: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(db: Engine, _: object) -> int:
        with db.begin() as conn:
            erase.shred(conn, identities.find(conn, ANNA) or b"")
        return 0

    monkeypatch.setattr(retain, "_forget_who_left", meanwhile)
    assert retain.sweep(lived, MONDAY + timedelta(days=400)) == 0
    assert rows(lived, "journal") == 0


def test_answers_go_after_a_year_or_sooner_by_choice(lived: Engine) -> None:
    assert steer.keep_for(lived, ANNA, 3) is not None
    assert steer.keep_for(lived, ANNA, 24) is None
    retain.sweep(lived, MONDAY + timedelta(days=80))
    assert rows(lived, "journal") == 5
    retain.sweep(lived, MONDAY + timedelta(days=100))
    assert rows(lived, "journal") == 4
    assert rows(lived, "commitments") == 0
    retain.sweep(lived, MONDAY + YEAR)
    assert (rows(lived, "journal"), rows(lived, "nudges")) == (0, 5)  # those of the second week are a week younger
    retain.sweep(lived, MONDAY + YEAR + timedelta(days=8))
    assert rows(lived, "nudges") == 0


def test_a_commitment_that_cannot_be_read_keeps_nothing_else(lived: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with lived.begin() as conn:
        conn.execute(update(tables.commitments).values(sealed=b"x" * 60))
    retain.sweep(lived, MONDAY + 3 * YEAR)
    assert (rows(lived, "journal"), rows(lived, "reports")) == (0, 0)
    assert "closed commitments stay" in caplog.text


def test_who_joined_a_challenge_is_forgotten_a_year_after_it(lived: Engine) -> None:
    words, first = Text("Bel eerst", "Call first"), MONDAY.date()
    with lived.begin() as conn:
        member = members.behind(conn, BRAM)
        assert member
        dare = Challenge(b"c" * 16, Words(words, words), Theme.OPENHEID, Rhythm.DAILY, first, first, (member.team_id,))
        challenges.keep(conn, dare)
        challenges.join(conn, dare.id, member.id)
    retain.sweep(lived, MONDAY + timedelta(days=360))
    assert rows(lived, "challengers") == 1
    retain.sweep(lived, MONDAY + YEAR)
    assert (rows(lived, "challengers"), rows(lived, "challenges")) == (0, 1)


def test_an_open_commitment_stays(lived: Engine) -> None:
    plan = Plan("ik wacht", "vraag ik hulp", date(2026, 12, 4))
    commit.make(lived, BRAM, plan, RULES.holidays, MONDAY)
    retain.sweep(lived, MONDAY + YEAR)
    assert [each.plan for each in commit.mine(lived, BRAM)] == [plan]


def test_labels_rosters_and_the_log_go_after_two_years(lived: Engine) -> None:
    with lived.begin() as conn:
        before = len(conn.execute(select(tables.rosters)).all())
    assert before
    retain.sweep(lived, MONDAY + timedelta(days=700))
    assert rows(lived, "rosters") == before
    retain.sweep(lived, MONDAY + timedelta(days=745))
    assert rows(lived, "rosters") == rows(lived, "reports") == 0


GOES = ("journal", "nudges", "deliveries", "rosters", "team_cells", "reports", "audit", "commitments")


class CutOff(Exception):
    """The process ended."""


@contextmanager
def cut_off(db: Engine, after: int) -> Iterator[None]:
    """So many transactions are there, and then no more."""
    begun = itertools.count()

    def begin(_: Connection) -> None:
        if next(begun) >= after:
            raise CutOff

    event.listen(db, "begin", begin)
    with pytest.raises(CutOff):
        yield
    event.remove(db, "begin", begin)


def stored(db: Engine) -> dict[str, set[Row[Any]]]:
    with db.begin() as conn:
        return {name: set(conn.execute(select(tables.metadata.tables[name])).all()) for name in GOES}


def young_enough(db: Engine, now: datetime) -> dict[str, set[Row[Any]]]:
    """What a sweep leaves, said once more in plain words. Anna keeps her answers for three months."""
    year, two = months_before(now.date(), 12), months_before(now.date(), 24)
    with db.begin() as conn:
        anna = identities.find(conn, ANNA)
        asked = {row.number: row for row in conn.execute(select(tables.nudges))}
    quarter = {
        number for number, row in asked.items() if row.person_id != anna or row.day >= months_before(now.date(), 3)
    }
    stays: dict[str, Callable[[Any], bool]] = {
        "journal": lambda row: asked[row.number].day >= year and row.number in quarter,
        "nudges": lambda row: row.day >= year,
        "deliveries": lambda row: row.due_at.date() >= year or row.state == "queued",
        "rosters": lambda row: row.period >= str(Period.of_day(two)),
        "team_cells": lambda row: row.period >= str(Period.of_day(two)),
        "reports": lambda row: row.frozen_at.date() >= two,
        "audit": lambda row: row.at.date() >= two,
        "commitments": lambda _: False,
    }
    return {name: set(filter(stays[name], rows)) for name, rows in stored(db).items()}


def test_bit_by_bit_the_same_goes_and_what_cuts_it_off_leaves_the_rest_to_the_next(
    lived: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retain, "ROWS", 2)
    monkeypatch.setattr(retain, "AT_ONCE", 3)
    assert steer.keep_for(lived, ANNA, 3) is not None
    for days, goes in ((366, "nudges"), (739, "rosters")):
        now = MONDAY + timedelta(days=days)
        had, stays = stored(lived), young_enough(lived, now)
        assert had[goes] > stays[goes] > set()
        for after in (1, 9, 17, 25):
            with cut_off(lived, after):
                retain.sweep(lived, now)
            left = stored(lived)
            assert all(stays[name] <= left[name] <= had[name] for name in had)
            had = left
        retain.sweep(lived, now)
        assert stored(lived) == stays


def test_cut_off_while_labels_go_nobody_is_told_that_they_were_tampered_with(
    lived: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object, **__: object) -> int:
        raise CutOff

    now = MONDAY + timedelta(days=745)
    with lived.begin() as conn:
        assert [week for week, _ in audit.frozen(conn)] == ["2026-W49"]
    monkeypatch.setattr(results, "expire", cut)
    with pytest.raises(CutOff):
        retain.sweep(lived, now)
    assert rows(lived, "reports") == 0
    assert privacy.account(lived, now).changed == ()


def test_the_chain_holds_when_its_oldest_entries_are_gone(db: Engine) -> None:
    moments = [datetime.combine(date(2026, 1, 1), MONDAY.timetz()) + timedelta(days=200 * n) for n in range(6)]
    with db.begin() as conn:
        for moment in moments:
            audit.write(conn, None, Act.PERIOD_FROZEN, moment, period="x")
        assert audit.broken_at(conn) is None
        audit.expire(conn, moments[3], most=9)
        assert len(audit.latest(conn, 9)) == 3
        assert audit.broken_at(conn) is None
        audit.write(conn, None, Act.PERIOD_FROZEN, moments[5], period="y")
        assert audit.broken_at(conn) is None
        audit.expire(conn, moments[5] + timedelta(days=1), most=9)
        audit.write(conn, None, Act.PERIOD_FROZEN, moments[5], period="z")
        assert audit.broken_at(conn) is None
        assert facts.get(conn, audit.ANCHOR) is not None


@pytest.mark.parametrize("change", ["act", "about", "out"])
def test_an_entry_that_was_changed_or_taken_out_shows(db: Engine, change: str) -> None:
    with db.begin() as conn:
        for number in range(4):
            audit.write(conn, None, Act.PERIOD_FROZEN, MONDAY, period=str(number))
        second = tables.audit.c.number == 2
        if change == "out":
            conn.execute(tables.audit.delete().where(second))
        else:
            conn.execute(tables.audit.update().where(second).values({change: "anders"}))
        assert audit.broken_at(conn) == 2


def test_the_account_names_every_table_and_no_person(lived: Engine) -> None:
    found = privacy.account(lived, MONDAY + timedelta(days=8))
    assert {each.table for each in found.stored} == set(tables.metadata.tables)
    assert found.broken_at is None
    assert found.parameters["smallest group with a label (k)"] == "5"
    assert set(found.next_deletions) <= {each.table for each in found.stored}
    assert ANNA.key not in str(found)


def test_the_account_does_not_tell_whether_anybody_answered_or_promised(db: Engine) -> None:
    found_team(db, 5)
    said = FakeMessenger()
    Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays)).tick(MONDAY)
    before = privacy.account(db, MONDAY)
    for to, nudge in said.nudges():
        give_answer(db, RULES, to, nudge.nudge_id, "done", MONDAY)
    commit.make(db, ANNA, Plan("ik bel", "luister ik", date(2026, 12, 4)), RULES.holidays, MONDAY)
    assert (rows(db, "journal"), rows(db, "vault.ballots"), rows(db, "commitments")) == (5, 5, 1)
    after = privacy.account(db, MONDAY)
    assert (after.stored, after.next_deletions) == (before.stored, before.next_deletions)
    uncounted = {each.table for each in after.stored if each.rows is None}
    assert uncounted == {"journal", "vault.ballots", "commitments", "challengers"}


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_before_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    before = months_before(day, months)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    assert before.day == day.day or (before + timedelta(days=1)).day == 1
    assert months_after(before, months).month == day.month
