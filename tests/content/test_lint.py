"""Plain language: for every rule a prompt that may stay and one that is sent back with advice."""

from typing import Any

import pytest

from bot.content import lint
from bot.content.schema import CardEntry, CaseEntry, PromptEntry, TemplateEntry
from tests.content.packs import WORDS, entry

OPTIONS = {
    "type": "choice",
    "options": [{"nl": "Ik vraag hulp", "en": "I ask"}, {"nl": "Niet vandaag", "en": "Not now"}],
}
REFLECTION: dict[str, Any] = {"kind": "reflection", "answer": {"type": "text"}}
FOLLOWUP: dict[str, Any] = {"kind": "followup", "asks": "commitment", "answer": {"type": "choice"}}
FOLLOWUP["answer"]["options"] = [{"nl": word, "en": word} for word in ("Ja", "Nee", "Later", "Nooit")]
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
        says("Wat kwam van: ‘{afspraak}’ Vertel.", "What came of: ‘{afspraak}’ Tell.", **FOLLOWUP),
        says(sentence(15) * 3 + "{afspraak}", "{afspraak}", **FOLLOWUP),
        says("Als ik een brief af heb, dan bel ik.", "If I finish a letter, then I call.", kind="habit"),
        says("Zoek het woord ‘derhalve’ in één brief."),
        says("Bel meneer Oudkerkerhof vandaag."),
        says("Szymon wacht. Bel hem vandaag.", "Szymon is waiting. Call him today."),
        says("Lees één bouwvergunning. Bel de aanvrager en de buitendienst."),
        says("Vraag naar de beroepstermijn."),
        says("Raadpleeg je brief.", b1_allow=["Raadpleeg"]),
        says("Bel om 10.30 uur. Neem A4-papier mee."),
        says("Zoek in de wet Woo op wat mag.", "Look it up in the law, the Woo."),
        says("Zet DigiD (je pas) klaar.", "Have DigiD (your pass) ready."),
        says("Werk vandaag in teams.", "Work in teams today."),
    ],
)
def test_what_is_plain_may_stay(good: dict[str, Any]) -> None:
    assert problems(good) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (says("Zet het in Teams.", "Share it."), "Teams"),
        (says("Lees het.", "Read the Woo."), "Woo"),
        (says("Vraag het aan de IZA.", "Ask them."), "IZA"),
        (says("In de wet staat veel. Lees de AVG.", "Read it."), "AVG"),
    ],
)
def test_a_name_that_not_everybody_knows_is_explained_where_it_stands(text: dict[str, Any], name: str) -> None:
    assert f"“{name}” is a name that not everybody knows" in "\n".join(problems(text))


@pytest.mark.parametrize(
    ("bad", "advice"),
    [
        (says(sentence(15) * 3 + "Bel."), "the nl text has 46 words; make it 45 or fewer"),
        (entry(text=WORDS | {"en": sentence(15) * 3 + "Call."}), "the en text has 46 words"),
        (says(sentence(16) * 5 + "Bel.", **STORY), "make it 80 or fewer"),
        (says(sentence(21)), "make two of it"),
        (entry(why=WORDS | {"nl": sentence(21)}), "the nl `why` has 21 words; make it 20 or fewer"),
        (entry(why=WORDS | {"en": sentence(21)}), "the en `why` has 21 words"),
        (says("Bel je vandaag?"), "a deed asks nothing"),
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
        (says("Bel {naam}."), "leave out the braces"),
        (says("Bel {afspraak}", "Call {afspraak}"), "leave out the braces"),
        (says("Hoe ging het?", "How did it go?", **FOLLOWUP), "a followup has {afspraak} once in each language"),
        (says("Bel {afspraak} {afspraak}", "Call {afspraak}", **FOLLOWUP), "once in each language"),
        (says("Bel {afspraak} {naam}", "Call {afspraak}", **FOLLOWUP), "nothing else between braces"),
        (says("Bel {afspraak}.", "Call {afspraak}", **FOLLOWUP), "its own full stop"),
        (says("Bel als je kunt.", "If I wait, then I call.", kind="habit"), "a habit is one sentence"),
        (says("Als ik wacht, dan bel ik.", "When I wait, I call.", kind="habit"), "a habit is one sentence"),
        (says("Als ik wacht, dan bel ik: hallo?.", "If I wait, then I call.", kind="habit"), "a deed asks nothing"),
        (says("Lees over retributie."), "“retributie”"),
        (says("Raadpleeg vandaag één brief."), "“raadpleeg”"),
        (says("Zeg: ‘Ik wacht.’ Raadpleeg dan één brief."), "“raadpleeg”"),
        (entry(why=WORDS | {"nl": "Dat geeft rompslomp."}), "“rompslomp”"),
        (says("Bel derhalve."), "“derhalve” is stiff; say “daarom”"),
        (says("Bel.", "Call prior to lunch."), "“prior to” is stiff; say “before”"),
        (entry(why=WORDS | {"nl": "Dat is de borging."}), "“borging” is stiff"),
        (says("Optimaliseer het.", b1_allow=["optimaliseer"]), "“optimaliseer” is stiff; say “beter maken”"),
    ],
)
def test_what_is_not_plain_comes_back_with_advice(bad: dict[str, Any], advice: str) -> None:
    [problem] = problems(bad)
    assert advice in problem


@pytest.mark.parametrize(
    ("label", "advice"),
    [("Vraag uw team", "write je"), ("Ja!", "exclamation"), ("Rompslomp", "“rompslomp”"), ("Borging", "“borging”")],
)
def test_what_people_tap_is_read_too(label: str, advice: str) -> None:
    options = [*OPTIONS["options"], {"nl": label, "en": "Yes"}]
    assert problems(entry(kind="help", answer=OPTIONS)) == []
    [problem] = problems(entry(kind="help", answer={"type": "choice", "options": options}))
    assert advice in problem


def test_several_faults_in_one_text_are_all_told() -> None:
    assert len(problems(says("Wees snel! Bel uw inwoner?"))) == 4


def template(cue: str = "ik wacht", deed: str = "bel ik", english: tuple[str, str] = ("I wait", "I call")) -> list[str]:
    raw = {"theme": "openheid", "cue": {"nl": cue, "en": english[0]}, "deed": {"nl": deed, "en": english[1]}}
    return lint.problems(TemplateEntry.model_validate(raw))


def case(**changes: dict[str, str]) -> list[str]:
    return lint.problems(CaseEntry.model_validate({"id": "takken", **dict.fromkeys(WHOLE_CASE, WORDS), **changes}))


def card(dutch: str, english: str = "Who calls?") -> list[str]:
    return lint.problems(CardEntry.model_validate({"theme": "openheid", "question": {"nl": dutch, "en": english}}))


WHOLE_CASE = ("title", "sentence", "alt")


def test_a_plain_example_case_and_card_may_stay() -> None:
    assert [*template(), *template("x" * 58), *case(), *card("Wie belt er?")] == [
        f"not many people know the word “{'x' * 58}”. Use another one."
    ]


@pytest.mark.parametrize(
    ("found", "advice"),
    [
        (template(cue="Als ik wacht"), "leave out “Als”"),
        (template(deed="dan bel ik"), "leave out “dan”"),
        (template(english=("if I wait", "I call")), "leave out “If”"),
        (template(english=("I wait", "then I call")), "leave out “then”"),
        (template(deed="bel ik " + "x" * 50), "this has 76 characters; make it 75 or fewer"),
        (template(english=("I wait " + "x" * 53, "I call")), "this has 77 characters"),
        (template(cue="ik uw brief lees"), "write je, not u"),
        (template(deed="optimaliseer ik"), "say “beter maken”"),
        (template(deed="raadpleeg ik"), "“raadpleeg”"),
        (case(sentence={"nl": sentence(15) * 3 + "Bel.", "en": "Call."}), "sentence has 46 words; make it 45"),
        (case(sentence={"nl": sentence(21), "en": "Call."}), "make two of it"),
        (case(title={"nl": "Bel.", "en": sentence(11)}), "the en title has 11 words"),
        (case(alt={"nl": "Tekening van een casus.", "en": "Drawing."}), "“casus” is stiff"),
        (card("Bel iemand."), "a card asks one question"),
        (card("Wie belt? En wanneer?"), "a card asks one question"),
        (card("Wie belt er!?"), "exclamation mark"),
        (card("Wie?", sentence(21)), "the en question has 21 words"),
    ],
)
def test_examples_cases_and_cards_are_read_too(found: list[str], advice: str) -> None:
    assert any(advice in problem for problem in found)
