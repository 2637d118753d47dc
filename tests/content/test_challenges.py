"""Challenge templates, the questions for set moments and the A4: what ships keeps the rules, and faults are named."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content import check, lint, pack, reading
from bot.content.pack import BadPack, ChallengeTemplate
from bot.content.schema import ChallengeEntry, MomentEntry, Words
from bot.core.prompts import Locale, Text, Theme
from bot.core.rhythms import Rhythm
from tests.content.packs import entry, without_lines, write

PACK = pack.load()
LOCALES: tuple[Locale, ...] = ("nl", "en")
MOST_WORDS = {"text": 45, "start": 45, "halfway": 30, "closing": 30}
URGING = ("doe mee", "kom op", "laten we", "join us", "come on", "let's", "let us")
each_challenge = pytest.mark.parametrize("challenge", PACK.challenges, ids=lambda challenge: challenge.id)


def texts(challenge: ChallengeTemplate) -> dict[str, Text]:
    return {name: getattr(challenge, name) for name in MOST_WORDS}


def test_twelve_templates_stand_in_order() -> None:
    assert [challenge.id for challenge in PACK.challenges] == [f"c{number:02}" for number in range(1, 13)]
    assert {challenge.theme for challenge in PACK.challenges} == set(Theme)
    assert {challenge.rhythm for challenge in PACK.challenges} == set(Rhythm)


@each_challenge
def test_a_template_is_short_in_both_languages(challenge: ChallengeTemplate) -> None:
    for name, text in texts(challenge).items():
        for locale in LOCALES:
            assert 0 < reading.length(text.said_in(locale)) <= MOST_WORDS[name], name
    assert challenge.days in (5, 10)
    assert max(len(challenge.name.nl), len(challenge.name.en)) <= 40


@each_challenge
def test_a_template_urges_nobody(challenge: ChallengeTemplate) -> None:
    for text in texts(challenge).values():
        said = f"{text.nl} {text.en}".lower()
        assert not [words for words in ("!", *URGING) if words in said]


@each_challenge
def test_a_closing_says_nothing_of_how_many(challenge: ChallengeTemplate) -> None:
    assert [reading.amounts(challenge.closing.said_in(locale), locale) for locale in LOCALES] == [[], []]


def test_a_deed_for_every_day_has_a_daily_rhythm() -> None:
    for challenge in PACK.challenges:
        if any(words in challenge.text.nl for words in ("elke dag", "elke ochtend")):
            assert challenge.rhythm is Rhythm.DAILY, challenge.id


def test_the_moments_have_their_questions() -> None:
    assert {id: len(questions) for id, questions in PACK.moments.items()} == {
        "stoppen-anders-of-door": 1,
        "ons-recept": 1,
        "bilateraal": 3,
    }


def test_the_a4_is_one_short_list_in_both_languages() -> None:
    dutch, english = (PACK.a4.said_in(locale).splitlines() for locale in LOCALES)
    assert len(dutch) == len(english) <= 12
    assert all(line.startswith("- ") for line in (*dutch, *english))
    assert lint.a4(Words(nl=PACK.a4.nl, en=PACK.a4.en)) == []


def test_the_check_counts_the_templates() -> None:
    assert "12 challenge templates" in check.check().lines()


def template(**changes: Any) -> dict[str, Any]:
    words = {"nl": "Bel een inwoner.", "en": "Call a resident."}
    whole = {"id": "c01", "theme": "openheid", "rhythm": "once", "days": 5}
    return whole | {name: dict(words) for name in ("name", *MOST_WORDS)} | changes


def both(dutch: str, english: str = "Call.") -> dict[str, str]:
    return {"nl": dutch, "en": english}


def problems(folder: Path) -> list[str]:
    with pytest.raises(BadPack) as bad:
        pack.load(folder)
    return bad.value.problems


def write_list(folder: Path, file: str, entries: list[dict[str, Any]]) -> Path:
    (write(folder, entry()) / file).write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "c1"}, "c1: id"),
        ({"rhythm": "soms"}, "c01: rhythm"),
        ({"days": 7}, "c01: days"),
        ({"theme": "haast"}, "c01: theme"),
        ({"start": {"nl": "Bel."}}, "c01: start.en"),
        ({"name": both("x" * 41)}, "c01: name.nl"),
        ({"prize": "taart"}, "c01: prize"),
    ],
)
def test_a_broken_template_is_named_with_file_id_and_field(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    write_list(tmp_path, "challenges.yaml", [template(id="c02"), template(**change)])
    [problem] = without_lines(problems(tmp_path))
    assert problem.startswith(f"challenges.yaml: {field}: ")


def test_a_template_stands_there_once_and_one_is_needed(tmp_path: Path) -> None:
    assert problems(write_list(tmp_path, "challenges.yaml", [template(), template()])) == [
        "challenges.yaml: the id c01 stands there 2 times; every id is unique."
    ]
    assert problems(write_list(tmp_path, "challenges.yaml", [])) == [
        "challenges.yaml: there is no challenge at all; write at least one."
    ]


def test_a_moment_too_few_or_unknown_is_named(tmp_path: Path) -> None:
    questions = [both("Wie belt?")]
    found = problems(
        write_list(
            tmp_path, "moments.yaml", [{"id": "bilateraal", "questions": []}, {"id": "x", "questions": questions}]
        )
    )
    assert [problem.rpartition(": ")[0] for problem in without_lines(found)] == [
        "moments.yaml: bilateraal: questions",
        "moments.yaml: x: id",
        *["moments.yaml"] * 3,
    ]
    assert found[-1] == "moments.yaml: the moment bilateraal is missing."


@pytest.mark.parametrize("file", ["challenges.yaml", "moments.yaml", "a4.nl.md", "a4.en.md"])
def test_a_missing_or_empty_file_is_named(tmp_path: Path, file: str) -> None:
    path = write(tmp_path, entry()) / file
    path.write_text("\n", encoding="utf-8")
    assert problems(tmp_path)[0] == f"{file}: this file is empty."
    path.unlink()
    assert problems(tmp_path)[0] == f"{file}: this file is missing or cannot be read."
    path.write_bytes(b"\xff\xfe")
    assert problems(tmp_path)[0] == f"{file}: this file is missing or cannot be read."


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"text": both("Bel je vandaag?")}, "a deed asks nothing"),
        ({"start": both("Bel. " * 46)}, "the nl start has 46 words; make it 45 or fewer"),
        ({"halfway": both("Bel.", "Call. " * 31)}, "the en halfway has 31 words; make it 30 or fewer"),
        ({"closing": both("Bel. " * 31)}, "the nl closing has 31 words"),
        ({"start": both("bel " * 21)}, "make two of it"),
        ({"halfway": both("Wie belt? En wanneer?")}, "the halfway asks more than one question"),
        ({"start": both("Bel {naam}.")}, "leave the braces out of the start"),
        ({"halfway": both("Bel!")}, "exclamation mark"),
        ({"name": both("Bel uw team")}, "write je, not u"),
        ({"start": both("Wees snel.")}, "“wees”"),
        ({"closing": both("Bel derhalve.")}, "say “daarom”"),
        ({"start": both("Raadpleeg je brief.")}, "“raadpleeg”"),
        ({"closing": both("Bedankt, 7 collega's.")}, "the nl closing says “7”"),
        ({"closing": both("Twaalf collega's deden mee.")}, "the nl closing says “twaalf”"),
        ({"closing": both("Iedereen belde.")}, "the nl closing says “iedereen”"),
        ({"closing": both("Bel.", "Half of you called.")}, "the en closing says “half of”"),
    ],
)
def test_a_template_is_held_against_the_language_rules(change: dict[str, Any], advice: str) -> None:
    assert lint.problems(ChallengeEntry.model_validate(template())) == []
    [problem] = lint.problems(ChallengeEntry.model_validate(template(**change)))
    assert advice in problem


@pytest.mark.parametrize(
    ("question", "advice"),
    [
        (both("Stoppen? Of door?"), "one question at a time"),
        (both("Bel."), "one question at a time"),
        (both("bel " * 21 + "?"), "the nl question has 21 words"),
        (both("Wie belt derhalve?"), "say “daarom”"),
    ],
)
def test_a_moment_is_held_against_the_language_rules(question: dict[str, str], advice: str) -> None:
    [problem] = lint.problems(MomentEntry.model_validate({"id": "bilateraal", "questions": [question]}))
    assert advice in problem


@pytest.mark.parametrize(
    ("dutch", "english", "advice"),
    [
        ("- Bel.\n- Bel.", "- Call.", "there are 2 lines in nl and 1 in en"),
        ("Bel.", "- Call.", "begins with a dash"),
        ("- Bel", "- Call.", "is a whole sentence"),
        ("- *Bel.*", "- Call.", "no other markup"),
        (f"- {'bel ' * 21}.", "- Call.", "make two of it"),
        ("- Bel {naam}.", "- Call.", "leave the braces out"),
        ("- Bel derhalve.", "- Call.", "say “daarom”"),
    ],
)
def test_the_a4_is_held_against_the_language_rules(dutch: str, english: str, advice: str) -> None:
    [problem] = lint.a4(Words(nl=dutch, en=english))
    assert advice in problem


def test_the_a4_has_twelve_lines_at_most() -> None:
    assert lint.a4(Words(nl="- Bel.\n" * 12, en="- Call.\n" * 12)) == []
    assert lint.a4(Words(nl="- Bel.\n" * 13, en="- Call.\n" * 13)) == [
        "the nl text has 13 lines; make it 12 or fewer.",
        "the en text has 13 lines; make it 12 or fewer.",
    ]


@pytest.mark.parametrize(
    ("file", "plain", "said"),
    [
        ("challenges.yaml", "Bel elke dag", "challenges.yaml: c01: “derhalve” is stiff; say “daarom”."),
        ("moments.yaml", "Waar loop je", "moments.yaml: bilateraal: “derhalve” is stiff; say “daarom”."),
        ("a4.nl.md", "Dat doen we", "a4: “derhalve” is stiff; say “daarom”."),
    ],
)
def test_the_check_of_a_pack_reads_them_too(tmp_path: Path, file: str, plain: str, said: str) -> None:
    path = write(tmp_path, entry()) / file
    path.write_text(path.read_text(encoding="utf-8").replace(plain, f"{plain} derhalve"), encoding="utf-8")
    assert said in without_lines(check.check(tmp_path).problems)


def test_a_list_may_be_indented(tmp_path: Path) -> None:
    whole = yaml.safe_dump([template(), template(id="c02")], allow_unicode=True)
    indented = "".join(f"  {line}\n" for line in whole.splitlines())
    (write(tmp_path, entry()) / "challenges.yaml").write_text(indented, encoding="utf-8")
    assert [challenge.id for challenge in pack.load(tmp_path).challenges] == ["c01", "c02"]
