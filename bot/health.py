"""Health: /healthz for whoever watches over the process, /metrics for Prometheus, on a port of their own."""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from prometheus_client import make_wsgi_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import web
from bot.app import Zetje
from storage import alarms, deliveries

OLD = timedelta(minutes=5)
"""A tick comes every minute; after this something holds it."""
Start = Callable[[str, list[tuple[str, str]]], Any]


@dataclass(frozen=True, slots=True)
class Health:
    """Each part says "ok", or in a word what is wrong."""

    database: str
    socket: str
    tick: str
    sending: str

    @property
    def is_well(self) -> bool:
        return set(asdict(self).values()) == {"ok"}


def look(zetje: Zetje) -> Health:
    """How this process does, now."""
    clockwork, courier = zetje.clockwork, zetje.courier
    is_fresh = clockwork.ticked is not None and zetje.clock.now() - clockwork.ticked < OLD
    is_connected = zetje.socket is None or zetje.socket.client.is_connected()
    return Health(
        database=_database(zetje),
        socket="ok" if is_connected else "not connected",
        tick="late" if not is_fresh else "failing" if clockwork.failing else "ok",
        sending="failing" if courier.failing else courier.sender.gate.shut or "ok",
    )


@contextmanager
def serving(zetje: Zetje, host: str, port: int) -> Iterator[int]:
    """Answers until the end of the block. Yields the port. Raises OSError when it is taken."""
    with web.serving(_application(zetje), host, port, threads=2) as port:
        yield port


def _application(zetje: Zetje) -> Callable[[Mapping[str, Any], Start], Any]:
    metrics = make_wsgi_app(zetje.metrics.registry)

    def answer(environ: Mapping[str, Any], start: Start) -> Any:
        match environ["PATH_INFO"]:
            case "/healthz":
                return _healthz(zetje, start)
            case "/metrics":
                _count(zetje)
                return metrics(dict(environ), start)
            case _:
                start("404 Not Found", [])
                return [b""]

    return answer


def _healthz(zetje: Zetje, start: Start) -> list[bytes]:
    health = look(zetje)
    start("200 OK" if health.is_well else "503 Service Unavailable", [("Content-Type", "application/json")])
    return [json.dumps(asdict(health)).encode()]


def _database(zetje: Zetje) -> str:
    try:
        with zetje.db.begin() as conn:
            conn.execute(text("SELECT 1"))
    except SQLAlchemyError as fault:
        return type(fault).__name__
    return "ok"


def _count(zetje: Zetje) -> None:
    """What is not counted when it happens is looked up when somebody asks."""
    zetje.metrics.pace.set(zetje.clockwork.sender.gate.pace.limit)
    for part, state in asdict(look(zetje)).items():
        zetje.metrics.well.labels(part).set(state == "ok")
    zetje.metrics.waiting.set(math.nan)  # unless the database can say it
    with suppress(SQLAlchemyError), zetje.db.begin() as conn:
        now = zetje.clock.now()
        zetje.metrics.waiting.set(deliveries.backlog(conn, now) + alarms.waiting(conn, now))
