"""Broadcasts: one message of a coach to teams, in their channels or to each of their people."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONGEST = 2_000
"""Characters: fits in one section of a message, escaped."""
EARLIEST_ZONE = ZoneInfo("Pacific/Kiritimati")
"""Where a local hour comes first on earth."""


class State(StrEnum):
    """SPREAD: every recipient has their own row in the outbox; while it is PLANNED some may have theirs already."""

    DRAFT = "draft"
    PLANNED = "planned"
    SPREAD = "spread"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """What its coach sees of it; how many got it is not theirs to see ("5 sent" in a team of six names somebody)."""

    DRAFT = "draft"
    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`day` and `at` are local for whoever receives it; channels are on Amsterdam's clock."""

    id: bytes
    text: str
    to_members: bool
    day: date
    at: time
    teams: tuple[bytes, ...]
    state: State = State.DRAFT

    @property
    def spreads_at(self) -> datetime:
        """When the first person on earth could have to get it."""
        return datetime.combine(self.day, self.at, EARLIEST_ZONE)

    def in_zone(self, zone: ZoneInfo) -> datetime:
        return datetime.combine(self.day, self.at, zone)


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_TEAM = "no_team"
    OVER = "over"
    TOO_FAR = "too_far"


FURTHEST = timedelta(days=180)


def check(broadcast: Broadcast, now: datetime, zone: ZoneInfo) -> Fault | None:
    """`zone` is the coach's own clock: what is over there is over."""
    at = broadcast.in_zone(zone)
    faults = {
        Fault.EMPTY: not broadcast.text,
        Fault.TOO_LONG: len(broadcast.text) > LONGEST,
        Fault.NO_TEAM: not broadcast.teams,
        Fault.OVER: at < now,
        Fault.TOO_FAR: at > now + FURTHEST,
    }
    return next((fault for fault, holds in faults.items() if holds), None)
