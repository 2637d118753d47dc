"""The same in simulated time: two senders on one database die between any two steps, hundreds of times in a minute."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot import holidays, nudge
from bot.content import pack as content
from bot.core.addresses import Address
from bot.core.planning import Rules
from bot.deliver import Sender
from bot.messages import Message, Nudge, Receipt, RetryAfter, Sent, Shut, Unsure

SENDERS = 2
TROUBLE = timedelta(minutes=25)
QUIET = timedelta(hours=1)
"""Longer than any claim, any backoff and any silence after a refused token."""


class Killed(BaseException):
    """No handler of ours catches this: the process is gone."""


@dataclass
class Slack:
    """Keeps what arrived; whether the sender hears of it is a matter of dice."""

    rng: random.Random
    calm: bool = False
    arrived: dict[str, tuple[Address, Message]] = field(default_factory=dict)
    nudges: Counter[Address] = field(default_factory=Counter)

    def send(self, to: Address, delivery: str, message: Message) -> Receipt:
        fate = 1.0 if self.calm else self.rng.random()
        if fate < 0.1:
            raise Killed
        if fate < 0.4:
            return self.rng.choice((RetryAfter(5), RetryAfter(60), Shut("token_revoked"), Unsure("5xx")))
        self.arrived[delivery] = (to, message)
        self.nudges[to] += isinstance(message, Nudge)
        if fate < 0.5:
            raise Killed
        return Unsure("the answer got lost") if fate < 0.65 else Sent(delivery)

    def find(self, to: Address, delivery: str) -> Receipt | None:
        fate = 1.0 if self.calm else self.rng.random()
        if fate < 0.1:
            raise Killed
        if fate < 0.2:
            return self.rng.choice((RetryAfter(30), Unsure("5xx")))
        return Sent(delivery) if delivery in self.arrived else None


def run(seed: int, db: Engine, start: datetime) -> Counter[Address]:
    """How many nudges each person got, of those who are due from `start` on."""
    rng = random.Random(seed)
    slack, pack = Slack(rng), content.load()
    rules = Rules(pack.library, holidays.calendar(), seed=1)

    def sender() -> Sender:
        return Sender(db, slack, pack, rules.holidays, chance=rng.random)

    senders, now = [sender() for _ in range(SENDERS)], start
    while now < start + TROUBLE + QUIET:
        slack.calm = now > start + TROUBLE
        jump = timedelta(minutes=rng.choice((-3, 3))) if not slack.calm and rng.random() < 0.05 else timedelta()
        which = rng.randrange(SENDERS)
        try:
            nudge.plan_due(db, rules, now + jump)
            senders[which].send_due(now + jump)
        except Killed:
            senders[which] = sender()
        now += timedelta(seconds=rng.randint(1, 60)) if not slack.calm else timedelta(minutes=5)
    return slack.nudges
