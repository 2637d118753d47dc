"""A bot in a process of its own, to be killed; with a fault in it if somebody wants to see the harness find it."""

import logging
import threading
import time
from contextlib import suppress

from benchmarks.chaos import plants
from bot.app import build
from bot.clock import RehearsalClock
from bot.config import Config

RESTART_SECONDS = 0.3


def live(env: dict[str, str], clock: RehearsalClock, plant: str) -> None:
    """As `zetje run` does, until somebody kills it. What breaks at the start is started again, as systemd would."""
    logging.disable(logging.CRITICAL)
    plants.plant(plant)
    while True:
        with suppress(Exception):
            zetje = build(Config.from_env(env), clock)
            zetje.clockwork.sender.shared_clock = plants.clock(plant, clock.now)
            zetje.start()
            zetje.connect()
            threading.Event().wait()
        time.sleep(RESTART_SECONDS)
