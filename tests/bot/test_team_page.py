"""A team's quarter is one A4, whatever there is to tell, in letters that everybody can read."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot import draw
from bot.content import pack, wording
from bot.content.wording import LOCALES
from bot.core import pictures
from bot.core.addresses import Address
from bot.core.agreements import Agreement
from bot.core.commitments import MOST_CHARACTERS, Outcome, Plan
from bot.core.periods import Period
from bot.core.prompts import Case, Locale, Text, Theme
from bot.core.sentences import MOST_CHARACTERS as SENTENCE_MOST
from bot.core.styles import Style
from bot.core.teampage import AGREEMENTS_MOST, CHALLENGES_MOST, RECIPE_MOST
from bot.propose import LONGEST
from bot.summarise import Summary
from handlers import paper
from tests.bot import paper as looking

WORDS = wording.load()
PACK = pack.load()
WEEK = Period(2027, 8)
WEEKS = pictures.weeks_up_to(WEEK)
SMALLEST = 11
OWN = {
    "nl": (
        "Vertel vandaag één inwoner hoe lang het nog duurt.",
        "Kijk op als iemand naar de balie loopt. Ook als je bezig bent.",
        "Bel vandaag één inwoner terug voor elf uur.",
        "Zet je naam en je nummer onder elke mail van vandaag.",
        "Wat vroeg een inwoner vandaag twee keer?",
    ),
    "en": (
        "Tell one resident today how long it will take.",
        "Look up when somebody walks to the desk. Also when you are busy.",
        "Call one resident back today before eleven.",
        "Put your name and your number under every mail today.",
        "What did a resident ask twice today?",
    ),
}
SENTENCE = {
    "nl": "Wij bellen terug voordat iemand erom vraagt, en zeggen in gewone woorden wat er gebeurt.",
    "en": "We call back before anybody asks for it, and say in plain words what will happen.",
}
PLANS = {
    "nl": (("een zaak te lang ligt", "bellen we die inwoner"), ("we een brief schrijven", "leest een bode hem eerst")),
    "en": (("a case waits too long", "we call that resident"), ("we write a letter", "an usher reads it first")),
}
ORDINARY = "Ik belde de inwoner die al weken wachtte. "
LONG_WORDS = (ORDINARY, "W", "🙂", "مرحبا ", "#x $y$ ")


def agreement(plan: Plan, outcome: Outcome | None = Outcome.DONE) -> Agreement:
    return Agreement(b"a", b"t", plan, None, outcome)


def quarter(locale: Locale, **changes: object) -> Summary:
    """An ordinary one."""
    first, second = (Plan(cue, deed, date(2027, 3, 12)) for cue, deed in PLANS[locale])
    found = Summary(
        channel=Address("slack", "T", "channel", "C"),
        department="Publiekszaken",
        locale=locale,
        first=WEEKS[0].monday,
        week=WEEK,
        themes=tuple(Theme),
        case=PACK.cases[Case.BOUWVERGUNNING],
        challenges=((PACK.challenges[0].name, True), (PACK.challenges[3].name, False)),
        agreements=(agreement(first), agreement(second, Outcome.PARTLY)),
        highs=(WEEKS[1], WEEKS[4], WEEKS[5], WEEKS[11], WEEKS[12]),
        sentence=SENTENCE[locale],
        recipe=OWN[locale],
        next_step=second,
        card=PACK.cards[Theme.OPENHEID],
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def empty(locale: Locale) -> Summary:
    return quarter(
        locale, challenges=(), agreements=(), highs=(), sentence="", recipe=(), next_step=None, department=None
    )


def full(words: str, recipe: int = RECIPE_MOST, agreements: int = AGREEMENTS_MOST, **changes: object) -> Summary:
    """Every part as long as it may be."""

    def fill(most: int) -> str:
        return (words * most)[:most]

    plan = Plan(fill(MOST_CHARACTERS), fill(MOST_CHARACTERS), date(2027, 3, 12))
    name = Text(fill(120), fill(120))
    return quarter(
        "nl",
        department=fill(80),
        challenges=((name, True),) * CHALLENGES_MOST,
        agreements=(agreement(plan),) * agreements,
        highs=WEEKS,
        sentence=fill(SENTENCE_MOST),
        recipe=(fill(LONGEST),) * recipe,
        next_step=plan,
        **changes,
    )


def page(found: Summary, format: str = "pdf", style: Style | None = None) -> bytes:
    return draw.team_page(paper.team_page(WORDS, found, "#balie-en-kcc"), style or Style(), format)


def said(pdf: bytes) -> str:
    return " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


def is_one_readable_page(pdf: bytes) -> bool:
    return len(PdfReader(BytesIO(pdf)).pages) == 1 and min(looking.sizes(pdf)) >= SMALLEST


@pytest.mark.parametrize("locale", LOCALES)
def test_an_ordinary_quarter_stands_on_it_whole(locale: Locale) -> None:
    found = quarter(locale)
    shown = paper.team_page(WORDS, found, "#balie-en-kcc")
    pdf = page(found)
    text = said(pdf)
    assert is_one_readable_page(pdf)
    for words in (
        *shown.recipe,
        *shown.agreements,
        shown.sentence,
        shown.next_step,
        shown.question,
        shown.pictures,
        shown.name,
    ):
        assert words in text
    assert shown.words.footer in text
    looking.keep(f"quarter-{locale}", page(found, "png"))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_first_quarter_leaves_room_to_write(locale: Locale) -> None:
    pdf = page(empty(locale))
    assert is_one_readable_page(pdf)
    assert WORDS.say(locale, "paper.no_dots") in said(pdf)
    looking.keep(f"quarter-{locale}-empty", page(empty(locale), "png"))


@pytest.mark.parametrize("words", LONG_WORDS)
def test_too_much_means_fewer_things_and_never_smaller_letters(words: str) -> None:
    pdf = page(full(words))
    assert is_one_readable_page(pdf)
    if words is ORDINARY:
        assert said(pdf).count("…") == WORDS.say("nl", "paper.part.agree").count("…")  # it chose; it did not cut
        looking.keep("quarter-nl-full", page(full(words), "png"))


@settings(max_examples=6, deadline=None)
@given(st.text(min_size=1, max_size=60), st.integers(0, RECIPE_MOST), st.integers(0, AGREEMENTS_MOST), st.booleans())
def test_any_words_make_one_page(words: str, recipe: int, agreements: int, pictured: bool) -> None:
    found = full(words, recipe, agreements)
    assert is_one_readable_page(page(replace(found, highs=WEEKS if pictured else ()), style=looking.OWN_STYLE))


def test_the_newest_stay() -> None:
    many = tuple(f"Nummer {letter}. {'Bel vandaag één inwoner terug. ' * 9}"[:LONGEST] for letter in "ABCDEFGH")
    text = said(page(quarter("nl", recipe=many)))
    kept = [letter for letter in "ABCDEFGH" if f"Nummer {letter}" in text]
    assert kept == list("ABCDEFGH"[: len(kept)])
    assert kept


def test_it_is_tagged_and_has_a_title_for_who_cannot_see_it() -> None:
    reader = PdfReader(BytesIO(page(quarter("en"))))
    assert reader.metadata is not None
    assert reader.metadata.title == WORDS.say("en", "paper.part.title")
    assert "/StructTreeRoot" in reader.root_object
    assert str(reader.root_object["/Lang"]) == "en"
