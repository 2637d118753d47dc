"""From which day until which: days on which somebody is away."""

import re
from datetime import date, timedelta

from bot.dates.days import find_day
from bot.dates.outcomes import FURTHEST, LONGEST, Doubt, Found, Span
from bot.dates.rules import COUNT
from bot.dates.vocabulary import NUMBERS, UNITS, either

UNLIKELY = timedelta(days=120)
"""A longer absence is possible, but "3 tot 1 december" is more likely a slip: that is asked about."""
INCLUDED = re.compile(
    r"\s*(?:\b(?:tot en met|t/?m|through|thru|up to and including|until and including)\b|\s[-–]\s|–)\s*",
    re.IGNORECASE,
)
NOT_INCLUDED = re.compile(r"\s*\b(?:tot|until|till)\b\s*", re.IGNORECASE)
TO = re.compile(r"\s+(?:to|en|and)\s+", re.IGNORECASE)
FROM = re.compile(r"^\s*(?:van|vanaf|from|starting|tussen|between)\s+", re.IGNORECASE)
LENGTH = re.compile(rf"\b(?P<count>{COUNT}) (?P<unit>{either(tuple(UNITS))})\b", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:over|in|binnen|within)\s+$", re.IGNORECASE)
THIS_WEEK = re.compile(
    r"\b(?:(?:de )?rest van (?:de|deze) week|(?:the )?rest of (?:the|this) week|deze week|this week)\b", re.IGNORECASE
)
NEXT_WEEK = re.compile(
    r"^\s*(?:de hele |heel |all |all of |the whole of )?(?:volgende week|next week)\s*$", re.IGNORECASE
)


def find_span(text: str, today: date) -> Span | Doubt:
    """`tot vrijdag` and `until Friday` end before that day; `t/m`, `through`, and `from … to …` include it."""
    text = text[:LONGEST].strip()
    for separator, included in ((INCLUDED, True), (NOT_INCLUDED, False), (TO, True)):
        match = separator.search(text)
        if match and (separator is not TO or FROM.match(text)):
            return _between(text[: match.start()], text[match.end() :], today, included=included)
    return _checked(_alone(text, today), today)


def _between(left: str, right: str, today: date, *, included: bool) -> Span | Doubt:
    """From today where nothing is said before the word that separates."""
    left = FROM.sub("", left).strip()
    first = _start(left, right, today)
    if isinstance(first, Doubt):
        return first
    # The end is looked for from the start on: "24-12 t/m 3-1", "maandag tot donderdag".
    last = find_day(right, first if left else today)
    if isinstance(last, Doubt):
        return last if last is not Doubt.NONE_FOUND else Doubt.UNCLEAR
    end = last.day if included else last.day - timedelta(days=1)
    return _checked(Span(first, end), today)


def _start(left: str, right: str, today: date) -> date | Doubt:
    if not left:
        return today
    if re.fullmatch(r"\d{1,2}", left):  # 24 t/m 28 december
        end = find_day(right, today)
        if isinstance(end, Doubt) or not 1 <= int(left) <= end.day.day:
            return Doubt.UNCLEAR
        return end.day.replace(day=int(left))
    found = find_day(left, today)
    if isinstance(found, Found):
        return found.day
    return Doubt.UNCLEAR if found is Doubt.NONE_FOUND else found


def _alone(text: str, today: date) -> Span | Doubt:
    sunday = today + timedelta(days=7 - today.isoweekday())
    if NEXT_WEEK.match(text):
        return Span(sunday + timedelta(days=1), sunday + timedelta(days=7))
    if THIS_WEEK.search(text):
        return Span(today, sunday)
    length = LENGTH.search(text)
    if length and not AHEAD.search(text[: length.start()]):
        return _of_length(text[: length.start()] + text[length.end() :], length, today)
    found = find_day(text, today)
    if isinstance(found, Doubt):
        return found
    return Doubt.UNCLEAR if FROM.match(text) else Span(found.day, found.day)  # from when is known, until when is not


def _of_length(rest: str, length: re.Match[str], today: date) -> Span | Doubt:
    """Drie dagen, vanaf maandag een week."""
    count = length["count"].lower()
    number = int(count) if count.isdecimal() else NUMBERS[count]
    found = find_day(rest, today)
    if isinstance(found, Doubt) and found is not Doubt.NONE_FOUND:
        return found
    first = found.day if isinstance(found, Found) else today
    return Span(first, first + timedelta(days=max(number, 1) * UNITS[length["unit"].lower()] - 1))


def _checked(span: Span | Doubt, today: date) -> Span | Doubt:
    if isinstance(span, Doubt):
        return span
    if span.last < today:
        return Doubt.PAST
    if span.last < span.first:
        return Doubt.UNCLEAR
    if span.last - today > FURTHEST:
        return Doubt.TOO_FAR
    return Doubt.UNCLEAR if span.last - span.first > UNLIKELY else span
