"""What a reply takes on disk, and what a week's freeze costs after five days and after a year of working days."""

import time
from contextlib import ExitStack
from datetime import timedelta
from random import Random
from statistics import median

from sqlalchemy import Connection, Engine, delete, func, insert, literal, select, update

from benchmarks import people, stores
from benchmarks.figures import Figure, Target
from benchmarks.people import MONDAY
from bot import report
from bot.core.periods import Period
from storage import ballots, identities, journal, periods, tables
from storage.ballots import Ballot, Booth
from storage.journal import Entry
from storage.tables import nudges

WEEK = Period.of(MONDAY)
SEALED_BYTES = 40
"""What an answer by a tap comes to."""


def measure(members: int, short: int, long: int, freezes: int) -> list[Figure]:
    """Days of replies; the one store has many more than the other."""
    return [_bytes(members, long), _freeze(members, short, long, freezes)]


def _bytes(members: int, days: int) -> Figure:
    """Pages that answers by a tap add to the file, indexes included. Nobody answers in the order of planning."""
    _, rules = stores.pack_and_rules()
    rng = Random(1)
    with stores.store() as db:
        people.join(db, rules, range(members))
        with db.begin() as conn:
            _nudged(conn, days)
            asked = conn.execute(select(nudges.c.person_id, nudges.c.nudge_id).order_by(nudges.c.number)).all()
            before = _size(conn)
            for first in range(0, len(asked), members):
                for person_id, nudge_id in rng.sample(asked[first : first + members], members):
                    key = identities.data_key(conn, person_id)
                    journal.write_each(conn, [Entry(person_id, nudge_id, key, "done")])
            grown = _size(conn) - before
    return Figure("a reply on disk", "bytes", grown / len(asked), target=Target("ours", most=60))


def _freeze(members: int, short: int, long: int, freezes: int) -> Figure:
    timings: list[list[float]] = [[], []]
    with ExitStack() as stack:
        pair = [stack.enter_context(stores.store()) for _ in timings]
        for db, days in zip(pair, (short, long), strict=True):
            _answered(db, members, days)
        for _ in range(freezes):
            for db, taken in zip(pair, timings, strict=True):
                taken.append(_timed_freeze(db))
    what = f"freezing a week after {long} days of replies, {members:,} members, computing"
    return Figure(what, "ms", median(timings[1]), median(timings[0]), f"{short} days", Target("ratio", most=1.2))


def _answered(db: Engine, members: int, days: int) -> None:
    """Everybody answered on each of those days, and has a ballot in the week's box."""
    _, rules = stores.pack_and_rules()
    people.join(db, rules, range(members))
    report.open_period(db, MONDAY)
    with db.begin() as conn:
        _nudged(conn, days)
        sealed = func.randomblob(SEALED_BYTES)  # no freeze opens them
        answers = select(nudges.c.number, sealed).order_by(func.random())
        conn.execute(insert(tables.journal).from_select(["number", "sealed"], answers))
        booth = Booth(str(WEEK), _cell(conn), periods.ballot_key(conn, str(WEEK)))
        voters = conn.execute(select(tables.members.c.person_id)).scalars()
        ballots.cast_each(conn, [Ballot(booth, WEEK.question, person, 1) for person in voters])


def _timed_freeze(db: Engine) -> float:
    """The computing; waiting for the disk is the same for both, and differs from one moment to the next.

    Then forgets that it did, for the next time. Labels never change otherwise (R10).
    """
    began = time.process_time()
    frozen = report.freeze_due(db, WEEK.freezes_at, draw=lambda _: 0)
    took = (time.process_time() - began) * 1000
    if frozen != 1:
        raise RuntimeError("the week was not frozen")
    with db.begin() as conn:
        conn.execute(update(tables.periods).values(frozen_at=None))
        for table in (tables.reports, tables.deliveries):
            conn.execute(delete(table))
    return took


def _nudged(conn: Connection, days: int) -> None:
    """Everybody got one nudge a day, up to this Monday."""
    who = tables.members.c.person_id
    for back in reversed(range(days)):
        day = MONDAY.date() - timedelta(days=back)
        values = {"day": day, "period": str(Period.of_day(day)), "turn": 0, "prompt_id": "snel-op-tijd-a01"}
        rows = select(func.randomblob(16), who, *(literal(value) for value in values.values()))
        conn.execute(insert(nudges).from_select(["nudge_id", "person_id", *values], rows))


def _cell(conn: Connection) -> str:
    return str(conn.execute(select(tables.team_cells.c.cell)).scalars().first())


def _size(conn: Connection) -> int:
    pages, free, size = (
        conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)
