"""A finding: what was looked at, how it is, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

Findings = Iterator["Finding"]


class Level(StrEnum):
    """`warning`: it works, and somebody should look. `problem`: it does not work."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    check: str
    level: Level
    says: str
    remedy: str = ""


def ok(check: str, says: str) -> Finding:
    return Finding(check, Level.OK, says)


def warning(check: str, says: str, remedy: str) -> Finding:
    return Finding(check, Level.WARNING, says, remedy)


def problem(check: str, says: str, remedy: str = "") -> Finding:
    return Finding(check, Level.PROBLEM, says, remedy)
