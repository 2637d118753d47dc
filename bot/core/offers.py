"""Offers: what takes the place of the day's prompt, because somebody asked for it or joined it."""

from dataclasses import dataclass
from datetime import date

from bot.core.members import Past
from bot.core.periods import Period
from bot.core.prompts import Prompt
from bot.core.rhythms import Rhythm


@dataclass(frozen=True, slots=True)
class Window:
    """From its first day to its last. `any_day`: also on a working day that somebody's pace leaves free."""

    first: date
    last: date
    any_day: bool = False

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Offer:
    prompt: Prompt
    window: Window
    rhythm: Rhythm

    def is_due(self, day: date, seen: Past) -> bool:
        """Whether it comes on that day, given what came before."""
        if not self.window.covers(day):
            return False
        had = [on for on, prompt_id in seen if prompt_id == self.prompt.id and self.window.covers(on)]
        match self.rhythm:
            case Rhythm.ONCE:
                return not had
            case Rhythm.WEEKLY:
                return Period.of_day(day) not in map(Period.of_day, had)
            case Rhythm.DAILY:
                return True
