"""Retain: once a day, what has been kept long enough goes (disclosure-policy S4)."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.exc import NoResultFound, OperationalError

from bot import erase, faults
from bot.core import periods, timing
from bot.core.periods import Period
from bot.core.retention import AFTER_LEAVING, JOURNAL_MONTHS, KEPT_MONTHS, SENT_MONTHS, months_before
from storage import (
    audit,
    challenges,
    commitments,
    deliveries,
    engine,
    identities,
    journal,
    members,
    nudges,
    reports,
    results,
    rewrites,
    rosters,
    shortages,
    unclear,
)
from storage.keys import KeyFault

logger = logging.getLogger(__name__)

AT_ONCE = 100
"""People who are looked at in one transaction."""
ROWS = 100
"""Rows that go in one transaction: who clicks meanwhile waits for no more than these, however long we were away."""
WEEK = timedelta(days=7)
MOST_CUT_OFF = 100
"""An erasure or a few can be cut off. More is a key store that is too old."""


def sweep(db: Engine, now: datetime) -> int:
    """Takes away what is due by now. Doing it twice does no harm, and what cuts it off leaves the rest to the next.

    Returns how many people were forgotten.
    """
    today = timing.local_day(now, periods.ZONE)
    forgotten = _finish_forgetting(db, now) + _forget_who_left(db, now)
    for people in _everybody(db):
        _note_absent(db, people, now)
        _expire_own(db, people, today)
    _expire_shared(db, today)
    if forgotten:
        engine.clear_key_store(db)
    _clear(db, today)
    return forgotten


def give_up_late(db: Engine, now: datetime) -> None:
    """Messages that nobody wants any more at this hour do not go out."""
    _bit_by_bit(db, partial(deliveries.expire, now=now))


def _clear(db: Engine, today: date) -> None:
    """After somebody was erased, and once a week for what was kept long enough: nothing of it stays in the files."""
    with db.begin() as conn:
        planned = rewrites.planned(conn, today + WEEK)
    if planned > today:
        engine.clear_log(db)
        return
    try:
        engine.clear_all(db)
    except OperationalError as fault:  # no room for a second copy, say; every minute would be too often to try
        why = faults.remedy(fault) or type(fault).__name__
        logger.error("the database could not be made anew to clear what was deleted; tomorrow again: %s", why)
        return
    with db.begin() as conn:
        rewrites.done(conn, planned, today + WEEK)


def _bit_by_bit(db: Engine, expire: Callable[..., int]) -> None:
    """Each bit in a transaction of its own."""
    while True:
        with db.begin() as conn:
            if expire(conn, most=ROWS) < ROWS:
                return


def _everybody(db: Engine) -> Iterator[list[bytes]]:
    """The ids of everybody, and of teams among them, a page at a time."""
    last = b""
    while True:
        with db.begin() as conn:
            page = identities.after(conn, last, AT_ONCE)
        if not page:
            return
        yield page
        last = page[-1]


def _forget_who_left(db: Engine, now: datetime) -> int:
    """Who stopped a month ago, or left without ever taking part, is forgotten as if they had asked for it."""
    forgotten = 0
    while True:
        with db.begin() as conn:
            gone = members.left_before(conn, now - AFTER_LEAVING, most=1)
            for person_id in gone:
                erase.shred_all_but_roles(conn, person_id, now)
        if not gone:
            return forgotten
        forgotten += _forget(db, gone, now)


def _note_absent(db: Engine, people: list[bytes], now: datetime) -> None:
    """Who was invited and left stays no longer than who took part and stopped."""
    with db.begin() as conn:
        members.note_absent(conn, people, now)


def _finish_forgetting(db: Engine, now: datetime) -> int:
    """An erasure that was cut off halfway: nobody is behind these ids any more, so what is left of them goes."""
    lost: list[bytes] = []
    for people in _everybody(db):
        with db.begin() as conn:
            lost += identities.without_address(conn, people)
        if len(lost) > MOST_CUT_OFF:
            logger.error("the key store lacks many people: put its newest copy back, or run: zetje restore")
            return 0
    return _forget(db, lost, now)


def _forget(db: Engine, people: list[bytes], now: datetime) -> int:
    for person_id in people:
        with db.begin() as conn:
            erase.forget(conn, person_id, now, audit.By.CLOCK)
    return len(people)


def _expire_own(db: Engine, people: list[bytes], today: date) -> None:
    """Their answers and closed commitments, as long as their author keeps them; and what they were asked and joined."""
    for months in JOURNAL_MONTHS:
        _bit_by_bit(db, partial(journal.expire, keep_months=months, before=months_before(today, months), of=people))
    for noun in (nudges, challenges):
        _bit_by_bit(db, partial(noun.expire, before=months_before(today, JOURNAL_MONTHS[0]), of=people))
    with db.begin() as conn:
        closed = commitments.with_closed_ones(conn, people)
    for person_id in closed:
        try:
            _drop_closed(db, person_id, today)
        except NoResultFound:  # who is being erased at this moment cannot be read any more, and holds up nobody
            continue
        except KeyFault as fault:  # nor does what is damaged
            logger.error("somebody's closed commitments stay, as they cannot be read: %s", fault)


def _drop_closed(db: Engine, person_id: bytes, today: date) -> None:
    with db.begin() as conn:
        member = next(iter(members.hold(conn, [person_id])), None)  # who opens one again at this moment keeps it
        oldest = months_before(today, member.keep_months if member else JOURNAL_MONTHS[0])
        for each in commitments.of(conn, person_id):
            if each.closed and each.closed < oldest:
                commitments.drop(conn, each.id)


def _expire_shared(db: Engine, today: date) -> None:
    """Labels, rosters and the log; and the rows of messages that went out."""
    oldest = months_before(today, KEPT_MONTHS)
    before = datetime.combine(oldest, time(0), UTC)
    for noun in (audit, reports, results):  # a label that is gone would seem to be taken out, while the log has it
        _bit_by_bit(db, partial(noun.expire, before=before))
    _bit_by_bit(db, partial(rosters.expire, before=str(Period.of_day(oldest))))
    sent = datetime.combine(months_before(today, SENT_MONTHS), time(0), UTC)
    _bit_by_bit(db, partial(deliveries.expire_rows, before=sent))
    with db.begin() as conn:
        unclear.expire(conn, f"{oldest:%Y-%m}")
        shortages.expire(conn, f"{oldest:%Y-%m}")
