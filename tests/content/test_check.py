"""The check of a whole pack: what is missing, what says the same twice, and the figures an author steers by."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.content import check
from bot.core.prompts import Kind, Role, Theme
from tests.content.packs import SCALE, WORDS, entry, without_lines, write

ANSWERS: dict[Kind, dict[str, Any]] = {
    Kind.ACTION: {"type": "done"},
    Kind.REFLECTION: {"type": "text"},
    Kind.STORY: {"type": "text"},
    Kind.HELP: {"type": "text"},
    Kind.RATING: SCALE,
    Kind.HABIT: {"type": "done"},
}


def whole_pack() -> list[dict[str, Any]]:
    """The smallest pack without gaps: every kind for every theme, and an action for every role."""
    scene = {"case": "takken", "scene_at": "bode"}
    pairs = [(theme, kind) for theme in Theme for kind in ANSWERS]
    everybody = [
        entry(id=f"w-{number:03}", theme=str(theme), kind=str(kind), answer=ANSWERS[kind], **_apart(number))
        | (scene if kind is Kind.STORY else {})
        | (_if_then(number) if kind is Kind.HABIT else {})
        for number, (theme, kind) in enumerate(pairs)
    ]
    own = [entry(id=f"e-{number:03}", roles=[str(role)], **_apart(100 + number)) for number, role in enumerate(Role)]
    return [*everybody, *own]


def _apart(number: int) -> dict[str, Any]:
    """A text with a name of its own, so that no two are alike."""
    return {"text": WORDS | {"nl": f"Bel Xxxx{chr(97 + number // 26)}{chr(97 + number % 26)} vandaag."}}


def _if_then(number: int) -> dict[str, Any]:
    cue = f"ik Xxxxx{chr(97 + number // 26)}{chr(97 + number % 26)} zie"
    return {"text": {"nl": f"Als {cue}, dan bel ik.", "en": "If I wait, then I call."}}


def without(**values: str) -> list[dict[str, Any]]:
    return [each for each in whole_pack() if any(each[name] != value for name, value in values.items())]


def problems(folder: Path, entries: list[dict[str, Any]]) -> list[str]:
    return check.check(write(folder, *entries)).problems


def test_a_pack_without_gaps_has_no_problems_and_no_warnings(tmp_path: Path) -> None:
    report = check.check(write(tmp_path, *whole_pack()))
    assert (report.problems, report.warnings) == ([], [])
    assert report.lines()[-1] == "No problems."


@pytest.mark.parametrize("kind", ["action", "reflection", "rating"])
def test_every_theme_can_fill_its_week(tmp_path: Path, kind: str) -> None:
    assert problems(tmp_path, without(theme="openheid", kind=kind)) == [
        f"the theme openheid has no {kind}; write at least one."
    ]


@pytest.mark.parametrize("kind", ["story", "help", "habit"])
def test_every_kind_is_there(tmp_path: Path, kind: str) -> None:
    assert problems(tmp_path, without(theme="openheid", kind=kind)) == []
    assert problems(tmp_path, without(kind=kind)) == [f"there is no {kind} at all; write at least one."]


def test_a_role_without_an_action_of_its_own_is_a_warning(tmp_path: Path) -> None:
    entries = [each for each in whole_pack() if each["roles"] != ["bode"]]
    report = check.check(write(tmp_path, *entries))
    assert report.problems == []
    assert report.warnings == ["nobody wrote an action for bode yet."]


def twins(folder: Path, one: str, other: str) -> list[str]:
    texts = [entry(id=f"a-00{number}", text=WORDS | {"nl": text}) for number, text in enumerate((one, other))]
    return problems(folder, [*whole_pack(), *texts])


def test_two_prompts_that_say_nearly_the_same_are_found(tmp_path: Path) -> None:
    # Five of the seven longer words are the same.
    [problem] = twins(
        tmp_path, "Vertel vandaag één collega wat goed ging.", "Vertel je collega vandaag welke brief goed ging."
    )
    assert "a-000 and a-001 say nearly the same" in problem


def test_two_prompts_that_share_many_words_may_both_stay(tmp_path: Path) -> None:
    # Three of the five longer words are the same: as much as is allowed, and no more than that.
    assert twins(tmp_path, "Vertel vandaag één collega wat lukt.", "Vertel vandaag één collega iets.") == []


def test_a_family_may_say_nearly_the_same(tmp_path: Path) -> None:
    words = WORDS | {"nl": "Vertel vandaag één collega wat goed ging."}
    family = [entry(id=f"a-00{number}", text=words, family="goed") for number in range(2)]
    assert problems(tmp_path, [*whole_pack(), *family]) == []
    loose = entry(id="a-002", text=words)
    assert len(problems(tmp_path, [*whole_pack(), *family, loose])) == 2


@pytest.mark.parametrize(
    ("file", "plain", "said"),
    [
        ("cases.yaml", "Karim rijdt voor", "cases.yaml: rijbewijs: “derhalve” is stiff; say “daarom”."),
        ("cards.yaml", "Welke zaak heeft", "cards.yaml: verantwoordelijk: “derhalve” is stiff; say “daarom”."),
        ("commitments.yaml", "mij de weg", "commitments.yaml: ambassadeur: “derhalve” is stiff; say “daarom”."),
    ],
)
def test_what_goes_with_the_prompts_is_read_too(tmp_path: Path, file: str, plain: str, said: str) -> None:
    path = write(tmp_path, *whole_pack()) / file
    path.write_text(path.read_text(encoding="utf-8").replace(plain, f"{plain} derhalve"), encoding="utf-8")
    assert without_lines(check.check(tmp_path).problems) == [said]


def test_long_sentences_and_long_words_are_a_warning(tmp_path: Path) -> None:
    slow = "Vertel gemeentelijke organisaties " + "belangrijke informatie " * 8
    longer = [each | {"text": WORDS | {"nl": slow + each["text"]["nl"]}} for each in whole_pack()]
    warnings = "\n".join(check.check(write(tmp_path, *longer)).warnings)
    assert "words on average" in warnings
    assert "Flesch-Douma" in warnings


def test_the_lines_put_problems_first_and_the_figures_last(tmp_path: Path) -> None:
    entries = [each for each in whole_pack() if each["roles"] != ["bode"]]
    lines = check.check(write(tmp_path, *entries, entry(id="a-001", colour="red"))).lines()
    assert re.match(r"✗ a\.yaml:\d+: a-001: colour", lines[0])
    assert lines[1] == "· nobody wrote an action for bode yet."
    assert lines[2].startswith("72 prompts: 13 action, 8 reflection, 8 story, 8 help, 11 rating, 8 habit, 16 followup")
    assert [line.split()[:3] for line in lines[-7:-1]] == [
        [str(role), "-" if role is Role.BODE else "1", "-"] for role in Role
    ]
    assert lines[-1] == "1 problem."


def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path) -> None:
    report = check.check(tmp_path)
    assert "cases.yaml: this file is missing or cannot be read." in report.problems
    assert report.figures is None


def test_a_problem_says_on_which_line_it_is(tmp_path: Path) -> None:
    folder = write(tmp_path, *whole_pack())
    path = folder / "prompts" / "b.yaml"
    text = """- id: b-001
  kind: action
  theme: openheid
  roles: [all]
  moment: altijd
  effort_min: 3
  answer: {type: done}
  text:
    nl: "Bel een Xxxxx."
    en: "Call."
  why: {nl: "Derhalve.", en: "So."}
"""
    path.write_text(text, encoding="utf-8")
    assert check.check(folder).problems == ["b.yaml:1: b-001: “derhalve” is stiff; say “daarom”."]
    path.write_text(text.replace("effort_min: 3", "effort_min: 30"), encoding="utf-8")
    [problem] = check.check(folder).problems
    assert problem.startswith("b.yaml:6: b-001: effort_min: ")


@pytest.mark.parametrize(
    ("allowed", "line"),
    [
        ("  b1_allow: [zienswijze]  # the letter says so\n", None),
        ("  b1_allow: [zienswijze]\n", 12),
        ("  b1_allow:\n    - zienswijze  # the letter says so\n", None),
        ("  b1_allow:\n    - zienswijze\n", 13),
    ],
)
def test_a_word_that_few_know_may_stay_for_a_reason(tmp_path: Path, allowed: str, line: int | None) -> None:
    folder = write(tmp_path, *whole_pack())
    text = """- id: b-001
  kind: action
  theme: openheid
  roles: [all]
  moment: altijd
  effort_min: 3
  answer: {type: done}
  text:
    nl: "Lees de zienswijze."
    en: "Read it."
  why: {nl: "Zo weet je het.", en: "So you know."}
"""
    (folder / "prompts" / "b.yaml").write_text(text + allowed, encoding="utf-8")
    said = f"b.yaml:{line}: say in a comment on this line why the word may stay: # because …"
    assert check.check(folder).problems == ([said] if line else [])


def test_a_script_reads_the_same(tmp_path: Path) -> None:
    told = check.check(write(tmp_path, *whole_pack())).as_dict()
    assert json.loads(json.dumps(told))["figures"]["coverage"]["openheid"]["action"] == {"all": 1}
