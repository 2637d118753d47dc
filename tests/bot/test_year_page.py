"""The page for the jaargesprek is one A4, whatever its owner writes, and says exactly that."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot import draw
from bot.content import pack, wording
from bot.core.prompts import AnswerType, Locale
from bot.core.styles import Style
from bot.core.yearpage import (
    HELPED_MOST,
    LEARNT_MOST,
    LESSON_MOST,
    NAME_MOST,
    NEEDS_MOST,
    PLAN_MOST,
    PLANS_MOST,
    PROUD_MOST,
    YearPage,
)
from bot.look import Said
from handlers.slack.year_blocks import headings, lesson
from tests.bot import paper as looking

WORDS = wording.load()
DAY = date(2027, 11, 23)
EMPTY = YearPage("Anna Voorbeeld", "", (), (), "", "", "", DAY)
LOCALES: tuple[Locale, ...] = ("nl", "en")
ORDINARY: dict[Locale, YearPage] = {
    "nl": YearPage(
        "Anna Voorbeeld",
        "De inwoner die al weken wachtte, heb ik zelf gebeld. Zij was blij, en ik ook.",
        (
            "Als ik een zaak doorgeef, dan vertel ik de inwoner aan wie. (gedaan)",
            "Als ik vastzit, dan vraag ik Bram. (deels)",
        ),
        ("Bellen kost minder tijd dan een brief.", "Een inwoner wil vooral weten wanneer."),
        "Bram en Chadia",
        "Een uur per week zonder telefoon.",
        "",
        DAY,
    ),
    "en": YearPage(
        "Anna Voorbeeld",
        "I called the resident who had waited for weeks. She was glad, and so was I.",
        ("If I pass on a case, then I tell the resident to whom. (done)", "If I am stuck, then I ask Bram. (partly)"),
        ("A call takes less time than a letter.", "A resident mostly wants to know when."),
        "Bram and Chadia",
        "An hour a week without the telephone.",
        "",
        DAY,
    ),
}
"""Two examples; the last part is left for their owner's own hand."""


def full_of(words: str) -> YearPage:
    """Every part as long as it may be."""

    def fill(most: int) -> str:
        return (words * most)[:most]

    return YearPage(
        fill(NAME_MOST),
        fill(PROUD_MOST),
        tuple(fill(PLAN_MOST) for _ in range(PLANS_MOST)),
        tuple(fill(LESSON_MOST) for _ in range(LEARNT_MOST)),
        fill(HELPED_MOST),
        fill(NEEDS_MOST),
        fill(260),
        DAY,
    )


def made(page: YearPage, locale: Locale = "nl", format: str = "pdf", style: Style | None = None) -> bytes:
    day, words = wording.full_date(page.day, locale), headings(WORDS, locale)
    return draw.year_page(page, locale, day, words, style or Style(), format)


def read(page: YearPage, locale: Locale = "nl") -> PdfReader:
    return PdfReader(BytesIO(made(page, locale)))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "words",
    ["", "Ik belde de inwoner die al weken wachtte. ", "W", "Rijbewijsaanvraagformulier", "🙂", "مرحبا ", "\n\n"],
)
def test_it_is_always_one_page(words: str, locale: Locale) -> None:
    page = full_of(words) if words else EMPTY
    pdf = made(page, locale)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert min(looking.sizes(pdf)) >= 11
    if not words:
        looking.keep(f"year-{locale}-empty", made(page, locale, "png"))


@pytest.mark.parametrize("locale", LOCALES)
def test_ordinary_words_are_never_cut_short(locale: Locale) -> None:
    """The limits of the window are such that everything fits at eleven points."""
    page = full_of("Ik belde de inwoner die al weken wachtte op zijn vergunning. ")
    text = " ".join(read(page, locale).pages[0].extract_text().split())
    assert "…" not in text
    assert headings(WORDS, locale)["footer"] in text
    with_logo = PdfReader(BytesIO(made(page, locale, style=looking.OWN_STYLE)))
    assert "…" not in with_logo.pages[0].extract_text()
    looking.keep(f"year-{locale}-full", made(page, locale, "png"))


@pytest.mark.parametrize("locale", LOCALES)
def test_an_ordinary_year_stands_on_it_whole(locale: Locale) -> None:
    page = ORDINARY[locale]
    text = " ".join(read(page, locale).pages[0].extract_text().split())
    for words in (page.proud, *page.commitments, *page.learnt, page.helped, page.needs):
        assert words in text
    looking.keep(f"year-{locale}", made(page, locale, "png"))


def test_a_name_stays_whole_where_other_words_do_not_fit() -> None:
    name = "Maximiliaan-Alexander van der Hoeven-Wilhelmina"
    text = read(replace(full_of("Rijbewijsaanvraagformulier"), name=name)).pages[0].extract_text()
    assert name in " ".join(text.split())


def test_emoji_are_left_out_where_no_font_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "EMOJI_FONTS", frozenset())
    text = read(replace(EMPTY, proud="Gelukt 👩🏽‍🚒 en blij 🙂")).pages[0].extract_text()
    assert "Gelukt en blij" in text
    assert "🙂" not in text


def test_it_says_what_was_written_as_it_was_written() -> None:
    odd = "#pagebreak() $x$ *vet* @ref <label> // einde"
    text = read(replace(EMPTY, proud=odd, commitments=("= geen kop",))).pages[0].extract_text()
    assert odd in " ".join(text.split())
    assert "= geen kop" in text


def test_it_is_tagged_and_has_a_title_for_who_cannot_see_it() -> None:
    found = read(EMPTY)
    assert found.metadata is not None
    assert found.metadata.title == headings(WORDS, "nl")["title"]
    root = found.root_object
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]) == "nl"


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=PROUD_MOST), st.lists(st.text(max_size=PLAN_MOST), max_size=PLANS_MOST))
def test_any_words_make_one_page(proud: str, plans: list[str]) -> None:
    assert len(read(replace(EMPTY, proud=proud, commitments=tuple(plans))).pages) == 1


@pytest.mark.parametrize("lang", LOCALES)
def test_what_was_chosen_stands_with_its_question_and_what_was_written_alone(lang: Locale) -> None:
    prompts = [each for each in pack.load().library.prompts if each.asks is None]
    chosen = next(each for each in prompts if each.answer.type is AnswerType.CHOICE)
    written = next(each for each in prompts if each.answer.type is AnswerType.TEXT)
    line = lesson(WORDS, lang, Said(DAY, "", chosen, "choice:0"))
    assert line == f"{chosen.answer.options[0].said_in(lang)} ({chosen.text.said_in(lang)})"
    assert lesson(WORDS, lang, Said(DAY, "", written, "text:Bellen helpt.")) == "Bellen helpt."
