"""Memory: what somebody was asked before, and what may therefore come again (content-spec S2-S4, S7)."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter

from bot.core.members import Past
from bot.core.periods import Period
from bot.core.prompts import Kind, Library, Prompt

ONCE_IN = timedelta(days=365)
"""Nothing but a rating, whose words stay the same to show a trend, comes a second time within a year (S2)."""
FAMILY_DAYS = 20
"""Working days between two prompts of one family (S3)."""
CASE_DAYS = 3
"""Working days between two prompts about one citizen case (S4)."""
RATING_DAYS = 40
"""Eight weeks of working days between two times the same rating (content-spec §3)."""

PHASES = {"start": 8, "bouwen": 32}
"""The week in which each part of the year ends; what is left is for keeping it up (S7)."""

OWN_SHARE = 5
"""One in so many nudges comes from the team itself, while it has something new (content-spec, rule 11)."""

_DAY = itemgetter(0)
_MONDAY = date.min.toordinal()  # the first day of Python's calendar


def after(seen: Past, day: date) -> Past:
    """What came later than that day."""
    return seen[bisect_right(seen, day, key=_DAY) :]


def asked_on(seen: Past, day: date) -> bool:
    """Whether anything came on that day."""
    place = bisect_left(seen, day, key=_DAY)
    return place < len(seen) and seen[place][0] == day


class Memory:
    """What somebody was asked before, as the rules look at it."""

    def __init__(self, library: Library, seen: Past, day: date) -> None:
        self.day = day
        known = [each for each in seen if each[1] in library.by_id]
        self.asked = {prompt_id: on for on, prompt_id in known}
        self.of_this_year = {prompt_id for _, prompt_id in after(known, day - ONCE_IN)}
        self.ratings = {prompt_id for _, prompt_id in after(known, _back(day, RATING_DAYS))}
        self.families = {library.by_id[prompt_id].family for _, prompt_id in after(known, _back(day, FAMILY_DAYS))}
        self.cases = {library.by_id[prompt_id].case for _, prompt_id in after(known, _back(day, CASE_DAYS))}
        last = [library.by_id[prompt_id] for _, prompt_id in known[-(OWN_SHARE - 1) :]]
        self.wants_own = not any(prompt.is_own for prompt in last)
        self.last_two = [prompt.kind for prompt in last[-2:]]
        weeks = {(on.toordinal() - _MONDAY) // 7 for on, _ in known} - {(day.toordinal() - _MONDAY) // 7}
        self.phase = _phase(len(weeks))

    def last_asked(self, prompt: Prompt) -> date:
        return self.asked.get(prompt.id, date.min)

    def allows(self, prompt: Prompt) -> bool:
        if prompt.measures:
            # The weekly question itself, four weeks apart by its rotation (R9), but only once a week: somebody who
            # changes their working days may come to a second last day.
            asked = self.asked.get(prompt.id)
            return asked is None or Period.of_day(asked) != Period.of_day(self.day)
        return (
            prompt.id not in (self.ratings if prompt.kind is Kind.RATING else self.of_this_year)
            and prompt.family not in self.families
            and (prompt.case is None or prompt.case not in self.cases)
            and self.last_two != [prompt.kind, prompt.kind]
        )


def _phase(weeks: int) -> str:
    """How far somebody is in their year, by the weeks in which they were asked something (S7)."""
    return next((phase for phase, until in PHASES.items() if weeks < until), "vasthouden")


@lru_cache(maxsize=100)  # the same for everybody
def _back(day: date, working_days: int) -> date:
    """The last day with so many Mondays to Fridays after it, up to and including `day`."""
    while working_days:
        working_days -= day.isoweekday() <= 5
        day -= timedelta(days=1)
    return day
