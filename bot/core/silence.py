"""Silence slows the bot down, until it says goodbye; any sign of life restores the chosen pace (content-spec §4)."""

PACES = (5, 3, 2, 1)
"""Nudges a week, the steps that a pace goes down."""
ONE_STEP, ONCE_A_WEEK, GOODBYE = 3, 6, 10
"""Unanswered messages in a row after which the pace drops a step, becomes weekly, and the bot stops."""


def pace_now(chosen: int, unanswered: int) -> int:
    """Nudges a week, after so many unanswered in a row."""
    if unanswered >= ONCE_A_WEEK:
        return min(chosen, PACES[-1])
    if unanswered >= ONE_STEP:
        return next((pace for pace in PACES if pace < chosen), PACES[-1])
    return chosen


def says_goodbye(unanswered: int) -> bool:
    return unanswered >= GOODBYE
