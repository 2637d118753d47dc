"""Calendars: the days on which nobody works, and the weeks in which nothing comes but what somebody asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


def never(_: date) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Holidays:
    """Tells whether a day is a holiday; `quiet`, whether it lies in a quiet week (content-spec §4, Calendar)."""

    off: Callable[[date], bool]
    quiet: Callable[[date], bool] = never

    def __call__(self, day: date) -> bool:
        return self.off(day)
