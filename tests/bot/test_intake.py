"""Answers that come at the same moment: kept together, and yet as if each had come alone."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, update
from sqlalchemy.exc import OperationalError

import bot.intake
from bot import opening, reply, report
from bot.core.periods import Period
from bot.intake import Intake
from bot.reply import Given, Received, Refusal
from storage import ballots, identities, journal, members, nudges, tables
from storage.keys import KeyFault
from tests.bot.sample import MONDAY, found_team, person, rules

PEOPLE = 5
PATIENCE_SECONDS = 30
WEEK = Period.of(MONDAY)
DAYS = [MONDAY + timedelta(days=day) for day in range(2)]
Said = tuple[int, int, str]
"""Who, on which day, and what."""
EVERYBODY = [(who, 0, "done") for who in range(PEOPLE)]
ANSWERS = st.sampled_from(["done", "later", "not_today", "not_my_work", "scale:3"])
SAID = st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, len(DAYS) - 1), ANSWERS)


@dataclass(frozen=True, slots=True)
class Town:
    """Five people with the same two actions to answer."""

    db: Engine
    asked: dict[tuple[int, int], str]

    def given(self, said: Said) -> Given:
        who, day, answer = said
        return Given(person(who), self.asked[who, day], answer, DAYS[-1])

    def kept(self) -> tuple[dict[tuple[int, int], str | None], int]:
        """Everybody's answers, and how many ballots say yes."""
        with self.db.begin() as conn:
            people = [identities.find(conn, person(who)) or b"" for who in range(PEOPLE)]
            answers = {
                (who, day): journal.read(conn, people[who], [id]).get(id)
                for (who, day), nudge in self.asked.items()
                if (id := bytes.fromhex(nudge))
            }
            booth = ballots.booth(conn, str(WEEK), people[0])
            assert booth
            return answers, ballots.positives(conn, str(WEEK), WEEK.question, booth.cell)

    def kept_by(self, *people: int) -> list[str | None]:
        """What they said on the first day."""
        kept, _ = self.kept()
        return [kept[who, 0] for who in people]


def town(db: Engine) -> Town:
    found_team(db, PEOPLE)
    report.open_period(db, MONDAY)
    asked = {}
    with db.begin() as conn:
        for who in range(PEOPLE):
            member = members.behind(conn, person(who))
            assert member
            for day, now in enumerate(DAYS):
                nudge = nudges.claim(conn, member.id, now.date(), str(WEEK), f"action-00{day}")
                assert nudge
                asked[who, day] = nudge.nudge_id.hex()
    return Town(db, asked)


@contextmanager
def fresh_town() -> Iterator[Town]:
    with TemporaryDirectory(prefix="zetje-intake-") as folder:
        db = opening.open_store("sqlite://", Path(folder) / "master.key")
        yield town(db)
        db.dispose()


@settings(max_examples=8)
@given(st.lists(st.lists(SAID, min_size=1, max_size=9), min_size=1, max_size=6))
def test_together_is_the_same_as_one_after_the_other(batches: list[list[Said]]) -> None:
    with fresh_town() as here, fresh_town() as there:
        for batch in batches:
            together = reply.record_each(here.db, rules(), [here.given(said) for said in batch])
            alone = [reply.record_each(there.db, rules(), [there.given(said)]) for said in batch]
            assert [type(one) for one in together] == [type(one) for [one] in alone]
            assert here.kept() == there.kept()


def test_those_who_wait_are_kept_in_one_transaction(db: Engine) -> None:
    here, intake = town(db), Intake(db)
    taken, transactions = take_at_once(here, intake, EVERYBODY)
    assert all(isinstance(one.result(), Received) for one in taken)
    assert transactions == 2
    kept, positive = here.kept()
    assert kept == {(who, day): "done" if day == 0 else None for who, day in here.asked}
    assert positive == PEOPLE


def test_each_hears_what_became_of_their_own(db: Engine) -> None:
    here, intake = town(db), Intake(db)
    taken, _ = take_at_once(here, intake, [(0, 0, "done"), (1, 0, "done"), (2, 0, "scale:3"), (3, 0, "done")])
    assert taken[2].result() is Refusal.NOT_UNDERSTOOD
    assert [one.result().nudge_id for one in taken if one is not taken[2]] == [here.asked[who, 0] for who in (0, 1, 3)]  # type: ignore[union-attr]


def test_what_is_wrong_with_one_of_them_the_others_do_not_suffer_for(db: Engine) -> None:
    here, intake = town(db), Intake(db)
    with db.begin() as conn:
        broken = identities.find(conn, person(2))
        conn.execute(update(tables.addresses).where(tables.addresses.c.id == broken).values(data_key=b"x" * 60))
    taken, _ = take_at_once(here, intake, EVERYBODY)
    assert isinstance(taken[2].exception(), KeyFault)
    assert [who for who, one in enumerate(taken) if one.exception() is None] == [0, 1, 3, 4]
    assert here.kept_by(0, 1, 3, 4) == ["done"] * 4


@pytest.mark.parametrize("fault", [OperationalError("BEGIN", {}, OSError("no space left")), SystemExit()])
def test_when_the_store_is_away_all_hear_it_and_the_next_one_is_kept(db: Engine, fault: BaseException) -> None:
    here, intake = town(db), Intake(db)
    taken, transactions = take_at_once(here, intake, EVERYBODY, fault)
    assert all(isinstance(one.exception(), type(fault)) for one in taken)
    assert transactions == 2
    assert isinstance(intake.take(rules(), here.given((0, 0, "done"))), Received)
    assert here.kept_by(0, 1) == ["done", None]


def test_whose_answer_is_on_disk_hears_it_before_the_next_one_is_kept(db: Engine) -> None:
    here, intake = town(db), Intake(db)
    others: list[Future[Received | Refusal]] = []
    first_one, everybody_is_here, transactions = Event(), Event(), count(1)

    def hold(_: object) -> None:
        number = next(transactions)
        if number == 1:
            first_one.set()
            assert everybody_is_here.wait(PATIENCE_SECONDS)
        elif number > 2:
            wait(others, PATIENCE_SECONDS)
            assert all(one.done() for one in others)

    def again_and_again() -> None:
        known, mine = rules(), here.given((0, 0, "done"))  # made before: who comes back at once comes between
        for _ in range(3):
            intake.take(known, mine)

    event.listen(db, "begin", hold)
    with ThreadPoolExecutor(3) as pool:
        eager = pool.submit(again_and_again)
        assert first_one.wait(PATIENCE_SECONDS)
        others += [pool.submit(intake.take, rules(), here.given(said)) for said in EVERYBODY[1:3]]
        until_they_wait(intake, 2)
        everybody_is_here.set()
    event.remove(db, "begin", hold)
    eager.result()
    assert here.kept_by(0, 1, 2, 3) == ["done", "done", "done", None]


def test_more_than_go_in_one_transaction_go_in_two(db: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.intake, "MOST", 3)
    here = town(db)
    taken, transactions = take_at_once(here, Intake(db), EVERYBODY)
    assert all(isinstance(one.result(), Received) for one in taken)
    assert transactions == 3
    assert here.kept_by(*range(PEOPLE)) == ["done"] * PEOPLE


def until_they_wait(intake: Intake, people: int) -> None:
    while len(intake.waiting) < people:
        time.sleep(0.001)


def take_at_once(
    here: Town, intake: Intake, said: list[Said], fault: BaseException | None = None
) -> tuple[list[Future[Received | Refusal]], int]:
    """The first one is on its way into the store while the others come. Gives what came of each, and how many
    transactions it took.

    `fault`: the store refuses, and says so.
    """
    held, gone_on, transactions = Event(), Event(), count()

    def hold(_: object) -> None:
        if next(transactions) == 0:
            held.set()
            assert gone_on.wait(PATIENCE_SECONDS)
        if fault:
            raise fault

    event.listen(here.db, "begin", hold)
    with ThreadPoolExecutor(len(said)) as pool:
        taken = [pool.submit(intake.take, rules(), here.given(said[0]))]
        assert held.wait(PATIENCE_SECONDS)
        taken += [pool.submit(intake.take, rules(), here.given(one)) for one in said[1:]]
        until_they_wait(intake, len(said) - 1)
        gone_on.set()
    event.remove(here.db, "begin", hold)
    return taken, next(transactions)
