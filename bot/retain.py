"""Retain: once a day, what has been kept long enough goes (disclosure-policy S4)."""

import logging
from datetime import UTC, date, datetime, time

from sqlalchemy import Engine

from bot import erase
from bot.core import periods, timing
from bot.core.periods import Period
from bot.core.retention import AFTER_LEAVING, JOURNAL_MONTHS, KEPT_MONTHS, SENT_MONTHS, months_before
from storage import (
    audit,
    commitments,
    deliveries,
    engine,
    identities,
    journal,
    members,
    nudges,
    reports,
    results,
    rosters,
    shortages,
    unclear,
)

logger = logging.getLogger(__name__)

AT_ONCE = 100
"""People in one transaction, so that nobody waits long for theirs."""
MOST_CUT_OFF = AT_ONCE
"""One erasure, or one round of the daily one, can be cut off. More is a key store that is too old."""


def sweep(db: Engine, now: datetime) -> int:
    """Takes away what is due by now. Doing it twice does no harm. Returns how many people were forgotten."""
    today = timing.local_day(now, periods.ZONE)
    forgotten = _finish_forgetting(db, now) + _forget_who_left(db, now)
    _expire_own(db, today)
    _expire_shared(db, today)
    if forgotten:
        engine.clear_free_pages(db)
    else:
        engine.clear_log(db)
    return forgotten


def _forget_who_left(db: Engine, now: datetime) -> int:
    """Who stopped a month ago is forgotten as if they had asked for it."""
    forgotten = 0
    while True:
        with db.begin() as conn:
            gone = members.left_before(conn, now - AFTER_LEAVING, AT_ONCE)
            for person_id in gone:
                erase.shred(conn, person_id)
        with db.begin() as conn:
            for person_id in gone:
                erase.forget(conn, person_id, now, audit.By.CLOCK)
        forgotten += len(gone)
        if not gone:
            return forgotten


def _finish_forgetting(db: Engine, now: datetime) -> int:
    """An erasure that was cut off halfway: nobody is behind these ids any more, so what is left of them goes."""
    with db.begin() as conn:
        lost = identities.without_address(conn, MOST_CUT_OFF + 1)
        if len(lost) > MOST_CUT_OFF:
            logger.error("the key store lacks many people: put its newest copy back, or run: zetje restore")
            return 0
        for person_id in lost:
            erase.forget(conn, person_id, now, audit.By.CLOCK)
    return len(lost)


def _expire_own(db: Engine, today: date) -> None:
    """Answers and closed commitments, each as long as their author keeps them."""
    with db.begin() as conn:
        for months in JOURNAL_MONTHS:
            journal.expire(conn, months, months_before(today, months))
        nudges.expire(conn, months_before(today, JOURNAL_MONTHS[0]))
        people = commitments.with_closed_ones(conn)
    for person_id in people:
        with db.begin() as conn:
            member = members.get(conn, person_id)
            oldest = months_before(today, member.keep_months if member else JOURNAL_MONTHS[0])
            for each in commitments.of(conn, person_id):
                if each.closed and each.closed < oldest:
                    commitments.drop(conn, each.id)


def _expire_shared(db: Engine, today: date) -> None:
    """Labels, rosters and the log; and the rows of messages that went out."""
    oldest = months_before(today, KEPT_MONTHS)
    before = datetime.combine(oldest, time(0), UTC)
    with db.begin() as conn:
        reports.expire(conn, before)
        results.expire(conn, before)
        rosters.expire(conn, str(Period.of_day(oldest)))
        unclear.expire(conn, f"{oldest:%Y-%m}")
        shortages.expire(conn, f"{oldest:%Y-%m}")
        audit.expire(conn, before)
        deliveries.expire_rows(conn, datetime.combine(months_before(today, SENT_MONTHS), time(0), UTC))
