"""Rhythms: how often something comes within its days."""

from enum import StrEnum


class Rhythm(StrEnum):
    ONCE = "once"
    WEEKLY = "weekly"
    DAILY = "daily"
