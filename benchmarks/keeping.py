"""What a reply takes on disk, and what a week's freeze costs after five days and after a year of working days."""

import secrets
import time
from contextlib import ExitStack
from datetime import timedelta
from statistics import median

from sqlalchemy import Connection, Engine, delete, insert, select, update

from benchmarks import people, stores
from benchmarks.figures import Figure, Target
from benchmarks.people import MONDAY
from bot import report
from bot.core.periods import Period
from storage import ballots, journal, tables

WEEK = Period.of(MONDAY)


def measure(replies: int, members: int, short: int, long: int, freezes: int) -> list[Figure]:
    """Days of replies; the one store has many more than the other."""
    return [_bytes(replies), _freeze(members, short, long, freezes)]


def _bytes(replies: int) -> Figure:
    """Pages that answers by a tap add to the file, indexes included."""
    _, rules = stores.pack_and_rules()
    with stores.store() as db:
        people.join(db, rules, range(1))
        with db.begin() as conn:
            person = conn.execute(select(tables.members.c.person_id)).scalar_one()
            ids = _history(conn, person, replies)
            before = _size(conn)
            for nudge_id in ids:
                journal.write(conn, person, nudge_id, "done")
            grown = _size(conn) - before
    return Figure("a reply on disk", "bytes", grown / replies, target=Target("ours", most=60))


def _freeze(members: int, short: int, long: int, freezes: int) -> Figure:
    timings: list[list[float]] = [[], []]
    with ExitStack() as stack:
        pair = [stack.enter_context(stores.store()) for _ in timings]
        for db, days in zip(pair, (short, long), strict=True):
            _answered(db, members, days)
        for _ in range(freezes):
            for db, taken in zip(pair, timings, strict=True):
                taken.append(_timed_freeze(db))
    what = f"freezing a week after {long} days of replies, {members:,} members"
    return Figure(what, "ms", median(timings[1]), median(timings[0]), f"{short} days", Target("ratio", most=1.2))


def _answered(db: Engine, members: int, days: int) -> None:
    """Everybody answered on each of those days, and has a ballot in the week's box."""
    _, rules = stores.pack_and_rules()
    people.join(db, rules, range(members))
    report.open_period(db, MONDAY)
    with db.begin() as conn:
        persons = list(conn.execute(select(tables.members.c.person_id)).scalars())
        for person in persons:
            for nudge_id in _history(conn, person, days):
                journal.write(conn, person, nudge_id, "done")
            ballots.cast(conn, str(WEEK), WEEK.question, _cell(conn), person, value=1)


def _timed_freeze(db: Engine) -> float:
    """Then forgets that it did, for the next time. Labels never change otherwise (R10)."""
    began = time.perf_counter()
    frozen = report.freeze_due(db, WEEK.freezes_at, draw=lambda _: 0)
    took = (time.perf_counter() - began) * 1000
    if frozen != 1:
        raise RuntimeError("the week was not frozen")
    with db.begin() as conn:
        conn.execute(update(tables.periods).values(frozen_at=None))
        for table in (tables.reports, tables.deliveries):
            conn.execute(delete(table))
    return took


def _history(conn: Connection, person: bytes, days: int) -> list[bytes]:
    """One nudge a day, up to this Monday."""
    ids = [secrets.token_bytes(16) for _ in range(days)]
    rows = []
    for back, nudge_id in enumerate(ids):
        day = MONDAY.date() - timedelta(days=back)
        values = (nudge_id, person, day, str(Period.of_day(day)), 0, "snel-op-tijd-a01", None)
        rows.append(dict(zip(tables.nudges.c.keys(), values, strict=True)))
    conn.execute(insert(tables.nudges), rows)
    return ids


def _cell(conn: Connection) -> str:
    return str(conn.execute(select(tables.team_cells.c.cell)).scalars().first())


def _size(conn: Connection) -> int:
    pages, free, size = (
        conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)
