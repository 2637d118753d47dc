"""A bot in a process of its own, to be killed; with a fault in it if somebody wants to see the harness find it."""

import logging
import multiprocessing
import os
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.chaos import plants
from bot.app import build
from bot.clock import RehearsalClock
from bot.config import Config
from bot.core.leases import Lease

RESTART_SECONDS = 0.3
LEASE = Lease(begin=timedelta(seconds=2), call=timedelta(seconds=6), after=timedelta(seconds=2))
"""Calls go no further than this machine; a claim of somebody who was killed runs out within a run."""

logger = logging.getLogger(__name__)


def _die_with_the_harness() -> None:
    """Whatever ended it: nobody is left to kill us."""
    harness = multiprocessing.parent_process()
    assert harness
    harness.join()
    os.kill(os.getpid(), signal.SIGKILL)


def live(env: dict[str, str], clock: RehearsalClock, plant: str, log: Path) -> None:
    """As `zetje run` does, until somebody kills it. What breaks at the start is started again, as systemd would."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the harness, which ends us
    logging.basicConfig(filename=log, format="%(asctime)s %(process)d %(name)s: %(message)s", force=True)
    plants.plant(plant)
    threading.Thread(target=_die_with_the_harness, daemon=True).start()
    while True:
        try:
            zetje = build(Config.from_env(env), clock)
            zetje.clockwork.sender.lease = LEASE
            zetje.clockwork.sender.shared_clock = plants.clock(plant, clock.now)
            zetje.start()
            zetje.connect()
            threading.Event().wait()
        except Exception as fault:
            logger.error("begins again: %s", type(fault).__name__)
        time.sleep(RESTART_SECONDS)
