"""Plain language, checked: each rule looks at one prompt and says how to mend the sentence (content-spec §5)."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from wordfreq import zipf_frequency

from bot.content.schema import PromptEntry
from bot.core.prompts import Kind

MOST_WORDS, MOST_WORDS_OF_A_STORY, MOST_WORDS_OF_WHY = 45, 80, 20
LONGEST_SENTENCE = 20
"""Words in one Dutch sentence; B1 readers lose the thread after that."""
RARE = 3.0
"""Zipf frequency: 3.0 is once in a million words. What is rarer most people know, but not everybody."""
SHORTEST_PART = 3
# Everybody at a municipality knows these, whatever newspapers write; each is rarer than RARE on its own.
FIELD_WORDS = frozenset(
    [
        "afgehandeld", "aanvrager", "balie", "bedankje", "bode", "bouwvergunning",
        "dakkapel", "goedendag", "hardop", "identiteitskaart", "kaartje", "laaghangende",
        "telefoontje", "telefoontjes", "trucje", "werkbak", "werkkleding", "werkoverleg",
    ]
)  # fmt: skip
FORBIDDEN = ("jij moet", "je moet", "je zou moeten", "wees", "voel", "voelen")
QUOTED = re.compile(r"[‘“'\"].*?[’”'\"]")
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*")
HOLDER = re.compile(r"\{(\w+)\}")

Rule = Callable[[PromptEntry], Iterator[str]]


def problems(entry: PromptEntry) -> list[str]:
    """What is wrong with this prompt, a sentence each."""
    return [problem for rule in RULES for problem in rule(entry)]


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!:])\s+", text.strip()) if part]


def words(text: str) -> list[str]:
    return WORD.findall(text)


def rare_words(text: str, allowed: Iterable[str] = ()) -> list[str]:
    """Dutch words that few people use. Names (a capital inside a sentence) are left alone."""
    return [word for sentence in sentences(text) for word in _common_nouns(sentence) if not _is_known(word, allowed)]


def _length(entry: PromptEntry) -> Iterator[str]:
    most = MOST_WORDS_OF_A_STORY if entry.kind is Kind.STORY else MOST_WORDS
    for locale, text in (("nl", entry.text.nl), ("en", entry.text.en)):
        if len(text.split()) > most:
            yield f"the {locale} text has {len(text.split())} words; make it {most} or fewer."
    if len(entry.why.nl.split()) > MOST_WORDS_OF_WHY:
        yield f"`why` has {len(entry.why.nl.split())} words; make it {MOST_WORDS_OF_WHY} or fewer."


def _long_sentences(entry: PromptEntry) -> Iterator[str]:
    for sentence in sentences(entry.text.nl):
        if len(sentence.split()) > LONGEST_SENTENCE:
            yield f"this sentence is long, make two of it: {sentence}"


def _questions(entry: PromptEntry) -> Iterator[str]:
    marks = entry.text.nl.count("?")
    if entry.kind is Kind.ACTION and marks:
        yield "an action asks nothing; say what to do instead of asking."
    elif marks > 1:
        yield "one question is enough; make the other one a statement."


def _tone(entry: PromptEntry) -> Iterator[str]:
    for phrase in FORBIDDEN:
        if re.search(rf"\b{phrase}\b", entry.text.nl, re.IGNORECASE):
            yield f"“{phrase}” tells somebody what to be; ask for a deed instead."
    for text in (entry.text.nl, entry.text.en, entry.why.nl, entry.why.en):
        if "!" in text:
            yield "leave out the exclamation mark."
    if re.search(r"\b(u|uw)\b", QUOTED.sub("", entry.text.nl), re.IGNORECASE):
        yield "write je, not u; u only in what somebody says, between quotation marks."


def _placeholders(entry: PromptEntry) -> Iterator[str]:
    if set(HOLDER.findall(entry.text.nl)) != set(HOLDER.findall(entry.text.en)):
        yield "Dutch and English do not fill in the same things between braces."


def _plain(entry: PromptEntry) -> Iterator[str]:
    for word in dict.fromkeys(rare_words(f"{entry.text.nl} {entry.why.nl}", entry.b1_allow)):
        yield f"not many people know the word “{word}”. Use another one, or give the reason in b1_allow."


RULES: tuple[Rule, ...] = (_length, _long_sentences, _questions, _tone, _placeholders, _plain)


def _common_nouns(sentence: str) -> Iterator[str]:
    for place, word in enumerate(words(sentence)):
        if place == 0 or word[0].islower():
            yield word.lower()


def _is_known(word: str, allowed: Iterable[str]) -> bool:
    return word in FIELD_WORDS or word in allowed or _is_common(word) or any(_splits(word))


@cache
def _is_common(word: str) -> bool:
    return zipf_frequency(word, "nl") >= RARE


def _splits(word: str) -> Iterator[bool]:
    """A compound is known when both its parts are: rij-bewijs, team-beeld, and with a joining s, werkings-tijd."""
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first, second = word[:cut].strip("-"), word[cut:].strip("-")
        yield _is_common(second) and (_is_common(first) or _is_common(first.removesuffix("s")))
