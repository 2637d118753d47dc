"""The first week: something tiny, a story, a day of nothing, and the question whether it suits (content-spec S8)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import islice

from bot.core import slots
from bot.core.offers import Window
from bot.core.prompts import Asks
from bot.core.slots import Slot

TINY_MINUTES = 2
FULL_PACE = 4
"""From so many messages a week on, a day without one is a rest; who chose fewer has rest enough."""
QUESTION_DAY = 5
LONGEST = timedelta(days=28)
"""Within so many days the first week is over, for who works two days a week too."""
TWO_WEEKS = timedelta(days=11)
"""From a Monday to the Friday of the week after."""
PATIENCE = timedelta(days=14)
"""How much later a question may still come, when other things go first."""
OVER = LONGEST + PATIENCE + timedelta(days=2)
"""After so many days, in any zone, none of this comes any more."""


def is_long_over(since: datetime, day: date) -> bool:
    """Whether nothing of the first weeks comes on that day any more, wherever they are; most people are that far."""
    return day - since.date() > OVER


def number(joined: date, day: date, works: Callable[[date], bool]) -> int:
    """Which of their own working days that is; the day somebody joined is the first, and the invitation its message."""
    return 1 + sum(works(joined + timedelta(days=each)) for each in range(1, (day - joined).days + 1))


def shaped(slot: Slot, number: int, pace: int) -> Slot | None:
    """What that own working day is for instead."""
    match number:
        case 2:
            return Slot(slots.DEED, most_minutes=TINY_MINUTES)
        case 3:
            return Slot(slots.SCENE)
        case 4 if pace >= FULL_PACE:
            return None
        case _:
            return slot


def questions(joined: date, works: Callable[[date], bool]) -> dict[Asks, Window]:
    """Whether it suits, on the fifth own working day; and two weeks in, how often."""
    days = (joined + timedelta(days=each) for each in range(1, LONGEST.days))
    fifth = next(islice((day for day in days if works(day)), QUESTION_DAY - 2, None), joined + LONGEST)
    starts = {Asks.FITS: fifth, Asks.PACE: joined + TWO_WEEKS}
    return {asks: Window(first, first + PATIENCE) for asks, first in starts.items()}
