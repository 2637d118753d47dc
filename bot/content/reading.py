"""Reading a text as its readers do: its sentences and words, and which words are hard, stiff or bossy."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.content import stiff
from bot.content.stiff import Stiff
from bot.core.prompts import Locale

MOST_WORDS = 45
"""Of a prompt: what one reads at a glance."""
LONGEST_SENTENCE = 20
"""Words in one Dutch sentence; B1 readers lose the thread after that."""
RARE = 3.0
"""Zipf frequency: 3.0 is once in a million words. What is rarer most people know, but not everybody."""
SHORTEST_PART = 3
RARE_PART, RARE_SHORT_PART = 3.5, 4.5
"""Parts of a compound are commoner than words, or chance would know them too: bor-ging, weg-ging."""
LONGEST_COMPOUND = 40
"""Letters; nobody reads longer words, so there is no looking into them."""
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
HOLDER = re.compile(r"\{\w+\}")
AMOUNTS: dict[Locale, re.Pattern[str]] = {
    "nl": re.compile(
        r"\d+|\b(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|veertig|vijftig|honderd"
        r"|iedereen|allemaal|niemand|geen van|meesten|helft|velen|sommigen|enkelen|veel|weinig|procent)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred"
        r"|everyone|everybody|nobody|none|most of|half of|many|some of|few|per ?cent)\b",
        re.IGNORECASE,
    ),
}
"""How many, in a number or in a word."""
VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyà-æè-ïò-öù-ü]")


def sentences(text: str) -> list[str]:
    return [part for part in SENTENCE_END.split(text.strip()) if part]


def words(text: str) -> list[str]:
    """Without what is filled in later."""
    return WORD.findall(HOLDER.sub("", text))


def length(text: str) -> int:
    """Words as a reader counts them, numbers too; what is filled in later is not the author's."""
    return sum(any(map(str.isalnum, part)) for part in HOLDER.sub("", text).split())


def stiff_words(text: str, locale: Locale) -> list[Stiff]:
    """Outside quotations: what a prompt is about may be a stiff word itself."""
    return stiff.found(HOLDER.sub("", QUOTED.sub(" ", text)), locale)


def amounts(text: str, locale: Locale) -> list[str]:
    """Every number, and every word that says how many people or how much, once."""
    return list(dict.fromkeys(found.lower() for found in AMOUNTS[locale].findall(text)))


def tells_what_to_be(text: str) -> list[str]:
    """Dutch phrases that tell somebody what to be or to feel."""
    return [phrase for phrase in FORBIDDEN if re.search(rf"\b{phrase}\b", text, re.IGNORECASE)]


def rare_words(text: str, allowed: Iterable[str] = ()) -> list[str]:
    """Dutch words that few people use. Names (a capital inside a sentence) are left alone."""
    known = FIELD_WORDS.union(word.lower() for word in allowed)
    return [
        word
        for sentence in sentences(text)
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


def _common_nouns(sentence: str) -> Iterator[str]:
    for place, word in enumerate(words(sentence)):
        if place == 0 or word[0].islower():
            yield word.lower()


@lru_cache(maxsize=8192)  # people's own texts come past too
def _is_common(word: str, least: float = RARE) -> bool:
    from wordfreq import zipf_frequency  # with all it imports 10 MB, and most days nobody writes a prompt

    return zipf_frequency(word, "nl") >= least


def _splits(word: str) -> Iterator[bool]:
    """A compound is known when both its parts are: bouw-vergunning, and with a joining s, beroeps-termijn."""
    if len(word) > LONGEST_COMPOUND:
        return
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first, second = word[:cut].strip("-"), word[cut:].strip("-")
        yield _is_part(second) and (_is_part(first) or _is_part(first.removesuffix("s")))


def _is_part(part: str) -> bool:
    return len(part) >= SHORTEST_PART and _is_common(part, RARE_PART if len(part) > SHORTEST_PART else RARE_SHORT_PART)
