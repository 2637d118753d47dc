"""Somebody's own data: all of it comes along, all of it can be forgotten, and none of it is anybody else's."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot import (
    agree,
    appoint,
    challenge,
    commit,
    enrol,
    erase,
    export,
    fetch,
    hear,
    look,
    phrase,
    plan,
    propose,
    reply,
    steer,
    take_up,
    tidy,
)
from bot.core import silence
from bot.core.challenges import Challenge, Words
from bot.core.commitments import Plan
from bot.core.offices import Office
from bot.core.prompts import Kind, Role, Text, Theme
from bot.core.rhythms import Rhythm
from bot.deliver import Sender
from bot.scheduler import Clockwork
from storage import identities, nudges, proposals, readers, tables
from storage.proposals import Proposal, State
from tests.bot.fake import FakeMessenger
from tests.bot.sample import ADMIN, CHANNEL, COACH, MONDAY, found_team, give_answer, pack, person, rules, team_of

ANNA, BRAM = person(0), person(1)
RULES = rules()
STAY = ("rosters", "audit")
"""A week's number of people, and who changed what for others, stay; the id in them leads to nobody (R10, R12, S6)."""
TUESDAY = date(2026, 12, 1)
SENTENCE = "Wij bellen terug voor iemand het vraagt."
PLAN = Plan("ik vastzit met een brief", "vraag ik Chadia", date(2026, 12, 4))


@pytest.fixture
def said() -> FakeMessenger:
    return FakeMessenger()


@pytest.fixture
def clockwork(db: Engine, said: FakeMessenger) -> Clockwork:
    """Five people; Anna answers, plans, proposes something with her name, and gets a file."""
    found_team(db, 5)
    clockwork = Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays))
    clockwork.tick(MONDAY)
    [mine] = [message for to, message in said.nudges() if to == ANNA]
    give_answer(db, RULES, ANNA, mine.nudge_id, "done", MONDAY)
    commit.make(db, ANNA, PLAN, RULES.holidays, MONDAY)
    propose.propose(db, ANNA, Kind.ACTION, "Bel iemand die wacht.", named=True, now=MONDAY)
    appoint.name_coach(db, ADMIN, {ADMIN.key}, CHANNEL, ANNA, MONDAY)
    appoint.give(db, ADMIN, {ADMIN.key}, ANNA, Office.OBSERVER, MONDAY)
    agree.make(db, ANNA, team_of(db), replace(PLAN, day=date(2026, 12, 11)), MONDAY)
    assert phrase.keep(db, ANNA, team_of(db), SENTENCE, MONDAY) is None
    _joins_a_challenge(db)
    steer.prepare_talk(db, ANNA, date(2026, 12, 16), RULES.holidays, MONDAY)
    tidy.remove_later(db, ANNA, "F0SAMPLE", MONDAY)
    team = bytes.fromhex(team_of(db))
    with db.begin() as conn:
        id = identities.find(conn, ANNA)
        assert id
        readers.add(conn, team, id, Role.BODE, SENTENCE)
        nudges.claim(conn, id, TUESDAY, "2026-W49", "action-001")  # and never answers it
    return clockwork


def test_the_export_holds_everything_said_and_promised(db: Engine, clockwork: Clockwork) -> None:
    document = export.export(db, RULES.library, ANNA, MONDAY)
    assert document is not None
    assert document["chat_id"] == ANNA.key
    assert tuple(document["member"]) == export.FIELDS
    assert [each["answer"] for each in document["answers"]] == ["done"]
    assert [(each["if"], each["then"]) for each in document["commitments"]] == [(PLAN.cue, PLAN.deed)]
    assert document["proposals_with_your_name"] == ["Bel iemand die wacht."]
    assert [each["kind"] for each in document["messages"]] == ["nudge"]
    question = {"day": "2026-12-01", "question": RULES.library.by_id["action-001"].text.nl}
    assert document["unanswered"] == [question]
    assert [each["what"] for each in document["changes_for_others"]] == ["challenge_planned"]
    assert tuple(document["in_the_team"]) == export.IN_THE_TEAM
    assert all(value for name, value in document["in_the_team"].items() if name != "home_chosen_on")
    json.dumps(document)


def test_who_has_a_role_without_taking_part_is_known_too(db: Engine, clockwork: Clockwork) -> None:
    document = export.export(db, RULES.library, COACH, MONDAY)
    assert document is not None
    assert document["in_the_team"]["coach_of"] == [CHANNEL.key]
    assert document["answers"] == []
    json.dumps(document)
    assert erase.knows(db, COACH)
    erase.erase(db, COACH, MONDAY)
    assert not erase.knows(db, COACH)
    assert export.export(db, RULES.library, COACH, MONDAY) is None


def _joins_a_challenge(db: Engine) -> None:
    text = Text("Eerst bellen", "Call first")
    first, last = date(2026, 12, 7), date(2026, 12, 11)
    wishes = challenge.Wishes(Words(text, text), Theme.OPENHEID, Rhythm.DAILY, first, last, (team_of(db),))
    kept = challenge.keep(db, ANNA, None, wishes, RULES.holidays, MONDAY)
    assert isinstance(kept, Challenge)
    challenge.plan(db, ANNA, kept.id.hex(), RULES.holidays, MONDAY)
    take_up.join(db, ANNA, kept.id.hex(), RULES.holidays, MONDAY)


def test_an_export_holds_nothing_of_anybody_else(db: Engine, clockwork: Clockwork) -> None:
    document = export.export(db, RULES.library, BRAM, MONDAY)
    assert document is not None
    assert document["answers"] == document["commitments"] == document["proposals_with_your_name"] == []
    assert PLAN.cue not in json.dumps(document)


def test_nobody_reads_back_what_somebody_else_said(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    [hers] = [message for to, message in said.nudges() if to == ANNA]
    assert look.back(db, RULES.library, BRAM) == ([], False)
    assert look.why(db, RULES, BRAM, hers.nudge_id) is None
    assert reply.look_up(db, RULES, BRAM, hers.nudge_id, MONDAY) is reply.Refusal.UNKNOWN
    page = look.over(db, RULES, BRAM, MONDAY)
    assert page is not None
    assert page.commitments == ()


def test_what_a_manager_foresees_tells_nothing_of_promises_challenges_or_silence(
    db: Engine,
) -> None:
    found_team(db, 5)
    december = [date(2026, 12, day) for day in range(1, 19)]

    def foreseen() -> list[plan.Explained]:
        return [each for day in december for each in plan.explain(db, RULES, day, None, ANNA)]

    before = foreseen()
    commit.make(db, ANNA, PLAN, RULES.holidays, MONDAY)
    appoint.name_coach(db, ADMIN, {ADMIN.key}, CHANNEL, ANNA, MONDAY)
    _joins_a_challenge(db)
    steer.prepare_talk(db, ANNA, date(2026, 12, 16), RULES.holidays, MONDAY)
    assert foreseen() == before
    with db.begin() as conn:
        conn.execute(tables.members.update().values(unanswered=silence.GOODBYE))
    assert foreseen() == before


def test_after_erasing_there_is_nothing_left(db: Engine, clockwork: Clockwork, tmp_path: Path) -> None:
    member = enrol.find(db, ANNA)
    assert member is not None
    with db.begin() as conn:
        sealed = conn.execute(select(tables.commitments.c.sealed)).scalar_one()
        ballots = conn.execute(select(tables.ballots.c.ballot_id)).all()
    assert len(ballots) == 1
    assert erase.erase(db, ANNA, MONDAY) == ["F0SAMPLE"]
    assert enrol.find(db, ANNA) is None
    assert export.export(db, RULES.library, ANNA, MONDAY) is None
    with db.begin() as conn:
        for table in tables.metadata.sorted_tables:
            if table.name in STAY:
                continue
            for row in conn.execute(select(table)):
                assert member.id not in [bytes(value) for value in row if isinstance(value, bytes | memoryview)]
        assert conn.execute(select(tables.ballots)).all() == []
        [kept] = conn.execute(select(tables.proposals.c.author_id)).all()
    assert kept.author_id is None
    assert phrase.look(db, BRAM, team_of(db))[0] == SENTENCE  # what she wrote for the team stays the team's
    for file in tmp_path.glob("zetje*"):
        assert sealed not in file.read_bytes()


def test_erasing_changes_nothing_for_the_others(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    erase.erase(db, ANNA, MONDAY)
    before = len(said.nudges())
    clockwork.tick(MONDAY + timedelta(days=1))
    assert len(said.nudges()) - before == 4
    assert erase.erase(db, ANNA, MONDAY) is None


def test_old_buttons_of_somebody_erased_do_no_harm(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    [hers] = [message for to, message in said.nudges() if to == ANNA]
    erase.erase(db, ANNA, MONDAY)
    assert give_answer(db, RULES, ANNA, hers.nudge_id, "done", MONDAY) is reply.Refusal.UNKNOWN
    assert fetch.one(db, RULES, ANNA, MONDAY) is fetch.NotNow.STRANGER
    assert isinstance(hear.take_words(db, RULES, ANNA, "hoi", "D1:9", {}, MONDAY), hear.Stranger)
    assert enrol.find(db, ANNA) is None


def test_of_a_stranger_who_writes_nothing_is_kept(db: Engine, clockwork: Clockwork) -> None:
    with db.begin() as conn:
        before = len(conn.execute(select(tables.identities)).all())
    hear.take_words(db, RULES, person(99), "hoi", "D9:1", {}, MONDAY)
    with db.begin() as conn:
        assert len(conn.execute(select(tables.identities)).all()) == before


@pytest.mark.parametrize(
    "after", [timedelta(hours=24, minutes=1), timedelta(weeks=6)], ids=["next day", "off for weeks"]
)
def test_a_file_is_taken_away_after_a_day(
    db: Engine, clockwork: Clockwork, said: FakeMessenger, after: timedelta
) -> None:
    clockwork.tick(MONDAY + timedelta(hours=23))
    assert said.removed == []
    clockwork.tick(MONDAY + after)
    assert said.removed == ["F0SAMPLE"]


def test_a_proposal_without_a_name_leads_to_nobody(db: Engine, clockwork: Clockwork) -> None:
    propose.propose(db, BRAM, Kind.REFLECTION, "Wie hielp jou?", named=False, now=MONDAY)
    with db.begin() as conn:
        authors = [row.author_id for row in conn.execute(select(tables.proposals.c.author_id))]
    assert authors.count(None) == 1


def test_only_a_coach_of_that_team_decides_and_once(db: Engine, clockwork: Clockwork) -> None:
    propose.propose(db, BRAM, Kind.REFLECTION, "Wie hielp jou?", named=False, now=MONDAY)
    team = _team(db)
    with db.begin() as conn:
        [waiting] = [each for each in proposals.of_team(conn, team, State.WAITING) if not each.author_id]
    name = waiting.id.hex()
    assert propose.judge(db, BRAM, name, accept=True, now=MONDAY) is propose.Refusal.NOT_YOURS
    assert propose.judge(db, person(99), name, accept=True, now=MONDAY) is propose.Refusal.NOT_YOURS
    assert isinstance(propose.judge(db, ANNA, name, accept=True, now=MONDAY), Proposal)
    assert propose.judge(db, ANNA, name, accept=False, now=MONDAY) is propose.Refusal.DECIDED


def _team(db: Engine) -> bytes:
    member = enrol.find(db, ANNA)
    assert member is not None
    return member.team_id
