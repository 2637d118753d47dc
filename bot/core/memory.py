"""Memory: what somebody was asked before, and what may therefore come again (content-spec S2-S4, S7)."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
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
LATELY = timedelta(weeks=4)
"""What came longer ago than this is far enough for both."""
RATING_DAYS = 40
"""Eight weeks of working days between two times the same rating (content-spec §3)."""

PHASES = {"start": 8, "bouwen": 32}
"""The week in which each part of the year ends; what is left is for keeping it up (S7)."""
START_MINUTES = 3
"""What comes in the first part takes no longer."""

OWN_SHARE = 5
"""One in so many nudges comes from the team itself, while it has something new (content-spec, rule 11)."""

_DAY = itemgetter(0)


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
        lately = [(on, library.by_id[prompt_id]) for on, prompt_id in after(known, day - LATELY)]
        self.families = {prompt.family: on for on, prompt in lately}
        self.cases = {prompt.case: on for on, prompt in lately if prompt.case}
        last = [library.by_id[prompt_id] for _, prompt_id in known[-(OWN_SHARE - 1) :]]
        self.wants_own = not any(prompt.is_own for prompt in last)
        self.last_two = [prompt.kind for prompt in last[-2:]]
        self.phase = _phase(len({_week(on) for on, _ in known} - {_week(day)}))

    def last_asked(self, prompt: Prompt) -> date:
        return self.asked.get(prompt.id, date.min)

    def allows(self, prompt: Prompt) -> bool:
        if prompt.measures:
            # The weekly question itself, four weeks apart by its rotation (R9), but only once a week: somebody who
            # changes their working days may come to a second last day.
            asked = self.asked.get(prompt.id)
            return asked is None or Period.of_day(asked) != Period.of_day(self.day)
        return (
            self._is_new(prompt)
            and self._is_light(prompt)
            and self._long_ago(self.families.get(prompt.family), FAMILY_DAYS)
            and self._long_ago(self.cases.get(prompt.case) if prompt.case else None, CASE_DAYS)
            and self.last_two != [prompt.kind, prompt.kind]
        )

    def _is_new(self, prompt: Prompt) -> bool:
        on = self.asked.get(prompt.id)
        if prompt.kind is Kind.RATING:
            return self._long_ago(on, RATING_DAYS)
        return on is None or self.day - on >= ONCE_IN

    def _is_light(self, prompt: Prompt) -> bool:
        """In the first part of the year; what colleagues wrote for each other is welcome from the first day."""
        return self.phase != "start" or prompt.is_own or prompt.effort_min <= START_MINUTES

    def _long_ago(self, on: date | None, days: int) -> bool:
        return on is None or _working_days(on, self.day) >= days


def _week(day: date) -> int:
    return (day.toordinal() - 1) // 7  # the first day of Python's calendar was a Monday


def _phase(weeks: int) -> str:
    """How far somebody is in their year, by the weeks in which they were asked something (S7)."""
    return next((phase for phase, until in PHASES.items() if weeks < until), "vasthouden")


def _working_days(start: date, end: date) -> int:
    """Mondays to Fridays after `start`, up to and including `end`."""
    return _weekdays_until(end) - _weekdays_until(start)


def _weekdays_until(day: date) -> int:
    weeks, rest = divmod(day.toordinal(), 7)  # (as above)
    return weeks * 5 + min(rest, 5)
