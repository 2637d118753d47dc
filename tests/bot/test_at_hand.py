"""Of many who are due no more are planned than go out soon: the rest get what is right when it is their turn."""

import time
from collections import Counter
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from bot import fetch, health, nudge, steer
from bot.clock import RehearsalClock
from bot.core.addresses import Address
from bot.core.pacing import MINUTE, Pace, at_hand
from bot.courier import Courier
from bot.deliver import Sender
from bot.fetch import NotNow, OnItsWay
from bot.gate import SHUT_SECONDS, Gate
from bot.receipts import Shut
from bot.scheduler import Clockwork
from storage import alarms, deliveries, identities, members
from storage.deliveries import Kind
from storage.tables import nudges
from tests.bot.fake import FakeMessenger
from tests.bot.sample import MONDAY, found_team, pack, person, rules

RULES = rules()
PEOPLE, PACE, OFTEN = 20, 4, timedelta(seconds=5)
EVERYBODY = {person(number) for number in range(PEOPLE)}


@pytest.fixture
def clockwork(db: Engine, monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    monkeypatch.setattr(nudge, "BATCH", 2)  # so that there are several
    found_team(db, PEOPLE)
    said = FakeMessenger()
    clockwork = Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays))
    clockwork.tick(MONDAY - timedelta(hours=2))  # what founding a team brought along
    said.sent.clear()
    clockwork.sender.gate = Gate(Pace(PACE))
    return clockwork


def arrived(clockwork: Clockwork) -> list[Address]:
    said = clockwork.sender.messenger
    assert isinstance(said, FakeMessenger)
    return [to for to, _ in said.nudges()]


def watched(clockwork: Clockwork) -> Any:
    """The parts of a bot that its health is looked up of."""
    courier = Courier(clockwork.sender, RehearsalClock(MONDAY, 1, time.monotonic()))
    parts = {"clock": courier.clock, "courier": courier, "metrics": clockwork.sender.metrics, "socket": None}
    return SimpleNamespace(db=clockwork.db, clockwork=clockwork, **parts)


def live(clockwork: Clockwork, since: datetime, until: datetime, tick: timedelta = MINUTE) -> None:
    """The clockwork at its own step and the courier at a finer one; a tick comes last of all that happens then."""
    now = since
    while now < until:
        clockwork.sender.send_due(now)
        if (now - since) % tick == timedelta():
            clockwork.plan(now)
            with clockwork.db.begin() as conn:
                assert deliveries.backlog_of(conn, Kind.NUDGE, now) < at_hand(PACE) + nudge.BATCH
            clockwork.sender.send_due(now)
        now += OFTEN


@pytest.mark.parametrize("tick", [MINUTE, MINUTE + 5 * OFTEN], ids=["on time", "late every time"])
def test_everybody_has_it_once_and_as_soon_as_if_all_had_been_planned(clockwork: Clockwork, tick: timedelta) -> None:
    live(clockwork, MONDAY, MONDAY + PEOPLE / PACE * MINUTE + OFTEN, tick)
    assert Counter(arrived(clockwork)) == Counter(EVERYBODY)


def test_who_thinks_better_of_it_while_others_go_first_is_left_alone(clockwork: Clockwork) -> None:
    clockwork.plan(MONDAY)
    with clockwork.db.begin() as conn:
        planned = {identities.address_of(conn, who) for who in conn.execute(select(nudges.c.person_id)).scalars()}
    assert len(planned) == at_hand(PACE)
    paused, asks, *_ = sorted(EVERYBODY - planned, key=lambda each: each.key)
    steer.pause(clockwork.db, paused, RULES.holidays, MONDAY)
    assert isinstance(fetch.one(clockwork.db, RULES, asks, MONDAY), OnItsWay)
    assert fetch.one(clockwork.db, RULES, asks, MONDAY) is NotNow.STILL_OPEN
    live(clockwork, MONDAY, MONDAY + 10 * MINUTE)
    assert Counter(arrived(clockwork)) == Counter(EVERYBODY - {paused})


def test_who_could_not_be_reached_for_hours_keeps_the_prompt_for_another_day(clockwork: Clockwork) -> None:
    clockwork.plan(MONDAY + timedelta(hours=2, seconds=1))
    clockwork.sender.send_due(MONDAY + timedelta(hours=2, seconds=1))
    with clockwork.db.begin() as conn:
        assert conn.execute(select(func.count()).select_from(nudges)).scalar_one() == 0
        assert alarms.waiting(conn, MONDAY + timedelta(hours=3)) == 0
        assert len(members.everybody(conn)) == PEOPLE
    live(clockwork, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1, minutes=10))
    assert Counter(arrived(clockwork)) == Counter(EVERYBODY)


def test_the_manager_sees_all_who_wait_planned_or_not(clockwork: Clockwork) -> None:
    clockwork.plan(MONDAY)
    health._count(watched(clockwork))
    assert clockwork.sender.metrics.registry.get_sample_value("zetje_deliveries_waiting") == PEOPLE


def test_the_manager_sees_when_a_step_of_every_tick_breaks(
    clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ArithmeticError

    with monkeypatch.context() as patched:
        patched.setattr(nudge, "plan_due", broken)
        clockwork.plan(MONDAY)
        assert health.look(watched(clockwork)).tick == "failing"
    clockwork.plan(MONDAY)
    assert health.look(watched(clockwork)).is_well


def test_the_manager_sees_that_the_chat_program_lets_nothing_through(clockwork: Clockwork) -> None:
    said = clockwork.sender.messenger
    assert isinstance(said, FakeMessenger)
    said.trouble = lambda _: Shut("invalid_auth")
    clockwork.tick(MONDAY)
    assert health.look(watched(clockwork)).sending == "invalid_auth"
    said.trouble = lambda _: None
    clockwork.tick(MONDAY + timedelta(seconds=SHUT_SECONDS))
    assert health.look(watched(clockwork)).sending == "ok"


def test_who_comes_first_differs_from_day_to_day(clockwork: Clockwork) -> None:
    firsts = set()
    for day in range(3):
        moment = MONDAY + timedelta(days=day)
        with clockwork.db.begin() as conn:
            alarms.put_each(conn, dict.fromkeys((each.id for each in members.everybody(conn)), moment))
            firsts.add(tuple(member.id for member, _ in alarms.due(conn, moment, PEOPLE)))
            assert firsts >= {tuple(member.id for member, _ in alarms.due_at(conn, moment, PEOPLE))}
    assert len(firsts) == 3
