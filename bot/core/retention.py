"""Retention: how long what is kept (disclosure-policy S4)."""

from datetime import date, timedelta

JOURNAL_MONTHS = (12, 6, 3)
"""Own answers and closed commitments; the first is what everybody begins with, and nobody can choose more."""
BALLOTS = timedelta(days=7)
"""Ballots after the freeze, and with them their key (S2)."""
AFTER_LEAVING = timedelta(days=30)
"""Then everything of somebody who stopped goes, as if they had erased it themselves."""
KEPT_MONTHS = 24
"""Labels, results, rosters, and the audit log."""
SENT_MONTHS = 12
"""Rows of messages that went out; without their words, which are not in them."""


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(years, month + 1, 1)
    following = date(years + (month == 11), (month + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (following - first).days) - 1)


def months_after(day: date, months: int) -> date:
    return months_before(day, -months)
