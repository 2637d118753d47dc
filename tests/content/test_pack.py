"""A content pack: what is wrong with it is said all at once, in words an author can use."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from bot.__main__ import main
from bot.content import check, pack
from bot.content.pack import BadPack
from bot.core.prompts import Kind

WORDS = {"nl": "Bel vandaag één inwoner.", "en": "Call one resident today."}
SCALE = {"type": "scale", "low": {"nl": "nooit", "en": "never"}, "high": {"nl": "altijd", "en": "always"}}


def entry(**changes: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "id": "tijd-001",
        "kind": "action",
        "theme": "snel-op-tijd",
        "roles": ["all"],
        "moment": "altijd",
        "effort_min": 3,
        "answer": {"type": "done"},
        "text": dict(WORDS),
        "why": dict(WORDS),
    }
    return {name: value for name, value in (whole | changes).items() if value is not None}


def write(folder: Path, *entries: dict[str, Any]) -> Path:
    """A pack with the shipped cases and cards, and these prompts."""
    (folder / "prompts").mkdir(exist_ok=True)
    for name in ("cases.yaml", "cards.yaml"):
        (folder / name).write_text((pack.SHIPPED / name).read_text(encoding="utf-8"), encoding="utf-8")
    shared = [
        entry(id=f"gedeeld-r0{number}", kind="rating", measures=measures, answer=SCALE)
        for number, measures in enumerate(("fast", "punctual", "pleasant"), start=1)
    ]
    (folder / "prompts" / "a.yaml").write_text(
        yaml.safe_dump([*shared, *entries], allow_unicode=True), encoding="utf-8"
    )
    return folder


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


@pytest.mark.parametrize(("words", "said"), [("a: [", "not valid YAML"), ("tekst", "must be a list")])
def test_a_file_that_is_no_list_is_explained(tmp_path: Path, words: str, said: str) -> None:
    write(tmp_path)
    (tmp_path / "prompts" / "b.yaml").write_text(words, encoding="utf-8")
    assert said in problems(tmp_path)


def test_missing_cases_cards_and_shared_ratings_are_named(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    found = problems(tmp_path)
    assert "cases.yaml" in found
    assert "the theme openheid is missing" in found
    assert "exactly one rating must measure fast" in found


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (entry(text=WORDS | {"nl": "Bel je vandaag?"}), "an action asks nothing"),
        (entry(text=WORDS | {"nl": "Je moet vandaag bellen."}), "ask for a deed"),
        (entry(text=WORDS | {"nl": "Wees vandaag vriendelijk."}), "ask for a deed"),
        (entry(text=WORDS | {"nl": "Bel vandaag!"}), "exclamation mark"),
        (entry(text=WORDS | {"nl": "Bel uw inwoner vandaag."}), "write je"),
        (entry(text=WORDS | {"nl": "Bel {naam} vandaag."}), "between braces"),
        (entry(text=WORDS | {"nl": "Bel " * 46}), "45 or fewer"),
        (entry(text=WORDS | {"nl": "Bel " + "een inwoner en dan nog " * 6}), "make two of it"),
        (entry(text=WORDS | {"nl": "Optimaliseer vandaag de dienstverleningsconvenanten."}), "not many people know"),
        (entry(why=WORDS | {"nl": "want " * 21}), "20 or fewer"),
    ],
)
def test_language_is_held_against_the_rules(tmp_path: Path, broken: dict[str, Any], said: str) -> None:
    assert said in "\n".join(check.check(write(tmp_path, broken)).problems)


def test_what_a_resident_says_may_say_u(tmp_path: Path) -> None:
    quoted = entry(text=WORDS | {"nl": "Vraag vandaag: ‘Wanneer heeft u het nodig.’"})
    assert not [line for line in check.check(write(tmp_path, quoted)).problems if "write je" in line]


def test_two_prompts_that_say_the_same_are_found(tmp_path: Path) -> None:
    twin = entry(id="tijd-002", text=WORDS | {"nl": "Bel vandaag nog één inwoner."})
    assert any("nearly the same" in line for line in check.check(write(tmp_path, entry(), twin)).problems)


def test_the_shipped_pack_passes_its_own_check() -> None:
    result = CliRunner().invoke(main, ["content", "check"])
    assert result.exit_code == 0, result.output
    assert "No problems." in result.output


def test_a_pack_with_problems_fails_the_command(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["content", "check", str(write(tmp_path, entry(kind="dans")))])
    assert result.exit_code == 1
    assert "a.yaml: tijd-001: kind" in result.output
