"""The one day that some words speak of, looking forward from today."""

import re
from collections.abc import Iterator
from datetime import date

from bot.dates.outcomes import FURTHEST, LONGEST, Doubt, Found
from bot.dates.readings import Meaning
from bot.dates.rules import RULES


def find_day(text: str, today: date) -> Found | Doubt:
    """Days and months are read in both languages; 12/5 is 12 May in both, as everywhere around here.

    A weekday is the first one after today.
    """
    text = text[:LONGEST]
    spans, meanings = [], []
    for start, end, meaning in _meanings(text, today):
        spans.append((start, end))
        meanings.append(meaning)
    doubts = [each for each in meanings if isinstance(each, Doubt)]
    days = {each for each in meanings if isinstance(each, date)}
    if not meanings:
        return Doubt.NONE_FOUND
    if len(days) + len(set(doubts)) > 1:
        return Doubt.UNCLEAR
    return doubts[0] if doubts else _in_reach(days.pop(), today, _without(text, spans))


def _meanings(text: str, today: date) -> Iterator[tuple[int, int, Meaning]]:
    """What each part of the text says; the first rule that reads a part keeps it."""
    taken: list[tuple[int, int]] = []
    for pattern, read in RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < until and begin < end for begin, until in taken):
                continue
            meaning = read(match, today)
            if meaning is not None:
                taken.append((start, end))
                yield start, end, meaning


def _in_reach(day: date, today: date, rest: str) -> Found | Doubt:
    if day < today:
        return Doubt.PAST
    return Doubt.TOO_FAR if day - today > FURTHEST else Found(day, rest)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        before = re.sub(
            r"\s*\b(?:op|on|uiterlijk|voor|by|before|tegen|vanaf)\s*$", "", text[:start], flags=re.IGNORECASE
        )
        text = f"{before.rstrip()} {text[end:].lstrip()}"
    return re.sub(r"\s+([,.;])", r"\1", " ".join(text.split())).strip(" ,;")
