"""Every word the bot says exists in both languages, says the same things, and is used."""

import re
from pathlib import Path
from string import Formatter

import pytest

import handlers
from bot import enrol, reply
from bot.content import lint, wording
from bot.core.answers import DONE, NOT_TODAY
from bot.core.cells import Scope
from bot.core.periods import Question
from bot.core.prompts import Kind, Locale, Role, Theme
from bot.messages import Reaction

WORDS = wording.load()
KEYS = sorted(WORDS.keys("nl"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path(handlers.__file__).parent.rglob("*.py"))
FAMILIES = {
    "theme": Theme,
    "kind": Kind,
    "role": Role,
    "reply": Reaction,
    "refusal": {*reply.Refusal, *enrol.Refusal},
    "report.high": Question,
    "report.scope": Scope.__args__,  # type: ignore[attr-defined]
    "answer": (*DONE, NOT_TODAY),
}


def test_both_languages_have_the_same_keys() -> None:
    assert WORDS.keys("nl") == WORDS.keys("en")


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_fill_in_the_same(key: str) -> None:
    holders = [
        {name for _, name, _, _ in Formatter().parse(WORDS.catalogues[locale][key]) if name} for locale in ("nl", "en")
    ]
    assert holders[0] == holders[1]


@pytest.mark.parametrize("locale", ["nl", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_the_tone_is_kept(key: str, locale: Locale) -> None:
    words = WORDS.catalogues[locale][key]
    assert words.strip()
    assert "!" not in words
    if locale == "nl":
        assert not re.search(r"\b(u|uw|moet)\b", words)


@pytest.mark.parametrize("key", [key for key in KEYS if not key.startswith("manifest.")])
def test_the_dutch_is_plain(key: str) -> None:
    ours = {"slack", "zetje", "werkoverleg", "teambeeld", "micro-actie", "versleuteld"}
    words = re.sub(r"`[^`]*`|:[a-z_]+:|\{\w+\}", "", WORDS.catalogues["nl"][key])
    assert lint.rare_words(words, ours) == []


def test_every_key_that_code_asks_for_exists() -> None:
    asked = set(re.findall(r'say\([^"]*?"([a-z_]+\.[a-z_.]+)"', CODE))
    assert asked
    assert asked <= set(KEYS)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_member_of_a_family_has_its_words(family: str) -> None:
    assert {f"{family}.{member}" for member in FAMILIES[family]} <= set(KEYS)


def test_no_key_is_left_that_nothing_says() -> None:
    named = set(re.findall(r"[\"']([a-z_]+\.[a-z_.]+)[\"']", CODE))
    families = tuple(f"{family}." for family in FAMILIES)
    assert [key for key in KEYS if key not in named and not key.startswith(families)] == []
