"""Slots: what a working day is for, by somebody's pace and the number of the week (content-spec §3 and §4)."""

from dataclasses import dataclass
from functools import lru_cache

from bot.core.periods import Period, Question
from bot.core.prompts import Dimension, Kind, Prompt, Theme

AFTERNOON_KINDS = {Kind.REFLECTION, Kind.RATING}
"""Looking back is for the afternoon, doing for the morning (content-spec §4)."""

DEED = (Kind.ACTION, Kind.HELP, Kind.STORY, Kind.REFLECTION)
SCENE = (Kind.STORY, Kind.REFLECTION, Kind.ACTION)
LOOK_BACK = (Kind.REFLECTION, Kind.STORY, Kind.ACTION, Kind.RATING)
ASK = (Kind.HELP, Kind.ACTION, Kind.REFLECTION)
CHECK = (Kind.RATING, Kind.REFLECTION, Kind.ACTION)

WEEKS: dict[int, tuple[tuple[Kind, ...], ...]] = {
    5: (DEED, SCENE, LOOK_BACK, ASK, CHECK),
    4: (DEED, SCENE, ASK, CHECK),
    3: (DEED, SCENE, ASK),
    2: (DEED, SCENE),
    1: (DEED,),
}
"""By the number of nudges in the week: the kinds of each, the preferred one first, so that every slot can be filled."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What one working day is for. `measures` asks for the shared rating of that dimension and nothing else."""

    kinds: tuple[Kind, ...]
    measures: Dimension | None = None
    most_minutes: int | None = None

    @property
    def in_afternoon(self) -> bool:
        """The hour goes with the first kind, so that it is known before a prompt is chosen."""
        return self.kinds[0] in AFTERNOON_KINDS

    def clashes(self, prompt: Prompt) -> bool:
        """Nobody can call before lunch at half past three, or look back on a day that just began.

        What colleagues wrote for each other is welcome however long it takes.
        """
        if self.most_minutes and prompt.effort_min > self.most_minutes and not prompt.is_own:
            return True
        if self.in_afternoon:
            return prompt.moment == "begin-dag"
        return prompt.moment == "einde-dag" and prompt.kind in AFTERNOON_KINDS


@lru_cache(maxsize=1000)  # the same for many
def slot_of(position: int, workdays: int, pace: int, period: Period) -> Slot | None:
    """The slot of the `position`-th of somebody's own working days in a week; None when their pace leaves it free.

    In a week whose question is a rating everybody is offered that rating on their last working day, whatever their pace
    (disclosure-policy R4a); it takes the place of the week's last nudge.
    """
    nudges = min(pace, workdays, max(WEEKS))
    places = [(2 * index + 1) * workdays // (2 * nudges) for index in range(nudges)]
    rated = period.question is not Question.ACTION
    if rated:
        places[-1] = workdays - 1
    if position not in places:
        return None
    index = places.index(position)
    if rated and position == workdays - 1:
        return Slot((Kind.RATING,), Dimension(period.question.value))
    return Slot(_week_of(nudges, period)[index])


def _week_of(nudges: int, period: Period) -> tuple[tuple[Kind, ...], ...]:
    """What the number of the week makes of it: a slow week has no room for everything.

    A case comes at least every other week (content-spec, rule 10). Every second time that a theme comes there is one
    more deed, so that deeds are 45 % for who makes no commitments too (content-spec §3).
    """
    odd, does_more = period.number % 2, (period.number // 2 + period.number // len(Theme)) % 2
    if nudges == 5 and does_more:
        return (DEED, SCENE, DEED, ASK, CHECK)
    if nudges == 3 and odd:
        return (DEED, DEED if does_more else LOOK_BACK, CHECK)
    if nudges == 2 and not odd and period.question is not Question.ACTION:
        return (SCENE, CHECK)
    return WEEKS[nudges]
