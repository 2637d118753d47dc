"""Reading: which words few people know, which are stiff, and how easily a text reads."""

import pytest

from bot.content import reading, stiff
from bot.core.prompts import Locale

LOCALES: tuple[Locale, ...] = ("nl", "en")


@pytest.mark.parametrize("word", sorted(reading.FIELD_WORDS))
def test_a_field_word_is_on_the_list_because_the_rules_would_refuse_it(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reading.rare_words(word) == []
    monkeypatch.setattr(reading, "FIELD_WORDS", frozenset[str]())
    assert reading.rare_words(word) == [word]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("bel", 1),
        ("mooi", 1),
        ("nieuw", 1),
        ("balie", 2),
        ("koeien", 2),
        ("zeeën", 2),
        ("rijbewijs", 3),
        ("beïnvloeden", 4),
    ],
)
def test_syllables_are_counted_as_they_are_said(word: str, count: int) -> None:
    assert reading.syllables(word) == count


def test_short_words_and_sentences_read_easier() -> None:
    easy = ["Bel vandaag een inwoner. Zeg wat je doet."]
    hard = ["De gemeentelijke organisatie verstrekt belanghebbenden desgevraagd aanvullende informatie."]
    assert reading.reading_ease(hard) < 65 < reading.reading_ease(easy)


@pytest.mark.parametrize("text", ["Bel {borging}.", "Bel {naam}. {borging} wacht."])
def test_what_is_filled_in_later_is_not_read(text: str) -> None:
    assert reading.rare_words(text) == []


def test_words_are_counted_as_a_reader_does() -> None:
    assert reading.length("Bel om 10.30 uur: ‘{afspraak}’ – {naam} niet.") == 5


@pytest.mark.parametrize(
    ("locale", "text", "word", "plain"),
    [
        ("nl", "Derhalve bel ik.", "derhalve", "daarom"),
        ("nl", "Werk conform de regel.", "conform", "volgens"),
        ("nl", "Dit wordt gefaciliteerd.", "gefaciliteerd", "helpen of mogelijk maken"),
        ("nl", "Doe het middels een brief.", "middels", "met"),
        ("nl", "Wij DIENEN  TE bellen.", "dienen te", "moet of moeten"),
        ("nl", "De brief betreffende de kap.", "betreffende", "over"),
        ("nl", "Ten behoeve\nvan de inwoner.", "ten behoeve van", "voor"),
        ("nl", "Dit is geïmplementeerd.", "geïmplementeerd", "beginnen met"),
        ("nl", "Ik koppel het terug. Of: terugkoppelen.", "terugkoppelen", "vertellen"),
        ("en", "Call in order to help.", "in order to", "to"),
        ("en", "We utilise it.", "utilise", "use"),
        ("en", "Call prior to lunch.", "prior to", "before"),
    ],
)
def test_a_stiff_word_comes_with_a_plain_one(locale: Locale, text: str, word: str, plain: str) -> None:
    assert [(each.word, each.plain) for each in reading.stiff_words(text, locale)] == [(word, plain)]


@pytest.mark.parametrize(
    "text",
    [
        "De confrontatie.",
        "Conformist.",
        "Zoek het woord ‘derhalve’ in je brief.",
        "Zet je monitor uit.",
        "{borging}",
        "",
    ],
)
def test_a_part_of_a_word_or_what_is_quoted_is_not_stiff(text: str) -> None:
    assert reading.stiff_words(text, "nl") == []


def test_stiff_words_come_once_in_the_order_of_the_text() -> None:
    found = reading.stiff_words("Tevens bel ik derhalve, en tevens schrijf ik.", "nl")
    assert [each.word for each in found] == ["tevens", "derhalve"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_plain_word_is_not_stiff_itself(locale: Locale) -> None:
    for word, plain in stiff.replacements(locale).items():
        assert word == word.lower()
        assert reading.stiff_words(plain, locale) == []


def test_the_plain_dutch_word_is_known_to_many() -> None:
    assert [plain for plain in stiff.replacements("nl").values() if reading.rare_words(plain)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_form_of_a_stiff_word_is_found(locale: Locale) -> None:
    for word in stiff.replacements(locale):
        assert [each.word for each in reading.stiff_words(f"Zo {word} iets.", locale)] == [word]
