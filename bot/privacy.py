"""Privacy: what is stored now, what holds, and whether the log is whole; for who has to answer for it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from bot.core import cells, disclosure, periods, retention, timing
from bot.core.parameters import Parameters
from bot.core.periods import Period, Question
from storage import amendments, audit, reports, survey
from storage.audit import Entry
from storage.survey import Stored

LATEST = 10
KEPT = {
    "journal": retention.JOURNAL_MONTHS[0],
    "nudges": retention.JOURNAL_MONTHS[0],
    "reports": retention.KEPT_MONTHS,
    "results": retention.KEPT_MONTHS,
    "rosters": retention.KEPT_MONTHS,
    "team_cells": retention.KEPT_MONTHS,
    "audit": retention.KEPT_MONTHS,
    "deliveries": retention.SENT_MONTHS,
}
"""Months until the oldest of a table goes; own answers may go sooner, as everybody chooses."""


@dataclass(frozen=True, slots=True)
class Account:
    """`broken_at`: the first entry of the log that does not fit the one before it; None while the chain holds.

    `changed`: weeks whose labels are not as they were frozen.
    """

    stored: tuple[Stored, ...]
    parameters: dict[str, str]
    next_deletions: dict[str, date]
    entries: tuple[Entry, ...]
    broken_at: int | None
    changed: tuple[str, ...]


def account(db: Engine, now: datetime) -> Account:
    today = timing.local_day(now, periods.ZONE)
    with db.begin() as conn:
        stored = tuple(survey.look(conn))
        entries, broken_at = tuple(audit.latest(conn, LATEST)), audit.broken_at(conn)
        changed = tuple(period for period, labels in audit.frozen(conn) if reports.digest(conn, period) != labels)
        holds = parameters(amendments.in_force(conn, str(Period.of(now))))
        ballots = survey.next_ballots(conn)
    oldest = {each.table: each.oldest for each in stored if each.oldest}
    deletions = {"vault.ballots": ballots} | {name: _due(oldest.get(name), months) for name, months in KEPT.items()}
    known = {name: max(day, today) for name, day in deletions.items() if day}
    return Account(stored, holds, known, entries, broken_at, changed)


def parameters(holds: Parameters) -> dict[str, str]:
    """What holds, in words; docs/privacy.md has the same table."""
    months = ", ".join(map(str, retention.JOURNAL_MONTHS))
    return {
        "smallest group with a label (k)": str(holds.k),
        "smallest group in a holiday week": str(disclosure.threshold(holds.k, holiday=True)),
        "teams whose guests count": str(len(holds.guests)),
        "rotation of the questions": ", ".join(Question),
        "weeks a team keeps its group": str(cells.QUARTER_WEEKS),
        "weeks between two labels about one question": str(cells.SPACING_WEEKS),
        "groups with a label before they are added up": str(cells.ENOUGH_CELLS),
        "months that own answers stay (one may choose less)": months,
        "months that questions asked, and challenges joined, stay": str(retention.JOURNAL_MONTHS[0]),
        "days after stopping, or leaving without ever taking part, until somebody is forgotten": str(
            retention.AFTER_LEAVING.days
        ),
        "months that labels, rosters and the log stay": str(retention.KEPT_MONTHS),
        "months that rows of sent messages stay": str(retention.SENT_MONTHS),
    }


def _due(oldest: date | None, months: int) -> date | None:
    """The day on which the oldest of it is older than that."""
    return retention.months_after(oldest, months) if oldest else None
