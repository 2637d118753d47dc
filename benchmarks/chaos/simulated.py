"""The same in simulated time: senders on one database, each with a clock of its own, die and interrupt each other.

While one stands still before, during or after any step, the others go on, as if each had taken the turn from the one
before. Only what bot/core/leases.py says is taken for granted: a call that began arrives within its time, or never.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Engine

from benchmarks.chaos import plants
from bot import holidays, nudge
from bot.content import pack as content
from bot.content.pack import Pack
from bot.core.addresses import Address
from bot.core.leases import Lease
from bot.core.planning import Rules
from bot.deliver import Outcome, Parcel, Sender
from bot.messages import Message, Nudge
from bot.receipts import Receipt, RetryAfter, Sent, Shut, Unsure

SENDERS = 3
TROUBLE = timedelta(minutes=25)
QUIET = timedelta(hours=1)
"""Longer than any claim, any backoff and any silence after a refused token."""
APART = timedelta(minutes=4)
"""How far a clock may be from the real time, to either side."""
FROZEN = timedelta(minutes=5)
LEASE = Lease()


class Killed(BaseException):
    """No handler of ours catches this: the process is gone."""


@dataclass(slots=True)
class Interrupted(Sender):
    """Stands still between any two steps of a message."""

    pause: Callable[[], None] = lambda: None

    def hand_over(self, parcel: Parcel, now: datetime) -> Outcome:
        self.pause()
        return Sender.hand_over(self, parcel, now)

    def settle(self, parcel: Parcel, outcome: Outcome, at: datetime) -> None:
        self.pause()
        Sender.settle(self, parcel, outcome, at)


@dataclass
class Process:
    """One of several on the database; `ahead` is how far its clock is."""

    ahead: timedelta
    sender: Sender | None = None
    """None until it runs, and after it died."""
    busy: bool = False


@dataclass
class World:
    """What really is: the time, the processes, and what lies in the conversations. Slack is played by it too."""

    db: Engine
    pack: Pack
    rules: Rules
    rng: random.Random
    now: datetime
    plant: str = ""
    processes: list[Process] = field(default_factory=list)
    arrived: set[str] = field(default_factory=set)
    nudges: Counter[Address] = field(default_factory=Counter)
    travelling: list[tuple[datetime, Address, str, Message]] = field(default_factory=list)
    deadlines: list[datetime] = field(default_factory=list)
    """Of the calls that are under way: time does not go past them before they end."""

    def __post_init__(self) -> None:
        self.calms_down = self.now + TROUBLE

    @property
    def calm(self) -> bool:
        return self.now > self.calms_down

    def send(self, to: Address, delivery: str, message: Message) -> Receipt:
        with self._within(LEASE.call):
            self._meanwhile(LEASE.call)
        fate = 1.0 if self.calm else self.rng.random()
        if fate < 0.2:
            return self.rng.choice((RetryAfter(5), RetryAfter(60), Shut("token_revoked"), Unsure("5xx")))
        late = LEASE.after * self.rng.random() if fate < 0.7 else timedelta()
        self.travelling.append((self.now + late, to, delivery, message))
        self._pass(timedelta())
        if fate < 0.35:
            raise Killed
        return Unsure("the answer got lost") if fate < 0.7 else Sent(delivery)

    def find(self, _to: Address, delivery: str) -> Receipt | None:
        self._meanwhile(LEASE.call)
        fate = 1.0 if self.calm else self.rng.random()
        if fate < 0.1:
            raise Killed
        if fate < 0.2:
            return self.rng.choice((RetryAfter(30), Unsure("5xx")))
        found = Sent(delivery) if delivery in self.arrived else None
        self.stand_still()
        return found

    def stand_still(self) -> None:
        """A process may be held up for long, or for ever, before any step."""
        if self.calm or self.rng.random() < 0.7:
            return
        if self.rng.random() < 0.3:
            raise Killed
        self._meanwhile(FROZEN)

    def act(self, process: Process) -> None:
        """One look of one process at what is due, by its own clock."""
        process.busy = True
        process.sender = process.sender or self._begin(process)
        if self.rng.random() < 0.3:
            process.ahead = APART * self.rng.uniform(-1, 1)
        own = self._own(process)
        try:
            nudge.plan_due(self.db, self.rules, own(), nudge.BATCH)
            process.sender.drain(own)
        except Killed:
            process.sender = None
        process.busy = False

    def _meanwhile(self, most: timedelta) -> None:
        """Some of that time passes, and others go on."""
        if self.calm:
            return
        self._pass(most * self.rng.random() ** 2)
        for _ in range(self.rng.randint(0, 2)):
            idle = [process for process in self.processes if not process.busy]
            if idle:
                self.act(self.rng.choice(idle))
        self._pass(most * self.rng.random() ** 3)

    @contextmanager
    def _within(self, time: timedelta) -> Iterator[None]:
        self.deadlines.append(self.now + time)
        try:
            yield
        finally:
            self.deadlines.pop()

    def _pass(self, time: timedelta) -> None:
        self.now = max(self.now, min([self.now + time, *self.deadlines]))
        for each in [each for each in self.travelling if each[0] <= self.now]:
            _, to, delivery, message = each
            self.travelling.remove(each)
            self.arrived.add(delivery)
            self.nudges[to] += isinstance(message, Nudge)

    def _own(self, process: Process) -> Callable[[], datetime]:
        return lambda: self.now + process.ahead

    def _begin(self, process: Process) -> Sender:
        clock = plants.clock(self.plant, self._own(process), lambda _: self.now)
        return Interrupted(
            self.db,
            self,
            self.pack,
            self.rules.holidays,
            chance=self.rng.random,
            shared_clock=clock,
            pause=self.stand_still,
        )

    def live(self) -> Counter[Address]:
        """How many nudges each person got, of those who are due from the start on."""
        self.processes = [Process(timedelta()) for _ in range(SENDERS)]
        while self.now < self.calms_down + QUIET:
            self.act(self.rng.choice(self.processes))
            self._pass(timedelta(minutes=5) if self.calm else timedelta(seconds=self.rng.randint(1, 30)))
        return self.nudges


@cache
def _pack() -> Pack:
    return content.load()


def run(seed: int, db: Engine, start: datetime, plant: str = "") -> Counter[Address]:
    pack = _pack()
    rules = Rules(pack.library, holidays.calendar(), seed=1)
    return World(db, pack, rules, random.Random(seed), start, plant).live()
