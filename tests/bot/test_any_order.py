"""Whatever somebody does, in whatever order, while the clock ticks: the promises hold and the rows agree."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from bot import commit, enrol, erase, fetch, gather, opening, snooze, steer
from bot.core import timing
from bot.core.addresses import Address
from bot.core.commitments import Outcome, Plan
from bot.core.members import Absence, Member, Standing
from bot.core.snoozing import Snooze
from bot.deliver import Sender
from bot.messages import Goodbye, Nudge
from bot.scheduler import Clockwork
from bot.steer import Wishes
from storage import commitments, tables
from tests.bot.fake import FakeMessenger
from tests.bot.sample import (
    AMSTERDAM,
    CHANNEL,
    MONDAY,
    give_answer,
    pack,
    person,
    prepare_team,
    profile,
    rules,
    start_team,
)

NUMBERS = count(1000)
RULES = rules(per_kind=40)
START = MONDAY - timedelta(hours=3)
HOURS = st.integers(1, 20)


@dataclass
class Life:
    """One person, with a clock of their own and everything they got."""

    db: Engine
    me: Address
    now: datetime
    said: FakeMessenger
    clockwork: Clockwork
    came: list[tuple[date, str]] = field(default_factory=list)
    """The local day and the name of each message that was new to them; one that comes back later is not."""
    asked_for: Counter[date] = field(default_factory=Counter)

    def pass_time(self, hours: int) -> None:
        for _ in range(hours * 2):
            self.now += timedelta(minutes=30)
            self.tick()

    def tick(self) -> None:
        before = len(self.said.sent)
        self.clockwork.tick(self.now)
        for _, message in self.said.sent[before:]:
            name = message.nudge_id if isinstance(message, Nudge) else type(message).__name__
            if isinstance(message, Nudge | Goodbye) and name not in {known for _, known in self.came}:
                self.came.append((self.today(), name))

    def today(self) -> date:
        return timing.local_day(self.now, AMSTERDAM)

    def latest(self) -> Nudge | None:
        mine = [message for to, message in self.said.sent if to == self.me and isinstance(message, Nudge)]
        return mine[-1] if mine else None


def _wishes(life: Life, pace: int) -> None:
    wishes = Wishes(
        morning=time(8, 0),
        afternoon=time(16, 0),
        workdays=frozenset({1, 2, 3, 4, 5, 6}),
        pace=pace,
        quiet_from=time(20, 0),
        quiet_until=time(7, 0),
        zone=AMSTERDAM,
        own_zone=True,
        locale="nl",
        own_locale=True,
        role=None,
        focus=frozenset(),
    )
    steer.change(life.db, life.me, wishes, RULES.holidays, life.now)


def _away(life: Life, ahead: int, length: int) -> None:
    first = life.today() + timedelta(days=ahead)
    steer.be_away(life.db, life.me, Absence(first, first + timedelta(days=length)), RULES.holidays, life.now)


def _plan(life: Life, ahead: int, habit: bool) -> None:
    plan = Plan("ik vastzit", "vraag ik hulp", life.today() + timedelta(days=ahead), habit)
    commit.make(life.db, life.me, plan, RULES.holidays, life.now)


def _move(life: Life, ahead: int) -> None:
    for each in commit.mine(life.db, life.me)[:1]:
        plan = Plan(each.plan.cue, each.plan.deed, life.today() + timedelta(days=ahead), each.plan.habit)
        commit.change(life.db, life.me, each.id.hex(), plan, RULES.holidays, life.now)


def _settle(life: Life, outcome: Outcome) -> None:
    for each in commit.mine(life.db, life.me)[:1]:
        commit.settle(life.db, life.me, each.id.hex(), outcome, RULES.holidays, life.now)


def _answer(life: Life, answer: str) -> None:
    latest = life.latest()
    if latest:
        give_answer(life.db, RULES, life.me, latest.nudge_id, answer, life.now)


def _later(life: Life, when: Snooze) -> None:
    latest = life.latest()
    if latest:
        snooze.put_off(life.db, RULES, life.me, latest.nudge_id, when, life.now)


def _ask_now(life: Life) -> None:
    if isinstance(fetch.one(life.db, RULES, life.me, life.now), fetch.OnItsWay):
        life.asked_for[life.today()] += 1


Act = Callable[[Life], object]
AROUND = 3
"""Identities that stay: the channel, its administrator, its coach."""
ACTS: st.SearchStrategy[Act] = st.one_of(
    HOURS.map(lambda hours: lambda life: life.pass_time(hours)),
    HOURS.map(lambda hours: lambda life: life.pass_time(hours)),
    st.sampled_from([5, 3, 2, 1]).map(lambda pace: lambda life: _wishes(life, pace)),
    st.tuples(st.integers(0, 3), st.integers(0, 5)).map(lambda days: lambda life: _away(life, *days)),
    st.just(lambda life: steer.pause(life.db, life.me, RULES.holidays, life.now)),
    st.just(lambda life: steer.resume(life.db, life.me, RULES.holidays, life.now)),
    st.just(lambda life: enrol.stop(life.db, life.me, life.now)),
    st.just(lambda life: enrol.join(life.db, life.me, RULES.holidays, life.now)),
    st.tuples(st.integers(0, 4), st.booleans()).map(lambda plan: lambda life: _plan(life, *plan)),
    st.integers(0, 4).map(lambda ahead: lambda life: _move(life, ahead)),
    st.sampled_from(Outcome).map(lambda outcome: lambda life: _settle(life, outcome)),
    st.sampled_from(["done", "not_today", "choice:2", "not_my_work"]).map(
        lambda answer: lambda life: _answer(life, answer)
    ),
    st.sampled_from(Snooze).map(lambda when: lambda life: _later(life, when)),
    st.just(_ask_now),
    st.just(lambda life: erase.erase(life.db, life.me, life.now)),
)


@pytest.fixture(scope="module")
def store() -> Iterator[Engine]:
    with TemporaryDirectory(prefix="zetje-life-") as folder:
        db = opening.open_store(f"sqlite:///{folder}/zetje.db", Path(folder) / "master.key")
        prepare_team(db, [], START)
        start_team(db, CHANNEL, START)
        yield db
        db.dispose()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(ACTS, min_size=4, max_size=14))
def test_in_any_order_the_promises_hold(store: Engine, acts: list[Act]) -> None:
    life = _born(store)
    try:
        for act in acts:
            act(life)
            life.tick()  # as the sender does within seconds
            _rows_agree(store, life)
        _one_unasked_a_day(life)
    finally:
        erase.erase(store, life.me, life.now)
    assert _rows_of_anybody(store) == 0


def _born(store: Engine) -> Life:
    number, said = next(NUMBERS), FakeMessenger()
    gather.arrive(store, CHANNEL, profile(number), START)
    enrol.join(store, person(number), RULES.holidays, START - timedelta(days=3))
    return Life(
        store, person(number), START, said, Clockwork(store, RULES, Sender(store, said, pack(40), RULES.holidays))
    )


def _rows_agree(store: Engine, life: Life) -> None:
    """Somebody is waited for exactly when they take part, and no rhythm is without a next moment."""
    member = enrol.find(store, life.me)
    if member is None:
        return
    with store.begin() as conn:
        next_at = conn.execute(
            select(tables.members.c.next_at).where(tables.members.c.person_id == member.id)
        ).scalar_one()
        open_plans = [each for each in commitments.of(conn, member.id) if each.is_open]
    assert (next_at is not None) == (member.standing is Standing.ACTIVE)
    assert len(open_plans) <= 3
    assert sum(each.plan.habit for each in open_plans) <= 1
    assert _is_sound(member)


def _is_sound(member: Member) -> bool:
    rhythm = member.rhythm
    return bool(rhythm.workdays) and not rhythm.is_quiet(rhythm.morning) and member.since is not None


def _one_unasked_a_day(life: Life) -> None:
    """More than one new message on a local day only as often as they asked for one themselves that day."""
    assert all(number <= 1 + life.asked_for[day] for day, number in Counter(day for day, _ in life.came).items())


def _rows_of_anybody(store: Engine) -> int:
    """After erasing nobody is left: no person, answer, plan, nudge or message."""
    found = 0
    with store.begin() as conn:
        for table in (tables.members, tables.journal, tables.commitments, tables.nudges, tables.ballots):
            found += conn.execute(select(func.count()).select_from(table)).scalar_one()
        people = select(func.count()).select_from(tables.identities)
        found += conn.execute(people).scalar_one() - AROUND
    return found
