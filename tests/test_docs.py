"""What the documentation tells people to type is understood, in both languages."""

import re
from pathlib import Path

import pytest

from handlers.slack.commands import CHALLENGE, COMMAND, COMMITMENT, RECIPE
from handlers.slack.doors import WORDS

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
ALONE = (*COMMITMENT.values(), *RECIPE.values(), *CHALLENGE.values())


def typed(page: Path) -> list[str]:
    """Everything between backticks that begins with a slash and a word of ours."""
    text = page.read_text(encoding="utf-8")
    return [words for words in re.findall(r"`(/[^`]+)`", text) if words.split()[0] in (COMMAND, *ALONE)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_the_documentation_exists(page: Path) -> None:
    for words in typed(page):
        name, _, rest = words.partition(" ")
        if name == COMMAND:
            assert rest.split(" ")[0] in WORDS or " ".join(rest.split(" ")[:2]) in WORDS, words


def test_employees_read_of_every_command() -> None:
    told = {words.split()[0] for words in typed(ROOT / "docs" / "employees.md")}
    assert told == {COMMAND, *ALONE}


def test_the_help_in_chat_names_only_words_that_exist() -> None:
    for locale in ("nl", "en"):
        text = (ROOT / f"bot/content/locales/{locale}/LC_MESSAGES/zetje.po").read_text(encoding="utf-8")
        for words in re.findall(r"`/zetje ([^`\[]+?)(?: \[|`)", text):
            assert words.split()[0] in WORDS, words
