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
RARE_PART, RARE_SHORT_PART = 3.5, 4.5
"""Parts of a compound are commoner than words, or chance would know them too: bor-ging, weg-ging."""
# Everybody at a municipality knows these, whatever newspapers write. Only words that the rules below would refuse.
FIELD_WORDS = frozenset(
    [
        "aanvrager", "kliko", "laaghangende", "melder", "parkeervergunning",
        "stoeptegel", "telefoonnotitie", "uittreksel", "vakspecialist", "werkbon",
    ]
)  # fmt: skip
FORBIDDEN = ("jij moet", "je moet", "je zou moeten", "wees", "voel", "voelen")
# An apostrophe inside a word (foto's) or before one letter ('s ochtends) opens no quotation.
QUOTED = re.compile(r"(?<!\w)[‘“'\"](?![snt]\b).*?[’”'\"](?!\w)", re.DOTALL)
SENTENCE_END = re.compile(r"(?:(?<=[.?!:])|(?<=[.?!][’”'\"]))\s+")
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*")
HOLDER = re.compile(r"\{(\w+)\}")
VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyà-æè-ïò-öù-ü]")

Rule = Callable[[PromptEntry], Iterator[str]]


def problems(entry: PromptEntry) -> list[str]:
    """What is wrong with this prompt, a sentence each."""
    return [problem for rule in RULES for problem in rule(entry)]


def sentences(text: str) -> list[str]:
    return [part for part in SENTENCE_END.split(text.strip()) if part]


def words(text: str) -> list[str]:
    return WORD.findall(text)


def rare_words(text: str, allowed: Iterable[str] = ()) -> list[str]:
    """Dutch words that few people use. Names (a capital inside a sentence) are left alone."""
    known = FIELD_WORDS.union(word.lower() for word in allowed)
    plain = HOLDER.sub("", text)
    return [
        word
        for sentence in sentences(plain)
        for word in _common_nouns(sentence)
        if word not in known and not _is_common(word) and not any(_splits(word))
    ]


def reading_ease(texts: Iterable[str]) -> float:
    """Flesch-Douma, the Dutch Flesch: about 65 and up reads easily. Only a hint: it counts, it does not read."""
    parts = [sentence for text in texts for sentence in sentences(text)]
    spoken = [word for sentence in parts for word in words(sentence)]
    if not spoken:
        return 100.0
    return 206.84 - 0.93 * len(spoken) / len(parts) - 77 * sum(map(syllables, spoken)) / len(spoken)


def syllables(word: str) -> int:
    """Groups of vowels that sound as one; a trema begins a new one."""
    return max(1, len(VOWELS.findall(word.lower())))


def dutch(entry: PromptEntry) -> list[str]:
    """All that people read in Dutch: the prompt, its reason, and what they can tap."""
    taps = (*entry.answer.options, entry.answer.low, entry.answer.high)
    return [entry.text.nl, entry.why.nl, *(tap.nl for tap in taps if tap)]


def _length(entry: PromptEntry) -> Iterator[str]:
    most = MOST_WORDS_OF_A_STORY if entry.kind is Kind.STORY else MOST_WORDS
    for locale, text in (("nl", entry.text.nl), ("en", entry.text.en)):
        if len(text.split()) > most:
            yield f"the {locale} text has {len(text.split())} words; make it {most} or fewer."
    for locale, why in (("nl", entry.why.nl), ("en", entry.why.en)):
        if len(why.split()) > MOST_WORDS_OF_WHY:
            yield f"the {locale} `why` has {len(why.split())} words; make it {MOST_WORDS_OF_WHY} or fewer."


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
    if any("!" in text for text in (*dutch(entry), entry.text.en, entry.why.en)):
        yield "leave out the exclamation mark."
    if any(re.search(r"\b(u|uw)\b", QUOTED.sub("", text), re.IGNORECASE) for text in dutch(entry)):
        yield "write je, not u; u only in what somebody says, between quotation marks."


def _placeholders(entry: PromptEntry) -> Iterator[str]:
    if set(HOLDER.findall(entry.text.nl)) != set(HOLDER.findall(entry.text.en)):
        yield "Dutch and English do not fill in the same things between braces."


def _plain(entry: PromptEntry) -> Iterator[str]:
    allowed = {*entry.b1_allow, *_names(entry)}
    for word in dict.fromkeys(word for text in dutch(entry) for word in rare_words(text, allowed)):
        yield f"not many people know the word “{word}”. Use another one, or put it in `b1_allow` with the reason."


def _names(entry: PromptEntry) -> set[str]:
    """A name may begin a sentence, where every word has a capital; but it is the same in both languages."""
    return {word for word in words(entry.text.nl) if word[0].isupper()} & set(words(entry.text.en))


RULES: tuple[Rule, ...] = (_length, _long_sentences, _questions, _tone, _placeholders, _plain)


def _common_nouns(sentence: str) -> Iterator[str]:
    for place, word in enumerate(words(sentence)):
        if place == 0 or word[0].islower():
            yield word.lower()


@cache
def _is_common(word: str, least: float = RARE) -> bool:
    return zipf_frequency(word, "nl") >= least


def _splits(word: str) -> Iterator[bool]:
    """A compound is known when both its parts are: bouw-vergunning, and with a joining s, beroeps-termijn."""
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first, second = word[:cut].strip("-"), word[cut:].strip("-")
        yield _is_part(second) and (_is_part(first) or _is_part(first.removesuffix("s")))


def _is_part(part: str) -> bool:
    return len(part) >= SHORTEST_PART and _is_common(part, RARE_PART if len(part) > SHORTEST_PART else RARE_SHORT_PART)
