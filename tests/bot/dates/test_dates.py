"""Natural dates: understood as people mean them, or asked about; never guessed wrong."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dates import Doubt, Found, Span, find_day, find_span
from tests.bot.dates import phrases
from tests.bot.dates.phrases import WEDNESDAY, Phrase

WORDS = sorted(
    {word for text, _, _ in (*phrases.NL, *phrases.EN, *phrases.SPANS_NL, *phrases.SPANS_EN) for word in text.split()}
)
TODAYS = st.dates(date(2026, 1, 1), date(2099, 12, 31))
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))


def day_of(text: str, today: date) -> str:
    found = find_day(text, today)
    return found.day.isoformat() if isinstance(found, Found) else found.value


def span_of(text: str, today: date) -> str:
    found = find_span(text, today)
    return f"{found.first}/{found.last}" if isinstance(found, Span) else found.value


@pytest.mark.parametrize(("text", "today", "meant"), [*phrases.NL, *phrases.EN])
def test_the_day_that_is_meant(text: str, today: date, meant: str) -> None:
    assert day_of(text, today) == meant
    assert day_of(text.upper(), today) == meant


@pytest.mark.parametrize(("text", "today", "meant"), [*phrases.SPANS_NL, *phrases.SPANS_EN])
def test_the_days_that_are_meant(text: str, today: date, meant: str) -> None:
    assert span_of(text, today) == meant


@pytest.mark.parametrize("table", [phrases.NEW_NL, phrases.NEW_EN], ids=["nl", "en"])
def test_of_what_was_not_seen_before_nothing_is_wrong_and_most_is_understood(table: list[Phrase]) -> None:
    said = [(text, day_of(text, today), meant) for text, today, meant in table]
    wrong = [each for each in said if re.match(r"\d", each[1]) and each[1] != each[2]]
    assert wrong == []
    clear = [each for each in said if re.match(r"\d", each[2])]
    assert sum(got == meant for _, got, meant in clear) >= 0.8 * len(clear)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("dan bel ik de inwoner vrijdag", "dan bel ik de inwoner"),
        ("als ik vastzit, dan vraag ik Bram op vrijdag 4 december.", "als ik vastzit, dan vraag ik Bram"),
        ("vrijdag bel ik de inwoner", "bel ik de inwoner"),
        ("if I am stuck, then by Friday I ask Bram", "if I am stuck, then I ask Bram"),
        ("als ik morgen 🙂 vastzit, dan vraag ik Bram", "als ik 🙂 vastzit, dan vraag ik Bram"),
    ],
)
def test_what_is_left_reads_as_before(text: str, rest: str) -> None:
    found = find_day(text, WEDNESDAY)
    assert isinstance(found, Found)
    assert found.rest == rest


@settings(max_examples=400, deadline=None)
@given(TEXTS, TODAYS)
def test_any_text_gives_a_day_ahead_or_a_doubt(text: str, today: date) -> None:
    found = find_day(text, today)
    assert isinstance(found, Doubt) or today <= found.day <= today + timedelta(days=365)


@settings(max_examples=400, deadline=None)
@given(TEXTS, TODAYS)
def test_any_text_gives_days_in_order_or_a_doubt(text: str, today: date) -> None:
    found = find_span(text, today)
    if isinstance(found, Span):
        assert found.first <= found.last
        assert today <= found.last
        assert found.last - found.first <= timedelta(days=365)


@settings(max_examples=200, deadline=None)
@given(TODAYS, st.integers(1, 364))
def test_every_date_in_reach_is_read_back_in_every_way_it_is_written(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    short = f"{day.day}/{day.month}"
    ways = [day.isoformat(), f"{day.day}-{day.month}-{day.year}", f"{day.day}-{day.month}", f"{day:%B} {day.day}"]
    for text in ways if short == "24/7" else [*ways, short]:  # who writes 24/7 does not mean 24 July
        assert day_of(text, today) == day.isoformat()


@pytest.mark.parametrize(
    "text", ["1" * 10_000, "maandag " * 5_000, "\u202evrijdag", "vrijdag\x00", "🙂" * 5_000, "-" * 9_999]
)
def test_strange_texts_are_read_quickly_and_quietly(text: str) -> None:
    assert find_day(text, WEDNESDAY)
    assert find_span(text, WEDNESDAY)
