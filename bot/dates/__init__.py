"""Dates as people write them, in Dutch and English. What is doubtful is asked about and never guessed."""

from bot.dates.days import find_day
from bot.dates.outcomes import Doubt, Found, Span
from bot.dates.spans import find_span

__all__ = ["Doubt", "Found", "Span", "find_day", "find_span"]
