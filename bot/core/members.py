"""A member: somebody who takes part, in their own rhythm."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.core.prompts import Locale, Role


class Standing(StrEnum):
    """Where somebody stands; only ACTIVE members get nudges, ACTIVE and PAUSED ones are on the roster."""

    INVITED = "invited"
    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When somebody wants to hear from us: local wall-clock times, ISO weekdays (1 is Monday), nudges a week."""

    zone: ZoneInfo
    workdays: frozenset[int]
    morning: time
    afternoon: time
    pace: int


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


@dataclass(frozen=True, slots=True)
class Seen:
    """One nudge from the past: all the choice of the next one needs to know about it."""

    day: date
    prompt_id: str
