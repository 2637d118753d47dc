"""A member: somebody who takes part, in their own rhythm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from bot.core.prompts import Locale, Role, Theme
from bot.core.retention import JOURNAL_MONTHS

QUIET_FROM, QUIET_UNTIL = time(19, 0), time(7, 0)
"""Local hours in which nothing comes that was not asked for, until somebody chooses their own."""


class Standing(StrEnum):
    """Where somebody stands; only ACTIVE members get nudges, ACTIVE and PAUSED ones are on the roster."""

    INVITED = "invited"
    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When somebody wants to hear from us: local wall-clock times, ISO weekdays (1 is Monday), nudges a week.

    Nothing unasked comes from `quiet_from` until `quiet_until`, which may lie on the next day.
    """

    zone: ZoneInfo
    workdays: frozenset[int]
    morning: time
    afternoon: time
    pace: int
    quiet_from: time = QUIET_FROM
    quiet_until: time = QUIET_UNTIL

    def is_quiet(self, at: time) -> bool:
        """Whether that local time falls in the quiet hours; two equal ends mean that there are none."""
        return is_between(at, self.quiet_from, self.quiet_until)


def is_between(at: time, start: time, end: time) -> bool:
    """Whether a local time lies from `start` up to `end`, which may be on the next day."""
    return start <= at < end if start <= end else at >= start or at < end


@dataclass(frozen=True, slots=True, order=True)
class Absence:
    """Local days on which somebody is away, the first and the last one included."""

    first: date
    last: date

    @classmethod
    def parse(cls, interval: str) -> Self:
        """Reads an ISO interval, "2026-12-24/2027-01-03". Raises ValueError."""
        first, _, last = interval.partition("/")
        return cls(date.fromisoformat(first), date.fromisoformat(last))

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: Self) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Member:
    id: bytes
    team_id: bytes
    standing: Standing
    locale: Locale
    role: Role | None
    rhythm: Rhythm
    since: datetime | None
    """The moment they opted in; None before that."""
    left: datetime | None = None
    hinted: bool = False
    """Whether they heard once that a modal keeps text out of Slack's archive (disclosure-policy R17)."""
    absences: tuple[Absence, ...] = ()
    focus: frozenset[Theme] = frozenset()
    """Themes they would like to hear about more often."""
    unanswered: int = 0
    """Messages in a row that they gave no sign of life to (content-spec §4, silence)."""
    own_zone: bool = False
    own_locale: bool = False
    """Whether they chose these themselves; what their chat profile says then counts no longer."""
    home_since: date | None = None
    """When they last chose their home team themselves (disclosure-policy R7)."""
    keep_months: int = JOURNAL_MONTHS[0]
    """How long their own answers stay readable for them; they may choose less (disclosure-policy S4)."""
    one_to_one: date | None = None
    """Their next talk with their manager, for who wants its questions the day before."""
    guest: bool = False
    """Of the workspace: they count only in a team that allows it (disclosure-policy R6)."""

    @property
    def takes_part(self) -> bool:
        """Now, in whatever rhythm, or with a pause."""
        return self.standing in (Standing.ACTIVE, Standing.PAUSED)

    def is_away(self, day: date) -> bool:
        return bool(self.absences) and any(absence.covers(day) for absence in self.absences)


class Seen(NamedTuple):
    """One nudge from the past: all the choice of the next one needs to know about it."""

    day: date
    prompt_id: str


Past = Sequence[tuple[date, str]]
"""What came before, the oldest first: each a Seen, or the bare pair, which costs a tenth when there are hundreds."""
