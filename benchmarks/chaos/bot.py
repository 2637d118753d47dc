"""A bot in a process of its own, to be killed; with a fault in it if somebody wants to see the harness find it."""

import logging
import threading
import time
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection

from bot.app import build
from bot.clock import RehearsalClock
from bot.config import Config
from handlers.slack.messenger import SlackMessenger
from storage import deliveries

RESTART_SECONDS = 0.3
FAULTS = ("no_claim", "no_look")


def live(env: dict[str, str], clock: RehearsalClock, plant: str) -> None:
    """As `zetje run` does, until somebody kills it. What breaks at the start is started again, as systemd would."""
    logging.disable(logging.CRITICAL)
    _plant(plant)
    while True:
        with suppress(Exception):
            zetje = build(Config.from_env(env), clock)
            zetje.start()
            zetje.connect()
            threading.Event().wait()
        time.sleep(RESTART_SECONDS)


def _plant(fault: str) -> None:
    if fault == "no_look":
        SlackMessenger.find = lambda *_: None  # type: ignore[method-assign]
    if fault == "no_claim":
        settle = deliveries._settle

        def careless(conn: Connection, delivery_id: bytes, **values: Any) -> None:
            if values.get("state") != deliveries.State.CLAIMED.value:
                settle(conn, delivery_id, **values)

        deliveries._settle = careless
