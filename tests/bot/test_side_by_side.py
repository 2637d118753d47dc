"""Answers in several processes on one PostgreSQL: one person's come one after the other, and nobody waits for ever."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, text, update
from sqlalchemy.exc import OperationalError

from bot import broadcast, commit, enrol, erase, gather, hear, opening, order, reply, report, retain, rotate
from bot.broadcast import Wishes
from bot.core.broadcasts import Broadcast
from bot.core.commitments import Commitment, Outcome, Plan
from bot.core.members import Absence, Standing
from bot.core.periods import Period
from bot.core.prompts import Asks, Theme
from bot.deliver import Sender
from bot.intake import Intake
from bot.reply import Given, Received
from storage import deliveries, engine, identities, members, nudges, tables
from storage.deliveries import Kind
from tests.bot.fake import FakeMessenger
from tests.bot.sample import AMSTERDAM, CHANNEL, COACH, MONDAY, pack, person, profile, rules, team_of
from tests.bot.test_broadcast import plan as to_everybody
from tests.bot.test_intake import DAYS, PATIENCE_SECONDS, PEOPLE, WEEK, Said, Town, town
from tests.postgres import empty_database

RULES = rules()
EARLIER = MONDAY - timedelta(hours=1)
PLAN = Plan("ik vastzit", "vraag ik hulp", MONDAY.date())
OTHER_PLAN = Plan("ik vastzit", "vraag ik meteen hulp", MONDAY.date())
A_DAY = Absence(date(2026, 12, 24), date(2026, 12, 24))
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


@pytest.fixture
def here(postgres: str, tmp_path: Path) -> Iterator[Town]:
    with empty_database(postgres) as url:
        db = opening.open_store(url, tmp_path / "key")
        yield town(db)
        db.dispose()


def test_of_two_answers_by_one_person_the_second_knows_the_first(here: Town) -> None:
    did, did_not = side_by_side(
        here.db,
        lambda: answer(here, (0, 0, "done")),
        "INSERT INTO vault.ballots",
        lambda: answer(here, (0, 1, "not_today")),
    )
    assert kinds(did) == kinds(did_not) == [Received]
    _, positive = here.kept()
    assert positive == 1  # who did one thing that week did something


def test_of_two_typed_answers_the_second_is_not_taken_for_the_first_nudge_again(here: Town) -> None:
    types = partial(hear.take_words, here.db, RULES, person(0), labels={"gedaan": "done", "niet": "not_today"})
    first, second = side_by_side(
        here.db,
        lambda: types(words="gedaan", event="D1:1", now=DAYS[1]),
        "SELECT nudges.person_id, nudges.nudge_id",  # what is still open: once for the ballot, once for the answer
        lambda: types(words="niet", event="D1:2", now=DAYS[1]),
        times=2,
    )
    assert isinstance(first.result(), Received)
    assert isinstance(second.result(), Received)
    kept, _ = here.kept()
    assert (kept[0, 1], kept[0, 0]) == ("done", "not_today")


def test_answers_and_a_message_to_their_whole_team_do_not_wait_for_each_other(here: Town) -> None:
    with here.db.begin() as conn:
        conn.execute(update(tables.members).values(unanswered=1))
        ids = {number: identities.find(conn, person(number)) or b"" for number in range(PEOPLE)}
    wishes = Wishes("Hallo.", True, MONDAY.date(), MONDAY.astimezone(AMSTERDAM).time(), (team_of(here.db),))
    kept = broadcast.keep(here.db, COACH, None, wishes, AMSTERDAM, MONDAY)
    assert isinstance(kept, Broadcast)
    said = [(who, 0, "done") for who in sorted(ids, key=ids.__getitem__, reverse=True)]
    answers, message = side_by_side(
        here.db,
        lambda: answer(here, *said),
        "UPDATE members",
        lambda: broadcast.plan(here.db, COACH, kept.id.hex(), RULES.holidays, AMSTERDAM, MONDAY),
    )
    assert kinds(answers) == [Received] * PEOPLE
    assert message.result() is None


@pytest.mark.parametrize("answers_first", [True, False])
def test_of_who_is_erased_while_they_answer_nothing_is_left(here: Town, answers_first: bool) -> None:
    answers, erases = partial(answer, here, (0, 0, "done")), partial(erase.erase, here.db, person(0), MONDAY)
    _, erased = (
        side_by_side(here.db, answers, "INSERT INTO vault.ballots", erases)
        if answers_first
        else reversed(side_by_side(here.db, erases, "DELETE FROM vault.addresses", answers))
    )
    assert erased.result() == []
    with here.db.begin() as conn:
        assert not conn.execute(select(tables.journal)).all()
        assert not conn.execute(select(tables.ballots)).all()


def test_who_is_erased_while_they_come_back_into_the_channel_is_forgotten(here: Town) -> None:
    gather.depart(here.db, CHANNEL, person(0))
    with here.db.begin() as conn:
        members.set_standing(conn, identities.find(conn, person(0)) or b"", Standing.INVITED, since=None, left=MONDAY)
    arrives = partial(gather.arrive, here.db, CHANNEL, profile(0), MONDAY)
    erases = partial(erase.erase, here.db, person(0), MONDAY)
    arrived, erased = side_by_side(here.db, arrives, "INSERT INTO presences", erases)
    assert (arrived.exception(), erased.result()) == (None, [])
    assert enrol.find(here.db, person(0)) is None


def test_of_who_is_erased_while_they_vote_nothing_is_left(here: Town) -> None:
    now = Period.parse("2027-W03").starts + timedelta(hours=9)
    report.open_period(here.db, now)
    votes = partial(order.vote, here.db, person(0), Theme.OPENHEID, now)
    erases = partial(erase.erase, here.db, person(0), now)
    voted, erased = side_by_side(here.db, votes, "INSERT INTO vault.ballots", erases)
    assert (voted.result(), erased.result()) == (order.Outcome.RECEIVED, [])
    with here.db.begin() as conn:
        assert not conn.execute(select(tables.ballots)).all()


@pytest.mark.parametrize(("coach", "so_far"), [("closes", "DELETE FROM members"), ("cancels", "DELETE FROM nudges")])
def test_what_a_coach_does_for_a_team_and_an_erasure_in_it_do_not_wait_for_each_other(
    here: Town, coach: str, so_far: str
) -> None:
    name = to_everybody(here.db, team_of(here.db))
    broadcast.spread_due(here.db, RULES.holidays, MONDAY + timedelta(days=1))
    acts = {
        "closes": lambda: rotate.close(here.db, COACH, team_of(here.db), A_DAY, RULES.holidays, EARLIER),
        "cancels": lambda: broadcast.cancel(here.db, COACH, name, EARLIER),
    }
    erases = partial(erase.erase, here.db, person(0), MONDAY)
    erased, done = side_by_side(here.db, erases, so_far, acts[coach])
    assert erased.result() == []
    assert not isinstance(done.result(), rotate.Refusal | broadcast.Refusal)


@pytest.mark.parametrize("how", ["changed", "closed"])
def test_a_commitment_that_is_changed_while_its_follow_up_is_answered_is_both(here: Town, how: str) -> None:
    made = commit.make(here.db, person(0), PLAN, RULES.holidays, MONDAY)
    assert isinstance(made, Commitment)
    asked = follow_up(here, made)
    acts = {
        "changed": lambda: commit.change(here.db, person(0), made.id.hex(), OTHER_PLAN, RULES.holidays, MONDAY),
        "closed": lambda: commit.settle(here.db, person(0), made.id.hex(), Outcome.PARTLY, RULES.holidays, MONDAY),
    }
    changes, answers = side_by_side(
        here.db,
        acts[how],
        "UPDATE commitments",
        lambda: reply.record_each(here.db, RULES, [Given(person(0), asked, "choice:0", MONDAY)]),
    )
    assert isinstance(changes.result(), Commitment)
    assert kinds(answers) == [Received]
    [mine] = commit.mine(here.db, person(0))
    assert mine.outcome is Outcome.DONE  # said last
    assert mine.plan == (OTHER_PLAN if how == "changed" else PLAN)


def test_a_commitment_that_is_opened_again_at_the_moment_of_the_sweep_stays(here: Town) -> None:
    later = MONDAY + timedelta(days=400)
    made = commit.make(here.db, person(0), PLAN, RULES.holidays, MONDAY)
    assert isinstance(made, Commitment)
    name, again = made.id.hex(), replace(PLAN, day=later.date())
    commit.settle(here.db, person(0), name, Outcome.DONE, RULES.holidays, MONDAY)
    opens = partial(commit.change, here.db, person(0), name, again, RULES.holidays, later)
    opened, swept = side_by_side(here.db, opens, "UPDATE commitments", partial(retain.sweep, here.db, later))
    assert swept.result() == 0
    assert commit.mine(here.db, person(0)) == [opened.result()]


def test_who_is_erased_while_their_message_arrives_holds_up_nobody(here: Town) -> None:
    asked, until = here.asked[0, 0], MONDAY + timedelta(hours=2)
    with here.db.begin() as conn:
        who = identities.find(conn, person(0)) or b""
        deliveries.queue(conn, Kind.NUDGE, who, asked, key=f"nudge:{asked}", due_at=EARLIER, expires_at=until)
    sends = partial(Sender(here.db, FakeMessenger(), pack(), RULES.holidays).send_due, MONDAY)
    erases = partial(erase.erase, here.db, person(0), MONDAY)
    sent, erased = side_by_side(here.db, sends, "UPDATE deliveries SET state=%(state)s::VARCHAR, claimed", erases)
    assert sent.result()
    assert erased.result() == []


def test_a_process_that_stands_still_keeps_the_others_answers_waiting_for_seconds_only(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engine.THEIR_PATIENCE["lock_timeout"] == str(engine.BUSY_MS)
    monkeypatch.setitem(engine.THEIR_PATIENCE, "lock_timeout", "100")
    here.db.dispose()  # its lines are opened anew
    intake = Intake(here.db)
    with here.db.begin() as standing_still:
        member = members.behind(standing_still, person(0))
        assert member
        members.hold(standing_still, [member.id])
        with pytest.raises(OperationalError):
            intake.take(RULES, here.given((0, 0, "done")))
        assert isinstance(intake.take(RULES, here.given((1, 0, "done"))), Received)
    assert here.kept_by(0, 1) == [None, "done"]


def follow_up(here: Town, made: Commitment) -> str:
    """The prompt that comes back to it, on its way."""
    asks = next(each for each in RULES.library.prompts if each.asks is Asks.COMMITMENT)
    day = MONDAY.date() + timedelta(days=3)
    with here.db.begin() as conn:
        member = members.behind(conn, person(0))
        assert member
        found = nudges.claim(conn, member.id, day, str(WEEK), asks.id, about=made.id)
        assert found
        return found.nudge_id.hex()


def answer(here: Town, *said: Said) -> list[Received | reply.Refusal]:
    return reply.record_each(here.db, RULES, [here.given(each) for each in said])


def kinds(answered: Future[Any]) -> list[type]:
    return [type(one) for one in answered.result()]


def side_by_side(
    db: Engine, one: Callable[[], object], until: str, other: Callable[[], object], times: int = 1
) -> tuple[Future[object], Future[object]]:
    """The one stands still after its first statement that begins so, or a later one, until the other waits for it."""
    stands, goes_on, passed = Event(), Event(), count(1)

    def stand(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(until) and next(passed) == times:
            stands.set()
            assert goes_on.wait(PATIENCE_SECONDS)

    event.listen(db, "after_cursor_execute", stand)
    with ThreadPoolExecutor(2) as threads, db.connect() as conn:
        first = threads.submit(one)
        assert stands.wait(PATIENCE_SECONDS)
        second = threads.submit(other)
        while not second.done() and not conn.execute(WAITING).scalar_one():
            time.sleep(0.001)
        goes_on.set()
    event.remove(db, "after_cursor_execute", stand)
    return first, second
