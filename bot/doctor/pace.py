"""The pace: whether everybody who wants the same hour can have their message while it is welcome."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.config import Config
from bot.core import pacing, timing
from bot.doctor.findings import Finding, Findings, warning
from bot.doctor.store import Opened
from storage import alarms

A_DAY = timedelta(days=1)


def crowds(config: Config, opened: Opened | None, now: datetime) -> Findings:
    """Looks at the coming day."""
    if opened:
        with opened.db.begin() as conn:
            wanted = dict(alarms.crowds(conn, now, now + A_DAY, least=0))
        found = too_many(wanted, config.messages_per_minute)
        if found:
            yield found


def too_many(wanted: Mapping[datetime, int], per_minute: int) -> Finding | None:
    """`wanted`: how many want their message at each moment of a day."""
    left = pacing.left_out(wanted, per_minute, timing.LATE_AFTER)
    if not left:
        return None
    people, hours = sum(wanted.values()), timing.LATE_AFTER // timedelta(hours=1)
    return warning(
        "pace",
        f"{left:,} of {people:,} people will not get their nudge that day: too many want the same hour, and at "
        f"{per_minute} messages a minute theirs would come more than {hours} hours late.",
        "Ask teams to choose other hours (/zetje rhythm), or raise ZETJE_MESSAGES_PER_MINUTE if Slack lets you send "
        "more.",
    )
