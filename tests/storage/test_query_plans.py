"""An index leads to everything that is looked for in a table which grows: history and colleagues slow nobody down.

What is looked at is what really runs during a tick, a click, a send, a week's end and a night, so a new statement is
judged too.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, event

from bot import commit, enrol, export, fetch, hear, look, order, reply, report, retain, snooze, steer
from bot.core.addresses import Address
from bot.core.commitments import Commitment, Outcome, Plan
from bot.core.members import Absence
from bot.core.periods import Period
from bot.core.prompts import Theme
from bot.core.snoozing import Snooze
from bot.deliver import Sender
from bot.scheduler import Clockwork
from tests.bot.fake import FakeMessenger
from tests.bot.sample import FRIDAY, MONDAY, found_team, give_answer, pack, person, rules

GROWS = {
    *("addresses", "audit", "ballots", "challengers", "commitments", "deliveries", "identities", "journal", "members"),
    *("nudges", "presences", "reports", "results", "rosters", "team_cells"),
}
"""With people, or with weeks."""
ONCE_A_WEEK = {"members"}
"""Everybody is written down on the new week's roster."""
RULES = rules()
WEEK = Period.of(MONDAY)


@dataclass(frozen=True)
class Asked:
    sql: str
    values: Any


@contextmanager
def listening(db: Engine) -> Iterator[dict[str, Asked]]:
    """Each statement that runs meanwhile, with the values of the first time."""
    heard: dict[str, Asked] = {}

    def note(_conn: object, _cursor: object, sql: str, values: Any, _context: object, many: bool) -> None:
        if re.match("SELECT|UPDATE|DELETE", sql) and not many:
            heard.setdefault(sql, Asked(sql, values))

    event.listen(db, "before_cursor_execute", note)
    yield heard
    event.remove(db, "before_cursor_execute", note)


def looked_through(conn: Connection, asked: Asked) -> set[str]:
    """The tables that are read from the first row to the last."""
    if "WHERE" not in asked.sql and "LIMIT" in asked.sql:
        return set()  # only one end of it
    if conn.dialect.name == "sqlite":
        plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.sql}", asked.values).all()
        return {found[1] for row in plan if (found := re.match(r"SCAN (\w+)", row.detail))}
    # The tables of a test are small, and PostgreSQL would rather read those whole than look in an index.
    conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
    [plan] = conn.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {asked.sql}", asked.values).scalar_one()
    return set(_whole(plan["Plan"]))


def _whole(plan: dict[str, Any]) -> Iterator[str]:
    reads = "Relation Name" in plan and plan["Node Type"] != "ModifyTable"
    if reads and not plan.keys() & {"Index Cond", "Recheck Cond"}:
        yield plan["Relation Name"]
    for part in plan.get("Plans", []):
        yield from _whole(part)


class Town:
    """A team of eight on a Monday morning."""

    def __init__(self, db: Engine) -> None:
        self.db, self.said = db, FakeMessenger()
        self.clockwork = Clockwork(db, RULES, Sender(db, self.said, pack(), RULES.holidays))
        found_team(db, 8)
        for day in (FRIDAY, MONDAY):
            report.open_period(db, day)

    def a_tick_of_many(self) -> None:
        self._tick(MONDAY)

    def an_idle_tick(self) -> None:
        self._tick(MONDAY + timedelta(minutes=1))

    def a_click(self) -> None:
        (anna, first), (bram, second), (chadia, third), (daan, fourth) = self.said.nudges()[:4]
        self._answers(anna, first.nudge_id, "done")
        self._answers(chadia, third.nudge_id, "not_today")
        snooze.put_off(self.db, RULES, daan, fourth.nudge_id, Snooze.HOUR, MONDAY)
        hear.take_words(self.db, RULES, bram, "Gedaan", second.nudge_id, {"gedaan": "done"}, MONDAY)
        fetch.one(self.db, RULES, anna, MONDAY)

    def what_people_do_for_themselves(self) -> None:
        anna, holidays = person(0), RULES.holidays
        made = commit.make(self.db, anna, Plan("ik bel", "luister ik", date(2026, 12, 1)), holidays, MONDAY)
        assert isinstance(made, Commitment)
        commit.settle(self.db, anna, made.id.hex(), Outcome.DONE, holidays, MONDAY)
        steer.be_away(self.db, anna, Absence(date(2026, 12, 24), date(2026, 12, 31)), holidays, MONDAY)
        order.vote(self.db, anna, Theme.OPENHEID, MONDAY)
        assert look.over(self.db, RULES, anna, MONDAY)
        look.back(self.db, RULES.library, anna)
        assert export.export(self.db, RULES.library, anna, MONDAY)

    def the_end_of_the_week(self) -> None:
        self._tick(WEEK.freezes_at)
        self._tick(WEEK.posts_at)
        report.forget_old_ballots(self.db, WEEK.freezes_at + timedelta(days=8))

    def a_night(self) -> None:
        enrol.stop(self.db, person(7), MONDAY)
        assert retain.sweep(self.db, MONDAY + timedelta(days=800)) == 1

    def _tick(self, now: datetime) -> None:
        self.clockwork.tick(now)

    def _answers(self, who: Address, nudge_id: str, answer: str) -> None:
        received = give_answer(self.db, RULES, who, nudge_id, answer, MONDAY)
        assert isinstance(received, reply.Received)
        assert reply.handle_of(self.db, received)
        assert isinstance(reply.look_up(self.db, RULES, who, nudge_id, MONDAY), reply.Open)


ACTS = (
    Town.a_tick_of_many,
    Town.a_click,
    Town.what_people_do_for_themselves,
    Town.an_idle_tick,
    Town.the_end_of_the_week,
    Town.a_night,
)


def test_nothing_that_grows_is_looked_through(db: Engine) -> None:
    town = Town(db)
    for act in ACTS:
        with listening(db) as heard:
            act(town)
        assert len(heard) > 10, act.__name__
        with db.begin() as conn:
            read = {asked.sql: looked_through(conn, asked) & GROWS for asked in heard.values()}
        whole = {sql: tables for sql, tables in read.items() if tables}
        if act is Town.the_end_of_the_week:
            whole = {sql: tables for sql, tables in whole.items() if tables != ONCE_A_WEEK}
        assert not whole, act.__name__


def test_a_statement_without_an_index_is_found(db: Engine) -> None:
    with db.begin() as conn:
        assert looked_through(conn, Asked("SELECT role FROM members WHERE role = 'bode'", ())) == {"members"}
