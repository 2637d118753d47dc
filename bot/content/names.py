"""Names of laws and products that a text does not explain, from `names.yaml`."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.content import reading
from bot.content.strict_yaml import StrictLoader
from bot.core.prompts import Locale

FILE = Path(__file__).parent / "names.yaml"
BRACKETS = re.compile(r"\s*\(\w[^)]*\)")
CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+\b")


def unexplained(text: str, locale: Locale) -> list[str]:
    """Each once, in the order of the text."""
    found = (name for sentence in reading.sentences(text) for name in _in_sentence(sentence, locale))
    return list(dict.fromkeys(found))


def _in_sentence(sentence: str, locale: Locale) -> list[str]:
    said = {word.lower() for word in reading.words(sentence)}
    if said & set(_list("explained_by")[locale]):
        return []
    matches = [*_pattern().finditer(sentence), *CAPITALS.finditer(sentence)]
    return [
        match.group()
        for match in sorted(matches, key=lambda each: each.start())
        if match.group() not in _list("known") and not BRACKETS.match(sentence, match.end())
    ]


@cache
def _list(name: str) -> Any:
    with FILE.open("rb") as file:
        return yaml.load(file, Loader=StrictLoader)[name]  # noqa: S506  (a safe loader, stricter)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _list('names')))})\b")
