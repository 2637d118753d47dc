"""A content pack: what is wrong with it is said all at once, in words an author can use."""

from pathlib import Path
from typing import Any

import pytest

from bot.content import pack
from bot.content.pack import BadPack
from bot.core.prompts import Kind
from tests.content.packs import SCALE, WORDS, entry, write


def choice(options: int) -> dict[str, Any]:
    return {"type": "choice", "options": [WORDS] * options}


def problems(folder: Path) -> str:
    with pytest.raises(BadPack) as bad:
        pack.load(folder)
    return "\n".join(bad.value.problems)


def test_a_good_pack_loads(tmp_path: Path) -> None:
    loaded = pack.load(write(tmp_path, entry()))
    assert loaded.library.by_id["tijd-001"].kind is Kind.ACTION
    assert loaded.library.by_id["tijd-001"].roles == frozenset()


def test_another_word_is_another_version(tmp_path: Path) -> None:
    before = pack.load(write(tmp_path, entry())).library.version
    assert pack.load(write(tmp_path, entry(effort_min=4))).library.version != before


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (entry(colour="red"), "colour"),
        (entry(text={"nl": "Bel."}), "text.en"),
        (entry(kind="dans"), "kind"),
        (entry(id="Tijd 1"), "id"),
        (entry(effort_min=11), "effort_min"),
        (entry(roles=["baas"]), "roles"),
        (entry(kind="story", answer={"type": "text"}), "scene_at"),
        (entry(answer={"type": "done", "options": [WORDS, WORDS]}), "only a choice has options"),
        (entry(kind="help", answer={"type": "choice", "options": [WORDS]}), "2 to 4 options"),
        (entry(kind="rating", answer={"type": "scale"}), "what 1 and 5 mean"),
        (entry(kind="rating", answer={"type": "text"}), "on a scale"),
        (entry(answer={"type": "text"}), "type: done"),
        (entry(share="ask"), "R14"),
        (entry(measures="fast"), "measures"),
        (entry(kind="followup", answer=choice(4)), "says what it `asks`"),
        (entry(asks="commitment"), "says what it `asks`"),
        (entry(kind="followup", asks="commitment", answer=choice(3)), "has 4 options"),
        (entry(kind="followup", asks="habit", answer=choice(3)), "has 2 options"),
        (entry(kind="followup", asks="ease", answer={"type": "text"}), "on a scale"),
        (entry(kind="followup", asks="habit", answer=SCALE), "on a scale"),
        (entry(kind="habit", answer={"type": "text"}), "type: done"),
    ],
)
def test_every_sort_of_fault_is_named(tmp_path: Path, broken: dict[str, Any], said: str) -> None:
    found = problems(write(tmp_path, broken))
    assert said in found
    assert "a.yaml" in found


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    found = problems(
        write(tmp_path, entry(kind="dans"), entry(id="tijd-002", why=None), entry(id="tijd-003", theme="x"))
    )
    assert all(name in found for name in ("tijd-001", "tijd-002", "tijd-003"))


def test_an_id_stands_there_once(tmp_path: Path) -> None:
    assert "tijd-001 stands there 2 times" in problems(write(tmp_path, entry(), entry()))


def test_the_same_key_twice_is_no_guess(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "prompts" / "b.yaml").write_text("- id: tijd-001\n  id: tijd-002\n", encoding="utf-8")
    assert "stands there twice" in problems(tmp_path)


@pytest.mark.parametrize(
    ("words", "said"), [("- a: 1\n- b: [\n- c", ":3: this is not valid YAML"), ("tekst", "must be a list")]
)
def test_a_file_that_is_no_list_is_explained(tmp_path: Path, words: str, said: str) -> None:
    write(tmp_path)
    (tmp_path / "prompts" / "b.yaml").write_text(words, encoding="utf-8")
    assert said in problems(tmp_path)


@pytest.mark.parametrize(
    ("file", "entry_left_out", "said"),
    [
        ("cases.yaml", "- id: takken", "the case takken is missing"),
        ("cards.yaml", "- theme: openheid", "the theme openheid is missing"),
        ("commitments.yaml", "- theme: openheid", "the theme openheid is missing"),
        ("prompts/afspraken.yaml", "- id: gewoonte-f09", "no followup asks ease; write one"),
    ],
)
def test_one_case_or_card_too_few_is_named(tmp_path: Path, file: str, entry_left_out: str, said: str) -> None:
    path = write(tmp_path) / file
    whole = path.read_text(encoding="utf-8")
    left = [part for part in whole.split("\n- ") if not f"- {part}".startswith(entry_left_out)]
    path.write_text("\n- ".join(left), encoding="utf-8")
    assert problems(tmp_path) == f"{file.partition('/')[0]}: {said}."


def test_missing_cases_cards_and_shared_ratings_are_named(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    found = problems(tmp_path)
    assert "cases.yaml" in found
    assert "the theme openheid is missing" in found
    assert "exactly one rating must measure fast" in found
