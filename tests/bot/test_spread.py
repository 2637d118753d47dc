"""A message is spread a few people at a time: cut off or stopped anywhere, nobody is left out or gets it twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, event, select

from bot import broadcast, spread
from bot.broadcast import Refusal
from bot.core.broadcasts import Broadcast
from bot.core.broadcasts import State as Stage
from bot.deliver import Sender
from bot.scheduler import Clockwork
from storage import broadcasts, nudges, tables
from storage.deliveries import State
from tests.bot.fake import FakeMessenger
from tests.bot.sample import AMSTERDAM, COACH, found_team, pack, person, team_of
from tests.bot.test_broadcast import RULES, came, plan, states
from tests.bot.test_retention import cut_off

PEOPLE = 11
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def name(db: Engine, monkeypatch: pytest.MonkeyPatch) -> str:
    """A message to eleven people, planned; three of them at once."""
    monkeypatch.setattr(spread, "AT_ONCE", 3)
    found_team(db, PEOPLE)
    return plan(db, team_of(db))


def days_taken(db: Engine) -> Counter[bytes]:
    """How many days it took, of each."""
    taken = select(tables.nudges.c.person_id).where(tables.nudges.c.prompt_id == nudges.BROADCAST)
    with db.begin() as conn:
        return Counter(conn.execute(taken).scalars())


def state_of(db: Engine, name: str) -> Stage | None:
    with db.begin() as conn:
        found = broadcasts.get(conn, bytes.fromhex(name))
    return found.state if found else None


def test_cut_off_anywhere_the_next_tick_goes_on_and_everybody_gets_it_once(db: Engine, name: str) -> None:
    said = FakeMessenger()
    sender = Sender(db, said, pack(), RULES.holidays)
    for transactions, has in ((2, 0), (4, 6), (4, 6), (5, 9)):  # the first two only look
        with cut_off(db, transactions):
            broadcast.spread_due(db, RULES.holidays, NOON)
        sender.send_due(NOON)  # who has a row does not wait for the others
        assert len(came(said)) == has == states(db).total() == days_taken(db).total()
    assert broadcast.spread_due(db, RULES.holidays, NOON) == 2
    assert broadcast.spread_due(db, RULES.holidays, NOON) == 0
    sender.send_due(NOON + timedelta(minutes=1))
    assert Counter(came(said)) == {person(number): 1 for number in range(PEOPLE)}
    assert states(db) == {State.SENT: PEOPLE}
    assert set(days_taken(db).values()) == {1}
    assert broadcast.cancel(db, COACH, name, NOON) is Refusal.OVER


def test_stopped_halfway_it_stays_stopped_and_the_days_are_free_again(db: Engine, name: str) -> None:
    with cut_off(db, 4):
        broadcast.spread_due(db, RULES.holidays, NOON)
    assert days_taken(db).total() == 6
    assert broadcast.cancel(db, COACH, name, NOON) is None
    assert broadcast.spread_due(db, RULES.holidays, NOON) == 0
    said = FakeMessenger()
    Sender(db, said, pack(), RULES.holidays).send_due(NOON)
    assert came(said) == []
    assert states(db) == {State.CANCELLED: 6}
    assert days_taken(db).total() == 0
    assert broadcast.cancel(db, COACH, name, NOON) is Refusal.OVER


def test_to_stop_it_takes_no_longer_for_many_and_everybody_gets_their_own_again(db: Engine) -> None:
    evening, statements = NOON - timedelta(hours=13), []
    for first, people in ((0, 2), (2, PEOPLE)):
        found_team(db, people - first, first=first)
        name = plan(db, team_of(db))
        assert broadcast.spread_due(db, RULES.holidays, evening) == people
        statements.append(stopped_in(db, name, evening))
    assert statements[0] == statements[1]
    said = FakeMessenger()
    clockwork = Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays))
    clockwork.tick(evening)
    clockwork.tick(NOON - timedelta(hours=2, minutes=40))
    assert Counter(to for to, _ in said.nudges()) == {person(number): 1 for number in range(PEOPLE)}


def stopped_in(db: Engine, name: str, now: datetime) -> int:
    """So many statements."""
    heard: list[str] = []

    def hear(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        heard.append(statement)

    event.listen(db, "before_cursor_execute", hear)
    assert broadcast.cancel(db, COACH, name, now) is None
    event.remove(db, "before_cursor_execute", hear)
    return len(heard)


def test_stopped_while_it_is_being_spread_it_goes_no_further(
    db: Engine, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = broadcasts.receivers

    def then_stop(conn: Connection, found: Broadcast) -> object:
        """Between the look and the first rows somebody stops it."""
        assert broadcasts.move(conn, found.id, Stage.PLANNED, Stage.CANCELLED)
        return look(conn, found)

    monkeypatch.setattr(broadcasts, "receivers", then_stop)
    assert broadcast.spread_due(db, RULES.holidays, NOON) == 0
    assert days_taken(db).total() == 0
    assert state_of(db, name) is Stage.CANCELLED


def test_several_who_spread_it_at_once_do_it_once(db: Engine, name: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        rows = list(threads.map(lambda _: broadcast.spread_due(db, RULES.holidays, NOON), range(4)))
    assert sum(rows) == PEOPLE
    assert states(db) == {State.QUEUED: PEOPLE}
    assert set(days_taken(db).values()) == {1}
    assert state_of(db, name) is Stage.SPREAD
