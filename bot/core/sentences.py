"""Sentences: a team's recipe in one sentence, chosen in the last active week of its year (content-spec S7)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.periods import Period

EVERY = 46
"""Active weeks in a year: all but the quiet ones (content-spec §4, Calendar)."""
MOST_CHARACTERS = 140


@dataclass(frozen=True, slots=True)
class Sentence:
    """`writer` wrote it down for the team; None once that person was forgotten."""

    id: bytes
    team_id: bytes
    text: str
    writer: bytes | None
    written: datetime


def is_asked_for(week: Period, started: Period, quiet: Callable[[date], bool]) -> bool:
    """Whether this is the week in which a team that started then chooses its sentence.

    Days on which a team itself is closed count all the same: those that are long over are not kept.
    """
    weeks = week.number - started.number
    if weeks < EVERY or quiet(week.monday):
        return False
    active = 1 + sum(not quiet(each.monday) for each in week.before(weeks - 1))
    return active % EVERY == 0
