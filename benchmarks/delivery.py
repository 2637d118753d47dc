"""How long it takes until everybody has their message, in simulated time.

The playground's own limiter says when it is too much. Four ways to send meet the same limiter: ours (the real sender on
a real SQLite file), everything at once, one a second, and the retry handler of Slack's SDK with its defaults.
"""

import heapq
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from benchmarks import people as crowd
from benchmarks import stores
from benchmarks.crowd import invited
from bot import opening
from bot.app import HANDS
from bot.core.addresses import Address
from bot.core.pacing import Pace
from bot.core.planning import Rules
from bot.courier import IDLE, LONGEST
from bot.deliver import Parcel, Sender
from bot.gate import Gate
from bot.messages import Message
from bot.receipts import Receipt, RetryAfter, Sent
from bot.scheduler import TICK_SECONDS, Clockwork
from playground.limits import MINUTE, Limits, Timeline

MEMORY = Path("/dev/shm")  # noqa: S108  (a folder of random name is made in it)
"""Where there is one: no simulated second depends on how fast the disk of this machine is."""
START = crowd.HOUR
CONFIGURED = 240
THREADS = 10
"""What somebody takes who sends from a pool and thinks no further."""
SEED = 1


class Simulated(Timeline):
    """Only the simulated clock counts."""

    def move(self, now: datetime) -> float:
        self.seconds = max(self.seconds, (now - START).total_seconds())
        return self.seconds


@dataclass
class Slack:
    """The playground's limiter, and how long an answer takes."""

    per_minute: int
    arrived: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    last: float = 0
    rng: random.Random = field(default_factory=lambda: random.Random(SEED))

    def __post_init__(self) -> None:
        self.limits = Limits(posts_per_minute=self.per_minute, _timeline=Simulated())

    def post(self, channel: str, at: float) -> int:
        """Nothing, or the seconds to wait."""
        wait = self.limits.take("A1", "chat.postMessage", 0, channel, START + timedelta(seconds=at))
        if wait:
            self.refused += 1
        else:
            self.arrived[channel] += 1
            self.last = at
        return wait

    def latency(self) -> float:
        return self.rng.uniform(0.08, 0.3)


@dataclass(frozen=True, slots=True)
class Result:
    sender: str
    people: int
    limit: int
    seconds: float
    optimum: float
    refused: int
    lost: int
    double: int

    @property
    def ratio(self) -> float:
        return self.seconds / self.optimum


Way = Callable[[Slack, list[str]], None]


def optimum(people: int, per_minute: int) -> float:
    """Nobody can be faster: a full minute's messages at once, and again as soon as the minute is over."""
    return (people - 1) // per_minute * MINUTE or 1.0


def at_once(slack: Slack, people: list[str]) -> None:
    """A pool of threads; who is refused tries again after a second."""
    _pool(slack, people, lambda _tries, _wait: 1.0)


def sdk(slack: Slack, people: list[str]) -> None:
    """The same pool with Slack's RateLimitErrorRetryHandler, as its constructor makes it."""
    most = RateLimitErrorRetryHandler().max_retry_count
    _pool(slack, people, lambda tries, wait: wait + slack.rng.random() if tries <= most else None)


def one_a_second(slack: Slack, people: list[str]) -> None:
    at = 0.0
    for person in people:
        slack.post(person, at)
        at += slack.latency() + 1.0


def _pool(slack: Slack, people: list[str], again: Callable[[int, int], float | None]) -> None:
    """`again` says how long to wait after so many tries; None gives the message up."""
    waiting = [(person, 1) for person in reversed(people)]
    threads: list[tuple[float, int, tuple[str, int] | None]] = [(0.0, number, None) for number in range(THREADS)]
    while threads:
        at, number, mine = heapq.heappop(threads)
        if mine is None and not waiting:
            continue
        person, tries = mine or waiting.pop()
        wait = slack.post(person, at)
        pause = again(tries, wait) if wait else None
        done = at + slack.latency()
        heapq.heappush(threads, (done, number, None) if pause is None else (done + pause, number, (person, tries + 1)))


def ours(slack: Slack, people: list[str]) -> None:
    """The real clockwork and sender with the real store; only the network and the clock are simulated."""
    with _sender(slack, CONFIGURED) as (sender, rules):
        crowd.join(sender.db, rules, range(len(people)))
        clockwork, next_tick = Clockwork(sender.db, rules, sender), START
        hands: list[tuple[float, int, Parcel | None, Receipt | None]] = [(0.0, n, None, None) for n in range(HANDS)]
        while slack.arrived.total() < len(people):
            at, number, parcel, receipt = heapq.heappop(hands)
            now = START + timedelta(seconds=at)
            if next_tick <= now:
                clockwork.plan(now)
                next_tick += timedelta(seconds=TICK_SECONDS)
            if parcel and receipt:
                sender.settle(parcel, receipt, now)
            taken = sender.take(now)
            if taken is None:
                pause = min(sender.gate.rest(now) or IDLE, LONGEST)
                heapq.heappush(hands, (at + pause.total_seconds(), number, None, None))
                continue
            outcome = sender.hand_over(taken, now)
            assert isinstance(outcome, Sent | RetryAfter), outcome
            heapq.heappush(hands, (at + slack.latency(), number, taken, outcome))


WAYS: dict[str, Way] = {"Zetje": ours, "all at once": at_once, "one a second": one_a_second, "SDK retry handler": sdk}


@dataclass(slots=True)
class Wire:
    """The messenger's place is taken by the limiter alone."""

    slack: Slack

    def send(self, to: Address, delivery: str, message: Message, at: datetime = START) -> Receipt:
        wait = self.slack.post(to.key, self.now)
        return RetryAfter(wait) if wait else Sent(f"{self.now}")

    now: float = 0.0

    def find(self, to: Address, delivery: str) -> Receipt | None:
        return None


@dataclass(slots=True)
class TimedSender(Sender):
    """Tells the wire what time it is."""

    def hand_over(self, parcel: Parcel, now: datetime) -> Receipt:
        assert isinstance(self.messenger, Wire)
        self.messenger.now = (now - START).total_seconds()
        outcome = Sender.hand_over(self, parcel, now)
        assert isinstance(outcome, Sent | RetryAfter), outcome
        return outcome


@contextmanager
def _sender(slack: Slack, per_minute: float) -> Iterator[tuple[TimedSender, Rules]]:
    pack, rules = stores.pack_and_rules()
    with tempfile.TemporaryDirectory(prefix="zetje-bench-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        db = opening.open_store(f"sqlite:///{folder}/zetje.db", Path(folder) / "master.key")
        yield TimedSender(db, Wire(slack), pack, rules.holidays, Gate(Pace(per_minute))), rules
        db.dispose()


def deliver(way: str, people: int, limit: int) -> Result:
    slack = Slack(limit)
    names = [f"U{number:08}" for number in range(people)]
    WAYS[way](slack, names)
    lost = people - len(slack.arrived)
    double = slack.arrived.total() - len(slack.arrived)
    return Result(way, people, limit, round(slack.last, 1), optimum(people, limit), slack.refused, lost, double)


def cost(backlog: int, timed: int) -> float:
    """Milliseconds of computing for one message, with so many waiting."""
    slack = Slack(10**9)
    with _sender(slack, 1e9) as (sender, _):
        invited(sender.db, [f"U{number:08}" for number in range(backlog)], START)
        began, number = time.process_time(), min(timed, backlog)
        for second in range(number):
            now = START + timedelta(seconds=second)
            parcel = sender.take(now)
            assert parcel is not None
            sender.settle(parcel, sender.hand_over(parcel, now), now)
        return (time.process_time() - began) / number * 1000
