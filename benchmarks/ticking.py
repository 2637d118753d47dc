"""The tick: what it costs when nobody is due, and for each who is."""

import time
from datetime import timedelta
from statistics import median

from sqlalchemy import Engine, func, select

from benchmarks import people, stores
from benchmarks.figures import Figure, Target
from benchmarks.people import FRIDAY, MONDAY
from bot import nudge
from bot.core.addresses import Address
from bot.core.planning import Rules
from bot.deliver import Sender
from bot.messages import Message, Receipt
from bot.scheduler import Clockwork
from storage import tables


class Idle:
    """Has nothing to send."""

    def send(self, to: Address, delivery: str, message: Message) -> Receipt:
        raise RuntimeError("nobody was due")

    def find(self, to: Address, delivery: str) -> Receipt | None:
        raise RuntimeError("nothing was in doubt")


def measure(small: int, large: int, due: int, ticks: int) -> list[Figure]:
    return [_idle(small, large, ticks), *_due(due)]


def _idle(small: int, large: int, ticks: int) -> Figure:
    """Ticks in turns on two stores, the one a hundred times as big."""
    with stores.store() as few, stores.store() as many:
        clocks = [_clockwork(db, members) for db, members in ((few, small), (many, large))]
        timings: list[list[float]] = [[], []]
        for number in range(ticks):
            for clockwork, taken in zip(clocks, timings, strict=True):
                taken.append(_timed(clockwork, number))
    what = f"a tick with nobody due, {large:,} members"
    return Figure(what, "ms", median(timings[1]), median(timings[0]), f"{small:,} members", Target("ratio", most=1.5))


def _clockwork(db: Engine, members: int) -> Clockwork:
    pack, rules = stores.pack_and_rules()
    stores.fill(db, rules, members, MONDAY + timedelta(days=1))
    clockwork = Clockwork(db, rules, Sender(db, Idle(), pack, rules.holidays))
    clockwork.tick(FRIDAY)  # the first one of a day also opens the week and looks what is old
    clockwork.tick(MONDAY)
    return clockwork


def _timed(clockwork: Clockwork, number: int) -> float:
    began = time.perf_counter()
    clockwork.tick(MONDAY + timedelta(seconds=number))
    return (time.perf_counter() - began) * 1000


def _due(members: int) -> list[Figure]:
    _, rules = stores.pack_and_rules()
    with stores.store() as db:
        people.join(db, rules, range(members))
        began = time.perf_counter()
        planned = _plan(db, rules)
        took = time.perf_counter() - began
        with db.begin() as conn:
            rows = conn.execute(select(func.count()).select_from(tables.nudges)).scalar_one()
    whole = Target("ratio", least=1)
    return [
        Figure(f"{members:,} due at one moment, planned", "people", min(rows, planned), members, "due", whole),
        Figure("planning, for each who is due", "µs", took / members * 1e6, target=Target("ours", most=10)),
    ]


def _plan(db: Engine, rules: Rules) -> int:
    return nudge.plan_due(db, rules, MONDAY)
