"""Several bots on one PostgreSQL: one is cut off and the others go on; the database goes away and comes back."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from bot import health, opening
from bot.clock import RehearsalClock
from bot.courier import Courier
from bot.deliver import Sender
from bot.messages import Message
from bot.receipts import Receipt
from bot.scheduler import Clockwork
from storage import turns
from storage.deliveries import Kind
from storage.turns import Turn
from tests.bot.fake import FakeMessenger
from tests.bot.sample import MONDAY, found_team, pack, person, rules
from tests.bot.test_outbox import put
from tests.postgres import empty_database

PATIENCE_SECONDS = 60


@dataclass
class Server:
    """What its manager can do to the database, from outside."""

    admin: Engine
    name: str

    def cut(self) -> None:
        """Every line to it breaks."""
        self._do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name", name=self.name)

    def open(self, yes: bool) -> None:
        self._do(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS {str(yes).lower()}")

    def _do(self, words: str, **values: str) -> None:
        with self.admin.connect() as conn:
            conn.execute(text(words), values)


@pytest.fixture
def server(postgres: str) -> Iterator[Server]:
    url = make_url(postgres).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with empty_database(postgres) as made:
        yield Server(admin, str(make_url(made).database))
    admin.dispose()


@pytest.fixture
def stores(server: Server, tmp_path: Path) -> Iterator[tuple[Engine, Engine]]:
    """As two processes open the same database."""
    url = server.admin.url.set(database=server.name).render_as_string(hide_password=False)
    with ExitStack() as stack:
        one, other = opening.open_store(url, tmp_path / "key"), opening.open_store(url, tmp_path / "key")
        for each in (one, other):
            stack.callback(each.dispose)
        found_team(one, 4)
        yield one, other


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_who_is_cut_off_stops_and_another_goes_on_at_once(server: Server, stores: tuple[Engine, Engine]) -> None:
    said = FakeMessenger()
    first, second = [Sender(db, said, pack(), rules().holidays) for db in stores]
    first.send_due(MONDAY - timedelta(hours=2))  # what founding a team brought along
    said.sent.clear()
    for number in range(4):
        put(stores[0], Kind.REPLY, person(number))
    by_second: list[int] = []

    def cut_off(_: Message) -> Receipt | None:
        said.trouble = lambda _: None
        assert second.send_due(MONDAY) == 0  # it is not its turn
        server.cut()
        by_second.append(second.send_due(MONDAY))
        return None

    said.trouble = cut_off
    assert (first.send_due(MONDAY), by_second) == (1, [3])
    assert Counter(to for to, _ in said.sent) == {person(number): 1 for number in range(4)}
    assert second.send_due(MONDAY + timedelta(hours=1)) == first.send_due(MONDAY + timedelta(hours=1)) == 0


def test_who_stands_still_loses_its_turn(stores: tuple[Engine, Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "STANDS_STILL", "500")
    first, second = stores
    with turns.take(first, Turn.SEND) as held:
        assert held is not None
        assert held.lasts()
        until(lambda: _gets(second, Turn.SEND))
        assert not held.lasts()
    assert _gets(first, Turn.SEND)


def _gets(db: Engine, turn: Turn) -> bool:
    with turns.take(db, turn) as held:
        return held is not None


def test_a_database_that_goes_away_and_comes_back(
    server: Server, stores: tuple[Engine, Engine], caplog: pytest.LogCaptureFixture
) -> None:
    db, said = stores[0], FakeMessenger()
    sender = Sender(db, said, pack(), rules().holidays)
    clockwork, clock = Clockwork(db, rules(), sender), RehearsalClock(MONDAY, 1, time.monotonic())
    courier = Courier(sender, clock)
    bot: Any = SimpleNamespace(
        db=db, clockwork=clockwork, clock=clock, courier=courier, metrics=sender.metrics, socket=None
    )
    courier.start()
    clockwork.take(MONDAY, clockwork.plan)
    with health.serving(bot, "127.0.0.1", 0) as port:
        until(lambda: len(said.nudges()) == 4)
        assert _healthz(port) == (200, {"database": "ok", "socket": "ok", "tick": "ok", "sending": "ok"})
        server.open(yes=False)
        server.cut()
        until(lambda: courier.failing)
        clockwork.take(MONDAY, clockwork.plan)
        trouble = {"database": "OperationalError", "socket": "ok", "tick": "ok", "sending": "failing"}
        assert _healthz(port) == (503, trouble)
        assert _metrics(port) == {("database", 0.0), ("socket", 1.0), ("tick", 1.0), ("sending", 0.0)}
        server.open(yes=True)
        put(db, Kind.REPLY, person(0))
        until(lambda: len(said.sent) > 4 and not courier.failing)
        assert _healthz(port)[0] == 200
    courier.stop()
    said_to_the_manager = Counter(each.getMessage() for each in caplog.records)
    assert said_to_the_manager["nothing goes out: OperationalError"] == 1
    assert said_to_the_manager["plan failed: OperationalError"] == 1


def _healthz(port: int) -> tuple[int, Any]:
    answer = httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False)
    return answer.status_code, answer.json()


def _metrics(port: int) -> set[tuple[str, float]]:
    lines = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text.splitlines()
    assert "zetje_deliveries_waiting NaN" in lines
    well = [line.removeprefix('zetje_well{part="').split('"} ') for line in lines if line.startswith("zetje_well{")]
    return {(part, float(value)) for part, value in well}
