"""Courier: the thread that empties the outbox, so that no click and no tick ever waits for a message to go out."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread

from bot import faults
from bot.clock import Clock
from bot.deliver import Sender

logger = logging.getLogger(__name__)

IDLE = timedelta(seconds=1)
"""How often it looks when nobody calls it."""
LONGEST = timedelta(seconds=5)
"""A clock may be moved while it waits, and what is only to be tidied up needs no free minute."""
GOODBYE_SECONDS = 60
"""Longer than one message can take with every call timing out."""


@dataclass(slots=True)
class Courier:
    sender: Sender
    clock: Clock
    called: Event = field(default_factory=Event)
    thread: Thread | None = None
    failing: bool = False

    def start(self) -> None:
        self.thread = Thread(target=self._go, name="courier", daemon=True)
        self.thread.start()

    def soon(self) -> None:
        """Somebody put something in the outbox that need not wait."""
        self.called.set()

    def stop(self) -> None:
        """The message that is under way is finished and written down; nothing else is begun."""
        self.sender.stopping.set()
        self.called.set()
        if self.thread:
            self.thread.join(GOODBYE_SECONDS)

    def _go(self) -> None:
        while not self.sender.stopping.is_set():
            pause = self._round()
            self.called.wait(pause.total_seconds())
            self.called.clear()

    def _round(self) -> timedelta:
        """Sends what may go, and says when to look again. A database that is away comes back."""
        try:
            self.sender.drain(self.clock.now)
            self.failing = False
            return min(self.sender.gate.rest(self.clock.now()) or IDLE, LONGEST)
        except Exception as fault:
            if not self.failing:  # said once, not every second
                logger.error("nothing goes out: %s", type(fault).__name__, exc_info=faults.without_words(fault))
            self.failing = True
            return IDLE
