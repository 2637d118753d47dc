"""What the documentation tells people to type is understood, and what it points at is there."""

import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest

from bot import privacy
from bot.__main__ import main
from bot.content import reading
from bot.core.parameters import Parameters
from handlers.slack.commands import CHALLENGE, COMMAND, COMMITMENT, RECIPE
from handlers.slack.doors import WORDS
from tests.browser import shots

ROOT = Path(__file__).parent.parent
PAGES = (
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "playground" / "README.md",
    *sorted((ROOT / ".github").rglob("*.md")),
)
ALONE = (*COMMITMENT.values(), *RECIPE.values(), *CHALLENGE.values())
PLACEHOLDERS = {
    "FILE": "een.pdf",
    "COPY": "een.pdf",
    "MEMBER": "U0123ABCD",
    "TEAM": "C0123ABCD",
    "ID": "U0123ABCD",
    "WEEK": "2026-W49",
}
named = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def words_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def typed(page: Path) -> list[str]:
    """Everything between backticks that begins with a slash and a word of ours."""
    return [words for words in re.findall(r"`(/[^`]+)`", words_of(page)) if words.split()[0] in (COMMAND, *ALONE)]


def told(page: Path, program: str) -> list[list[str]]:
    """The arguments of every call of a program, in a block or between backticks."""
    text = words_of(page).replace("\\\n", " ")
    inline = re.findall(r"`([^`\n]+)`", text)
    lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    blocks = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    calls = (re.split(r"\s#\s|\s+>\s|\s{3,}", words)[0].removeprefix("sudo ") for words in (*inline, *lines, *blocks))
    calls = (re.sub(r"^docker .*?run --rm .*?\bzetje\b", "zetje", call) for call in calls)  # the image's entry point
    return [shlex.split(call)[1:] for call in calls if re.match(rf"(?:\S+/)?{program}(?: |$)", call)]


@named
def test_every_command_in_chat_exists(page: Path) -> None:
    for words in typed(page):
        name, _, rest = words.partition(" ")
        if name == COMMAND:
            assert rest.split(" ")[0] in WORDS or " ".join(rest.split(" ")[:2]) in WORDS, words


@named
def test_every_command_in_the_terminal_is_understood(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words and options are read as when somebody types it; what it does is tested where it belongs."""
    monkeypatch.chdir(tmp_path)
    for name in ("master.key", "een.pdf"):
        (tmp_path / name).touch()
    for words in told(page, "zetje"):
        understood(main, [PLACEHOLDERS.get(word, word).replace("/media/stick/", "") for word in words])


def understood(command: click.Command, words: list[str]) -> None:
    if not words or words == ["--version"]:
        return
    if isinstance(command, click.Group):
        _, found, rest = command.resolve_command(click.Context(command), words)
        assert found is not None, words
        understood(found, rest)
    else:
        command.make_context("zetje", words)


@named
def test_every_make_target_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", words_of(ROOT / "Makefile"), re.MULTILINE))
    for words in told(page, "make"):
        assert words[0] in targets, words


@named
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", words_of(page)):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), target
        if anchor:
            assert anchor in {_anchor(title) for title in re.findall(r"^#+ (.+)$", words_of(found), re.MULTILINE)}, (
                target
            )


def _anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def test_every_page_can_be_found_from_the_index() -> None:
    linked = words_of(ROOT / "README.md") + words_of(ROOT / "docs" / "README.md")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "README.md" or page.name in linked, page.name


def test_the_pictures_are_those_that_the_script_takes() -> None:
    """Each is shown somewhere, with words for who cannot see it; none lies there that nobody takes anew."""
    code = Path(shots.__file__).read_text(encoding="utf-8")
    taken = {
        f"{name}-{lang}.png"
        for name in re.findall(r'_keep(?:_png)?\(.*, f"(\w+)-\{lang\}"\)', code)
        for lang in shots.LOCALES
    }
    assert {path.name for path in shots.FOLDER.iterdir()} == taken
    shown = [found for page in PAGES for found in re.findall(r"!\[([^\]]*)\]\(\S*pictures/([^)]+)\)", words_of(page))]
    assert {name for _, name in shown} == taken
    assert all(len(alt) > 15 for alt, _ in shown)
    assert all(path.stat().st_size < 100_000 for path in shots.FOLDER.iterdir())


def test_employees_read_of_every_command() -> None:
    assert {words.split()[0] for words in typed(ROOT / "docs" / "employees.md")} == {COMMAND, *ALONE}


def test_the_help_in_chat_names_only_words_that_exist() -> None:
    for locale in ("nl", "en"):
        text = (ROOT / f"bot/content/locales/{locale}/LC_MESSAGES/zetje.po").read_text(encoding="utf-8")
        for words in re.findall(r"`/zetje ([^`\[]+?)(?: \[|`)", text):
            assert words.split()[0] in WORDS, words


def test_make_knows_how_without_doing_it() -> None:
    """Every target's recipe can be read through: nothing in it is missing."""
    targets = re.search(r"^\.PHONY: (.+)$", words_of(ROOT / "Makefile"), re.MULTILINE)
    assert targets
    command = ["make", "--dry-run", *targets[1].split()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


PRIVACY = ROOT / "docs" / "privacy.md"
ONE_A4 = 400
"""Words that fit on one page beside its title."""


def part_of(page: Path, heading: str) -> str:
    return words_of(page).split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("heading", ["Voor medewerkers", "For employees"])
def test_what_employees_read_about_privacy_is_one_plain_a4(heading: str) -> None:
    text = part_of(PRIVACY, heading)
    assert len(text.split()) <= ONE_A4
    if heading == "Voor medewerkers":
        words = re.sub(r"`[^`]*`|[*\"]", "", text)
        assert reading.rare_words(words, {"slack", "micro-actie", "fg", "zetje", "reservekopieën"}) == []


def test_the_parameters_in_the_documentation_are_those_of_the_program() -> None:
    table = words_of(PRIVACY).split("### Parameters", 1)[1].split("### ", 1)[0]
    told = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE))
    assert told.items() >= privacy.parameters(Parameters()).items()


@named
def test_every_file_of_ours_that_is_named_is_there(page: Path) -> None:
    for name in re.findall(r"`((?:tests|bot|storage|handlers|benchmarks|docs)/[\w/.-]*)`", words_of(page)):
        assert (ROOT / name).exists(), name
