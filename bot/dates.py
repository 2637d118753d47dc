"""Placeholder until the grammar of dates is written (its author replaces this file)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.core.prompts import Locale


class Doubt(StrEnum):
    NONE_FOUND = "none_found"
    UNCLEAR = "unclear"
    PAST = "past"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class Found:
    day: date
    rest: str


@dataclass(frozen=True, slots=True)
class Span:
    first: date
    last: date


def find_day(text: str, today: date, locale: Locale) -> Found | Doubt:
    if "vrijdag" in text or "Friday" in text:
        days = (5 - today.isoweekday()) % 7 or 7
        return Found(today + timedelta(days=days), text.replace(" vrijdag", "").replace(" Friday", ""))
    return Doubt.NONE_FOUND


def find_span(text: str, today: date, locale: Locale) -> Span | Doubt:
    found = find_day(text, today, locale)
    return Span(today, found.day - timedelta(days=1)) if isinstance(found, Found) else Doubt.NONE_FOUND
