"""The tick: what it costs when nobody is due, and for each who is."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from statistics import median
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, bindparam, func, select, update

from benchmarks import stores
from benchmarks.figures import Figure, Target
from benchmarks.people import FRIDAY, HOUR, MONDAY
from bot import nudge, recall, wake
from bot.core import pacing
from bot.core.addresses import Address
from bot.core.members import Member
from bot.core.pacing import Pace
from bot.core.planning import Rules
from bot.deliver import Sender
from bot.gate import Gate
from bot.messages import Message
from bot.receipts import Receipt
from bot.scheduler import Clockwork
from storage import alarms, members, tables

LOOKS = 5
"""How often we look who is due: it is over so soon that one look tells more of the machine."""

Found = TypeVar("Found")
_SOME = (
    select(tables.deliveries.c.delivery_id)
    .where(tables.deliveries.c.state == "queued", tables.deliveries.c.kind == "nudge")
    .limit(bindparam("most"))
)


class Idle:
    """Has nothing to send."""

    def send(self, to: Address, delivery: str, message: Message) -> Receipt:
        raise RuntimeError("nobody was due")

    def find(self, to: Address, delivery: str) -> Receipt | None:
        raise RuntimeError("nothing was in doubt")


def measure(small: int, large: int, ticks: int, few: int, many: int, lived: int, pace: int) -> list[Figure]:
    """Ticks with nobody due in a small store and a large one; then with few who are due and with many."""
    return [_idle(small, large, ticks), *_waited_for(few, many, pace), *_due(few, many, lived)]


def _idle(small: int, large: int, ticks: int) -> Figure:
    """Ticks in turns on two stores, the one a hundred times as big."""
    with stores.store() as few, stores.store() as many:
        clocks = [_clockwork(db, number) for db, number in ((few, small), (many, large))]
        timings: list[list[float]] = [[], []]
        for number in range(ticks):
            for clockwork, taken in zip(clocks, timings, strict=True):
                taken.append(_timed(clockwork, number))
    what = f"a tick with nobody due, {large:,} members, computing"
    return Figure(what, "ms", median(timings[1]), median(timings[0]), f"{small:,} members", Target("ratio", most=1.5))


def _clockwork(db: Engine, number: int) -> Clockwork:
    pack, rules = stores.pack_and_rules()
    stores.fill(db, rules, number, MONDAY + timedelta(days=1))
    clockwork = Clockwork(db, rules, Sender(db, Idle(), pack, rules.holidays))
    clockwork.tick(FRIDAY)  # the first one of a day also opens the week and looks what is old
    clockwork.tick(MONDAY)
    return clockwork


def _timed(clockwork: Clockwork, number: int) -> float:
    _, took = _computed(lambda: clockwork.tick(MONDAY + timedelta(seconds=number)))
    return took / 1000


def _waited_for(few: int, many: int, pace: int) -> list[Figure]:
    """Ticks while that many and more are due, one after the other, each after a minute's messages went out."""
    (_, short), (first, long) = _under_way(few, pace), _under_way(many, pace)
    less, each = Target("ratio", most=1.5), Target("ours", most=10)
    return [
        Figure(f"a tick while {many:,} are due, computing", "ms", long / 1000, short / 1000, f"{few:,} due", less),
        Figure("of that for each who is due", "µs", long / many, short / few, f"{few:,} due", each),
        Figure("the first tick after they are due", "ms", first / 1000, long / 1000, "each of the next"),
    ]


def _under_way(number: int, pace: int) -> tuple[float, float]:
    """Microseconds of computing for the first tick after a crowd is due, and for each of the next, with `number` left
    when they begin."""
    pack, rules = stores.pack_and_rules()
    with stores.store() as db:
        stores.crowd(db, rules, number + pacing.at_hand(pace), HOUR)
        clockwork = Clockwork(db, rules, Sender(db, Idle(), pack, rules.holidays, Gate(Pace(pace))))
        clockwork.swept = HOUR.date()  # copies of a member have no key, and would be taken for forgotten
        clockwork.plan(HOUR - timedelta(hours=1))
        _, first = _computed(lambda: clockwork.plan(HOUR))
        return first, median(_next_ticks(clockwork, pace, number))


def _next_ticks(clockwork: Clockwork, pace: int, number: int) -> Iterator[float]:
    """As many as find a minute's people, five at most."""
    for minute in range(1, min(number // pace, 5) + 1):
        with clockwork.db.begin() as conn:
            conn.execute(
                update(tables.deliveries).where(tables.deliveries.c.delivery_id.in_(_SOME)).values(state="sent"),
                {"most": pace},
            )
        _, took = _computed(partial(clockwork.plan, HOUR + timedelta(minutes=minute)))
        yield took


def _due(few: int, many: int, lived: int) -> list[Figure]:
    """Computing for each who is due; waiting for the disk differs from one moment to the next."""
    small, large = _planning(few), _planning(many)
    year = _planning(few, lived)
    whole, each = Target("ratio", least=1), Target("ours", most=10)
    return [
        Figure(f"{many:,} due at one moment, planned", "people", large.planned, many, "due", whole),
        Figure(f"each of {many:,} who are due: found by index", "µs", large.found, small.found, f"of {few:,}", each),
        Figure("decided", "µs", large.decided, small.decided, f"of {few:,}"),
        Figure("found, decided and written down", "µs", large.whole, small.whole, f"of {few:,}"),
        Figure(f"the same after {lived} nudges each", "µs", year.whole, small.whole, "after none"),
    ]


@dataclass(frozen=True, slots=True)
class Planning:
    """Microseconds of computing for each, and how many got a nudge."""

    found: float
    decided: float
    whole: float
    planned: int


def _planning(number: int, lived: int = 0) -> Planning:
    _, rules = stores.pack_and_rules()
    with stores.store() as db:
        stores.crowd(db, rules, number, MONDAY)
        stores.live(db, rules, lived, MONDAY.date())
        with db.begin() as conn:
            looks = [_computed(lambda: _find(conn, number)) for _ in range(LOOKS)]
            rows, _ = looks[-1]
            _, decided = _computed(lambda: _decide(conn, rules, [members.of_row(row) for row in rows]))
        _, whole = _computed(lambda: nudge.plan_due(db, rules, MONDAY, number))
        with db.begin() as conn:
            planned = conn.execute(select(func.count()).where(tables.nudges.c.day == MONDAY.date())).scalar_one()
    found = median(took for _, took in looks)
    return Planning(found / number, decided / number, whole / number, planned)


def _find(conn: Connection, most: int) -> Iterable[Row[Any]]:
    """What alarms.due asks; it also makes members of the rows."""
    rows: Iterable[Row[Any]] = conn.execute(alarms._DUE, {"now": MONDAY, "most": most})
    return list(rows)


def _decide(conn: Connection, rules: Rules, people: Sequence[Member]) -> None:
    """As the tick does it, as many at a time."""
    teams: dict[bytes, Rules] = {}
    for first in range(0, len(people), nudge.BATCH):
        for known in recall.each(conn, rules, people[first : first + nudge.BATCH], MONDAY.date(), teams):
            known.decide(MONDAY.date(), MONDAY)
            wake.next_moment(known.agenda, MONDAY)


def _computed(work: Callable[[], Found]) -> tuple[Found, float]:
    """What came of it, and how many microseconds of computing it took."""
    began = time.process_time()
    found = work()
    return found, (time.process_time() - began) * 1e6
