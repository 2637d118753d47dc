"""Stiff words and the plain ones that people say instead, from `plain_words.yaml`."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.content.strict_yaml import StrictLoader
from bot.core.prompts import Locale

FILE = Path(__file__).parent / "plain_words.yaml"


@dataclass(frozen=True, slots=True)
class Stiff:
    word: str
    plain: str


def found(text: str, locale: Locale) -> list[Stiff]:
    """The stiff words in a text, each once, in the order of the text."""
    words = dict.fromkeys(_pattern(locale).findall(" ".join(text.lower().split())))
    return [Stiff(word, replacements(locale)[word]) for word in words]


@cache
def replacements(locale: Locale) -> dict[str, str]:
    """Every stiff word, in lower case, with what to say instead."""
    with FILE.open("rb") as file:
        entries = yaml.load(file, Loader=StrictLoader)[locale]  # noqa: S506  (a safe loader, stricter)
    return {word: entry["plain"] for entry in entries for word in entry["stiff"]}


@cache
def _pattern(locale: Locale) -> re.Pattern[str]:
    # On text in lower case, instead of with IGNORECASE, which lets ſ pass for an s.
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, replacements(locale)))})(?!\w)")
