"""Advice on what people write themselves: what helps comes first, and nothing they write breaks it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import advice, pack, reading
from bot.content.advice import KEYS, advise
from bot.core.prompts import Kind, Locale

LOCALES: tuple[Locale, ...] = ("nl", "en")
HARD = "Bel derhalve meneer Ruud! Jij moet dat accorderen? Waarom? " + "bel " * 46


def said(text: str, locale: Locale = "nl") -> list[str]:
    return [each.key for each in advise(text, locale)]


@pytest.mark.parametrize(
    ("locale", "text", "key", "params"),
    [
        ("nl", "bel. " * 46, "too_long", {"words": "46", "most": "45"}),
        ("en", "call. " * 46, "too_long", {"words": "46", "most": "45"}),
        ("nl", "bel " * 21, "long_sentence", {"sentence": "bel " * 14 + "…"}),
        ("en", "call " * 21, "long_sentence", {"sentence": "call " * 11 + "…"}),
        ("nl", "Raadpleeg je collega.", "rare_word", {"word": "raadpleeg"}),
        ("nl", "Bel middels je telefoon.", "stiff_word", {"word": "middels", "better": "met"}),
        ("nl", "De casuïstiek.", "stiff_word", {"word": "casuïstiek", "better": "zaak of voorbeeld"}),
        ("en", "Call prior to lunch.", "stiff_word", {"word": "prior to", "better": "before"}),
        ("nl", "Wie belt? En wanneer?", "two_questions", {}),
        ("en", "Who calls? And when?", "two_questions", {}),
        ("nl", "Wees vandaag snel.", "tells_what_to_be", {"phrase": "wees"}),
        ("nl", "Bel vandaag!", "exclamation", {}),
        ("en", "Call today!", "exclamation", {}),
        ("nl", "Bel meneer Jansen.", "name_or_number", {"found": "meneer Jansen"}),
        ("en", "Call Mrs Jansen.", "name_or_number", {"found": "Mrs Jansen"}),
    ],
)
def test_each_fault_brings_its_own_advice(locale: Locale, text: str, key: str, params: dict[str, str]) -> None:
    assert advise(text, locale) == [advice.Advice(f"advice.{key}", params)]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("nl", ""),
        ("nl", "Bel vandaag één inwoner die lang wacht."),
        ("nl", "Wie hielp jou vandaag??"),
        ("en", "Call one resident today. Raadpleeg is Dutch. Wees too."),
        ("en", "Which word do you use for ‘utilise’?"),
    ],
)
def test_what_is_fine_gets_no_advice(locale: Locale, text: str) -> None:
    assert advise(text, locale) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Het nummer is 123456782.", "123456782"),
        ("BSN 1234.56.782 staat er.", "BSN 1234.56.782"),
        ("Typ 123.456.789 in.", "123.456.789"),
        ("Bel 06-12345678.", "06-12345678"),
        ("Bel 06 12 34 56 78 nu.", "06 12 34 56 78"),
        ("Bel +31 6 12345678.", "+31 6 12345678"),
        ("Bel (0318) 12 34 56.", "(0318) 12 34 56"),
        ("Mail naar jan.de-vries@ede.nl", "jan.de-vries@ede.nl"),
        ("Ga naar Kerkstraat 12.", "Kerkstraat 12"),
        ("Ga naar de Korenweg 3a.", "Korenweg 3a"),
        ("In 6711 AB wacht iemand.", "6711 AB"),
        ("In 6711AB wacht iemand.", "6711AB"),
        ("Pak Z-2026-00123.", "Z-2026-00123"),
        ("Pak zaak 4411.", "zaak 4411"),
        ("Pak zaaknummer: 441.", "zaaknummer: 441"),
        ("Look at case number 4411.", "case number 4411"),
        ("Bel mevrouw Van den Berg.", "mevrouw Van den Berg"),
        ("MEVROUW JANSEN wacht.", "MEVROUW JANSEN"),
        ("Bel dhr. de Groot.", "dhr. de Groot"),
        ("De familie Yilmaz wacht.", "familie Yilmaz"),
        ("Ask Mr. Smith.", "Mr. Smith"),
    ],
)
@pytest.mark.parametrize("locale", LOCALES)
def test_what_looks_like_a_resident_is_seen(text: str, found: str, locale: Locale) -> None:
    assert advise(text, locale)[0] == advice.Advice("advice.name_or_number", {"found": found})


@pytest.mark.parametrize(
    "text",
    [
        "Bel om 10.30 uur of tussen 14:00 en 15:30.",
        "Bel voor 12-03-2026.",
        "Kijk terug op 2025-2026.",
        "Voor 40.000 inwoners en € 1.500.",
        "Bel 14 0318 of 112.",
        "Help mevrouw aan de balie, en meneer in de hal.",
        "Neem A4-papier voor 3 collega's, in week 12.",
        "Onderweg 12 minuten.",
        "Loop 2 straten verder met Ruud.",
    ],
)
def test_what_is_nobodys_is_left_alone(text: str) -> None:
    assert "advice.name_or_number" not in said(text)


def test_the_weightiest_comes_first_and_never_more_than_four() -> None:
    assert said(HARD) == list(KEYS[:4])
    assert len(said("derhalve middels conform indien raadpleeg accordeer")) == advice.MOST


def test_of_many_hard_words_two_are_named() -> None:
    assert said("Raadpleeg, accordeer, verifieer.") == ["advice.rare_word"] * 2
    assert said("Bel middels, conform, indien.") == ["advice.stiff_word"] * 2


def test_a_word_is_named_once() -> None:
    assert said("Optimaliseer dit. Raadpleeg dat. Raadpleeg het.") == ["advice.stiff_word", "advice.rare_word"]


PIECES = st.sampled_from(["{", "}", "{word}", "‘", "'", "!", "?", "<!channel>", "@", "06", "derhalve", "\n", "ſ", "İ"])


@settings(deadline=None)  # the first text waits for the word list
@given(st.one_of(st.text(), st.lists(PIECES | st.text(max_size=5)).map(" ".join)), st.sampled_from(LOCALES))
def test_no_text_breaks_it(text: str, locale: Locale) -> None:
    found = advise(text, locale)
    assert len(found) <= advice.MOST
    assert [each.key for each in found] == sorted((each.key for each in found), key=KEYS.index)
    assert all(value.strip() and len(value) <= 64 for each in found for value in each.params.values())


def test_a_word_without_end_is_rare_and_not_slow() -> None:
    assert reading.rare_words("a" * 40_000) == ["a" * 40_000]


def test_our_own_prompts_get_no_advice_but_for_invented_residents() -> None:
    # A recipe is an action or a reflection; the people in our stories have names on purpose.
    for prompt in pack.load().library.prompts:
        if prompt.kind in (Kind.ACTION, Kind.REFLECTION):
            assert said(prompt.text.nl) == said(prompt.text.en, "en") == [], prompt.id
