"""Plain language: for every rule a prompt that may stay and one that is sent back with advice."""

from typing import Any

import pytest

from bot.content import lint
from bot.content.schema import PromptEntry
from tests.content.packs import WORDS, entry

OPTIONS = {
    "type": "choice",
    "options": [{"nl": "Ik vraag hulp", "en": "I ask"}, {"nl": "Niet vandaag", "en": "Not now"}],
}
REFLECTION: dict[str, Any] = {"kind": "reflection", "answer": {"type": "text"}}
STORY: dict[str, Any] = {"kind": "story", "answer": {"type": "text"}, "case": "takken", "scene_at": "bode"}


def says(dutch: str, english: str = "Call.", **changes: Any) -> dict[str, Any]:
    return entry(text={"nl": dutch, "en": english}, **changes)


def sentence(words: int) -> str:
    return " ".join(["bel"] * words) + ". "


def problems(raw: dict[str, Any]) -> list[str]:
    return lint.problems(PromptEntry.model_validate(raw))


@pytest.mark.parametrize(
    "good",
    [
        entry(),
        says(sentence(15) * 3),
        says(sentence(16) * 5, **STORY),
        says(sentence(20)),
        entry(why=WORDS | {"nl": sentence(20)}),
        says("Wie hielp jou vandaag?", **REFLECTION),
        says("Vertel wie je moeder hielp.", **REFLECTION),
        says("Vraag vandaag: ‘Wanneer heeft u het nodig.’"),
        says("Zeg: ‘Heeft u foto’s bij u.’ Wacht dan."),
        says("Bel {borging}.", "Call {borging}."),
        says("Bel meneer Oudkerkerhof vandaag."),
        says("Szymon wacht. Bel hem vandaag.", "Szymon is waiting. Call him today."),
        says("Lees één bouwvergunning. Bel de aanvrager en de buitendienst."),
        says("Vraag naar de beroepstermijn."),
        says("Faciliteiten optimaliseren.", b1_allow=["Optimaliseren"]),
        says("Bel om 10.30 uur. Neem A4-papier mee."),
    ],
)
def test_what_is_plain_may_stay(good: dict[str, Any]) -> None:
    assert problems(good) == []


@pytest.mark.parametrize(
    ("bad", "advice"),
    [
        (says(sentence(15) * 3 + "Bel."), "the nl text has 46 words; make it 45 or fewer"),
        (entry(text=WORDS | {"en": sentence(15) * 3 + "Call."}), "the en text has 46 words"),
        (says(sentence(16) * 5 + "Bel.", **STORY), "make it 80 or fewer"),
        (says(sentence(21)), "make two of it"),
        (entry(why=WORDS | {"nl": sentence(21)}), "the nl `why` has 21 words; make it 20 or fewer"),
        (entry(why=WORDS | {"en": sentence(21)}), "the en `why` has 21 words"),
        (says("Bel je vandaag?"), "an action asks nothing"),
        (says("Wie hielp jou? En wie hielp jij?", **REFLECTION), "one question is enough"),
        (says("Jij moet vandaag bellen."), "“jij moet”"),
        (says("Bel. Je moet dat vandaag doen."), "“je moet”"),
        (says("Je zou moeten bellen."), "“je zou moeten”"),
        (says("Wees vandaag snel."), "“wees”"),
        (says("Voel hoe dat is."), "“voel”"),
        (says("Bel vandaag!"), "exclamation mark"),
        (entry(why=WORDS | {"en": "Good!"}), "exclamation mark"),
        (says("Bel uw collega."), "write je, not u"),
        (says("Pak de foto's en vraag uw collega's."), "write je, not u"),
        (says("Bel 's ochtends uw oma's."), "write je, not u"),
        (says("Zeg: ‘Heeft u tijd.’ Vraag uw team."), "write je, not u"),
        (says("Bel {naam}."), "between braces"),
        (says("Bel {naam}.", "Call {name}."), "between braces"),
        (says("Lees de borging."), "“borging”"),
        (says("Optimaliseer vandaag één brief."), "“optimaliseer”"),
        (says("Zeg: ‘Ik wacht.’ Optimaliseer dan één brief."), "“optimaliseer”"),
        (entry(why=WORDS | {"nl": "Dat geeft casuïstiek."}), "“casuïstiek”"),
    ],
)
def test_what_is_not_plain_comes_back_with_advice(bad: dict[str, Any], advice: str) -> None:
    [problem] = problems(bad)
    assert advice in problem


@pytest.mark.parametrize(
    ("label", "advice"), [("Vraag uw team", "write je"), ("Ja!", "exclamation"), ("Borging", "“borging”")]
)
def test_what_people_tap_is_read_too(label: str, advice: str) -> None:
    options = [*OPTIONS["options"], {"nl": label, "en": "Yes"}]
    assert problems(entry(kind="help", answer=OPTIONS)) == []
    [problem] = problems(entry(kind="help", answer={"type": "choice", "options": options}))
    assert advice in problem


def test_several_faults_in_one_text_are_all_told() -> None:
    assert len(problems(says("Wees snel! Bel uw inwoner?"))) == 4


@pytest.mark.parametrize("word", sorted(lint.FIELD_WORDS))
def test_a_field_word_is_on_the_list_because_the_rules_would_refuse_it(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lint.rare_words(word) == []
    monkeypatch.setattr(lint, "FIELD_WORDS", frozenset[str]())
    assert lint.rare_words(word) == [word]


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
    assert lint.syllables(word) == count


def test_short_words_and_sentences_read_easier() -> None:
    easy = ["Bel vandaag een inwoner. Zeg wat je doet."]
    hard = ["De gemeentelijke organisatie verstrekt belanghebbenden desgevraagd aanvullende informatie."]
    assert lint.reading_ease(hard) < 65 < lint.reading_ease(easy)
