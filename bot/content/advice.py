"""Advice for somebody who writes a prompt for the team: friendly, little at a time, and never a refusal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from textwrap import shorten

from bot.content import reading, residents
from bot.core.prompts import Locale

MOST = 4
"""Pieces of advice at once; with more of them people give up."""
MOST_WORDS_AT_ONCE = 2
"""Hard words, and stiff words, that are named at once."""
SHOWN = 60
"""Characters that are shown of a sentence: enough to find it again."""


@dataclass(frozen=True, slots=True)
class Advice:
    """`key` is that of a sentence in the catalogues, which fills in `params`."""

    key: str
    params: dict[str, str] = field(default_factory=dict)


KEYS = (
    "advice.name_or_number",
    "advice.too_long",
    "advice.two_questions",
    "advice.long_sentence",
    "advice.stiff_word",
    "advice.rare_word",
    "advice.tells_what_to_be",
    "advice.exclamation",
)
"""In the order in which they come: first what could harm somebody, last what is a matter of taste."""


def advise(text: str, locale: Locale) -> list[Advice]:
    """At most a few pieces of advice on that text, the weightiest first; none when it is fine as it is."""
    return list(islice(_all(text, locale), MOST))


def _all(text: str, locale: Locale) -> Iterator[Advice]:
    if resident := residents.looks_like(text):
        yield Advice("advice.name_or_number", {"found": _shown(resident)})
    yield from _length(text)
    if len(re.findall(r"\?+", text)) > 1:
        yield Advice("advice.two_questions")
    yield from _long_sentence(text)
    yield from _words(text, locale)
    if locale == "nl" and (phrases := reading.tells_what_to_be(text)):
        yield Advice("advice.tells_what_to_be", {"phrase": phrases[0]})
    if "!" in text:
        yield Advice("advice.exclamation")


def _length(text: str) -> Iterator[Advice]:
    words = reading.length(text)
    if words > reading.MOST_WORDS:
        yield Advice("advice.too_long", {"words": str(words), "most": str(reading.MOST_WORDS)})


def _long_sentence(text: str) -> Iterator[Advice]:
    longest = max(reading.sentences(text), key=reading.length, default="")
    if reading.length(longest) > reading.LONGEST_SENTENCE:
        yield Advice("advice.long_sentence", {"sentence": _shown(longest)})


def _words(text: str, locale: Locale) -> Iterator[Advice]:
    stiff = reading.stiff_words(text, locale)
    for each in stiff[:MOST_WORDS_AT_ONCE]:
        yield Advice("advice.stiff_word", {"word": each.word, "better": each.plain})
    if locale == "nl":
        rare = dict.fromkeys(reading.rare_words(text, {each.word for each in stiff}))
        yield from (Advice("advice.rare_word", {"word": word}) for word in islice(rare, MOST_WORDS_AT_ONCE))


def _shown(words: str) -> str:
    return shorten(words, SHOWN, placeholder=" …")
