"""The outbox: who goes first, what a refusal holds up and what not, and what becomes of a message that cannot go."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot import compose, opening
from bot.core.addresses import Address
from bot.core.calendars import Holidays
from bot.core.leases import Lease
from bot.core.pacing import Pace
from bot.courier import Courier
from bot.deliver import Sender
from bot.gate import SHUT_SECONDS, Gate
from bot.messages import Goodbye, Message, Notice, Reaction, Reply
from bot.receipts import Gone, Receipt, RetryAfter, Shut
from bot.scheduler import Clockwork
from handlers.slack import messenger
from storage import claims, deliveries, identities, mailings
from storage.deliveries import Kind, State
from tests.bot.fake import FakeMessenger
from tests.bot.sample import ADMIN, CHANNEL, MONDAY, found_team, pack, person, rules

MINUTE = timedelta(minutes=1)


@pytest.fixture
def said(db: Engine) -> FakeMessenger:
    found_team(db, 4)
    return FakeMessenger()


def sender(db: Engine, said: FakeMessenger, pace: float = 240) -> Sender:
    made = Sender(db, said, pack(), rules().holidays, Gate(Pace(pace)), admins={ADMIN.key})
    made.send_due(MONDAY - timedelta(hours=2))  # what founding a team brought along
    said.sent.clear()
    return made


def put(db: Engine, kind: Kind, to: Address, due_at: datetime = MONDAY, subject: str = "received") -> None:
    with db.begin() as conn:
        to_id = identities.remember(conn, to)
        key = f"{kind}:{to_id.hex()}:{due_at.isoformat()}"
        deliveries.queue(conn, kind, to_id, subject, key=key, due_at=due_at, expires_at=due_at + timedelta(hours=8))


def states(db: Engine, kind: Kind) -> Counter[State]:
    with db.begin() as conn:
        found = mailings.count(conn, kind, MONDAY - timedelta(days=1))
    return Counter({state: number for (state, _), number in found.items()})


def plain(_conn: object, _pack: object, _holidays: Holidays, delivery: deliveries.Delivery, _now: datetime) -> Message:
    """Says of every delivery what kind it is."""
    return Goodbye("nl") if delivery.kind is Kind.NUDGE else Reply(Reaction.RECEIVED, "nl")


def test_who_waits_goes_before_the_daily_and_a_message_to_many_last(
    db: Engine, said: FakeMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "compose", plain)
    outbox = sender(db, said)
    for kind, number in ((Kind.BROADCAST, 0), (Kind.NUDGE, 1), (Kind.REPLY, 2), (Kind.NUDGE, 3)):
        put(db, kind, person(number), MONDAY + number * MINUTE)
    outbox.send_due(MONDAY + 5 * MINUTE)
    assert [to for to, _ in said.sent] == [person(2), person(1), person(3), person(0)]


def test_a_message_to_many_waits_long_but_not_for_ever(
    db: Engine, said: FakeMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "compose", plain)
    outbox = sender(db, said, pace=1000)
    put(db, Kind.BROADCAST, person(0), MONDAY - timedelta(hours=2))
    for number in range(1, 30):
        put(db, Kind.NUDGE, person(number))
    outbox.send_due(MONDAY)
    assert person(0) in [to for to, _ in said.sent[:10]]


def test_a_full_conversation_holds_up_no_other(
    db: Engine, said: FakeMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "compose", plain)
    outbox = sender(db, said)
    refused: list[int] = []

    def full(_message: Message) -> Receipt | None:
        return RetryAfter(30) if not refused and not refused.append(1) else None  # type: ignore[func-returns-value]

    said.trouble = full
    for number in range(4):
        put(db, Kind.NUDGE, person(number))
    assert outbox.send_due(MONDAY) == 3
    assert outbox.send_due(MONDAY + timedelta(seconds=29)) == 0
    assert outbox.send_due(MONDAY + timedelta(seconds=31)) == 1


def test_a_full_workspace_holds_up_messages_and_nothing_else(db: Engine, said: FakeMessenger) -> None:
    outbox = sender(db, said)
    said.trouble = lambda _: RetryAfter(30)
    for number in range(4):
        put(db, Kind.REPLY, person(number))
    assert outbox.send_due(MONDAY) == 0
    assert outbox.gate.pace.even
    put(db, Kind.REMOVAL, person(0), subject="F1")
    outbox.send_due(MONDAY + timedelta(seconds=10))
    assert said.removed == ["F1"]
    said.trouble = lambda _: None
    for second in range(31, 40):
        outbox.send_due(MONDAY + timedelta(seconds=second))
    assert states(db, Kind.REPLY) == {State.SENT: 4}


def test_a_conversation_gets_one_message_a_second(db: Engine, said: FakeMessenger) -> None:
    outbox = sender(db, said)
    for second in range(3):
        put(db, Kind.REPLY, person(0), MONDAY - timedelta(seconds=second))
    assert [outbox.send_due(MONDAY + timedelta(seconds=second)) for second in range(3)] == [1, 1, 1]


def test_not_let_in_stops_all_is_said_once_and_loses_nothing(
    db: Engine, said: FakeMessenger, caplog: pytest.LogCaptureFixture
) -> None:
    outbox = sender(db, said)
    said.trouble = lambda _: Shut("token_revoked")
    for number in range(4):
        put(db, Kind.REPLY, person(number))
    for minute in range(25):
        outbox.send_due(MONDAY + minute * MINUTE)
    assert [record.getMessage().count("token_revoked") for record in caplog.records] == [1]
    assert states(db, Kind.REPLY) == {State.QUEUED: 4}
    said.trouble = lambda _: None
    assert outbox.send_due(MONDAY + 25 * MINUTE + timedelta(seconds=SHUT_SECONDS)) == 4


def test_a_channel_that_is_shut_is_told_to_the_administrator_once(db: Engine, said: FakeMessenger) -> None:
    outbox = sender(db, said)
    said.trouble = lambda message: None if isinstance(message, Notice) else Gone("is_archived")
    for minute in range(3):
        put(db, Kind.REPORT, CHANNEL, MONDAY + minute * MINUTE, subject="2026-W49")
        outbox.send_due(MONDAY + minute * MINUTE)
        outbox.send_due(MONDAY + minute * MINUTE)
    [(to, notice)] = said.sent
    assert (to, notice) == (ADMIN, Notice(CHANNEL, "is_archived", "nl"))
    assert states(db, Kind.REPORT) == {State.FAILED: 3}


def test_a_message_that_cannot_be_made_does_not_hold_up_the_others(
    db: Engine, said: FakeMessenger, caplog: pytest.LogCaptureFixture
) -> None:
    outbox = sender(db, said)
    put(db, Kind.REPLY, person(0), MONDAY - MINUTE, subject="no such reaction")
    put(db, Kind.REPLY, person(1))
    assert outbox.send_due(MONDAY) == 1
    assert states(db, Kind.REPLY) == {State.SENT: 1, State.FAILED: 1}
    assert "no such reaction" not in caplog.text


def test_what_went_out_before_a_restart_counts(db: Engine, said: FakeMessenger) -> None:
    for number in range(4):
        put(db, Kind.REPLY, person(number))
    assert sender(db, said, pace=1000).send_due(MONDAY) == 4
    put(db, Kind.REPLY, person(5))
    found_team(db, 1, first=5)
    later = Sender(db, said, pack(), rules().holidays, Gate(Pace(4)))
    assert later.send_due(MONDAY + timedelta(seconds=30)) == 0
    assert later.send_due(MONDAY + timedelta(seconds=61)) >= 1


def test_a_crowd_is_spread_around_its_hour(db: Engine, said: FakeMessenger) -> None:
    found_team(db, 4, first=4)
    outbox = sender(db, said, pace=1)  # the eight of them take eight minutes
    clockwork, sent = Clockwork(db, rules(), outbox), dict[Address, timedelta]()
    for second in range(-600, 600, 30):
        clockwork.tick(MONDAY + timedelta(seconds=second))
        for to, _ in said.nudges():
            sent.setdefault(to, timedelta(seconds=second))
    assert set(sent) == {person(number) for number in range(8)}
    assert min(sent.values()) < timedelta() < max(sent.values())
    assert max(map(abs, sent.values())) <= timedelta(minutes=5)


def test_stopping_finishes_what_is_under_way_and_begins_nothing(db: Engine, said: FakeMessenger) -> None:
    outbox, begun, go_on = sender(db, said), Event(), Event()
    said.trouble = lambda _: begun.set() or (go_on.wait(60) and None) or None  # type: ignore[func-returns-value]
    for number in range(4):
        put(db, Kind.REPLY, person(number))
    courier = Courier(outbox, SimpleNamespace(now=lambda: MONDAY))
    courier.start()
    assert begun.wait(60)
    stopping = Thread(target=courier.stop)
    stopping.start()
    assert outbox.stopping.wait(60)
    go_on.set()
    stopping.join()
    assert states(db, Kind.REPLY) == {State.SENT: 1, State.QUEUED: 3}


def test_the_longest_message_is_over_before_another_may_take_it() -> None:
    """The weekly post: a picture is uploaded in three requests; each request may time out, and so may each new try."""
    requests = 3 + 1 + len(messenger.SETTLES) + 1
    assert requests * messenger.TIMEOUT_SECONDS + sum(messenger.SETTLES) <= Lease().call.total_seconds()
    assert Lease().needed(MONDAY + Lease().begin) == Lease().until(MONDAY)


def test_an_index_leads_to_the_next_message(tmp_path: Path) -> None:
    """However many there are behind it, and however much went out before."""
    db, asked = opening.open_store(f"sqlite:///{tmp_path}/zetje.db", tmp_path / "key"), list[tuple[str, Any]]()
    event.listen(db, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    with db.begin() as conn:
        claims.claim(conn, MONDAY, MONDAY, MONDAY + MINUTE)
        looked = [(query, values) for query, values in asked if query.startswith("SELECT")]
        plans = [str(conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all()) for query, values in looked]
    db.dispose()
    assert len(plans) > 1
    for plan in plans[1:]:  # the first looks through the few that are under way
        assert "ix_deliveries_next (state=? AND rank=? AND due_at<?)" in plan
        assert "TEMP B-TREE" not in plan
