"""The check of a content pack, behind `zetje content check`: what is wrong, what could be better, what there is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import mean

from bot.content import lint, pack
from bot.content.schema import PromptEntry
from bot.core.prompts import Kind, Role, Theme

TOO_ALIKE = 0.6
"""Share of their words that two prompts may have in common."""
SHORT_SENTENCES = 12
KINDS = (Kind.ACTION, Kind.REFLECTION, Kind.STORY, Kind.HELP, Kind.RATING)
NEEDED = (Kind.ACTION, Kind.REFLECTION, Kind.RATING)
"""What every theme has at least one of, so that its week can be filled."""


@dataclass(frozen=True, slots=True)
class Report:
    problems: list[str]
    warnings: list[str]
    figures: list[str]

    def lines(self) -> list[str]:
        problems = [f"✗ {problem}" for problem in self.problems]
        warnings = [f"· {warning}" for warning in self.warnings]
        end = "No problems." if not problems else f"{len(problems)} problems."
        return [*problems, *warnings, *self.figures, end]


def check(folder: Path | None = None) -> Report:
    """Reads a pack (the shipped one when None) and holds every prompt against the rules."""
    pages = pack.read(folder)
    entries = pages.prompts
    found = [f"{entry.id}: {problem}" for entry in entries for problem in lint.problems(entry)]
    problems = [*pages.problems, *found, *_gaps(entries), *_twins(entries)]
    return Report(problems, list(_warnings(entries)), list(_figures(entries)) if entries else [])


def alike(one: str, other: str) -> float:
    """Jaccard similarity of the longer words of two Dutch texts: 0 nothing in common, 1 the same words."""
    first, second = ({word.lower() for word in lint.words(text) if len(word) > 3} for text in (one, other))
    return len(first & second) / len(first | second) if first | second else 0.0


def _gaps(entries: list[PromptEntry]) -> Iterator[str]:
    there = {(entry.theme, entry.kind) for entry in entries}
    for theme in Theme:
        for kind in NEEDED:
            if (theme, kind) not in there:
                yield f"the theme {theme} has no {kind}; write at least one."


def _twins(entries: list[PromptEntry]) -> Iterator[str]:
    # The shared ratings are worded alike on purpose: three questions, one scale.
    for one, other in combinations([entry for entry in entries if not entry.measures], 2):
        if alike(one.text.nl, other.text.nl) > TOO_ALIKE:
            yield f"{one.id} and {other.id} say nearly the same; drop one, or give them one `family`."


def _warnings(entries: list[PromptEntry]) -> Iterator[str]:
    own = Counter(role for entry in entries if entry.kind is Kind.ACTION for role in entry.roles)
    for role in Role:
        if not own[role]:
            yield f"nobody wrote an action for {role} yet."
    lengths = _sentence_lengths(entries)
    if lengths and mean(lengths) > SHORT_SENTENCES:
        yield f"sentences have {mean(lengths):.1f} words on average; {SHORT_SENTENCES} or fewer reads easier."


def _figures(entries: list[PromptEntry]) -> Iterator[str]:
    kinds = Counter(entry.kind for entry in entries)
    plain = sum(not lint.rare_words(entry.text.nl) for entry in entries) / len(entries)
    pairs = combinations([entry for entry in entries if not entry.measures], 2)
    nearest = max(((alike(a.text.nl, b.text.nl), a.id, b.id) for a, b in pairs), default=(0.0, "-", "-"))
    yield f"{len(entries)} prompts: " + ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS)
    yield f"{mean(_sentence_lengths(entries)):.1f} words a sentence; {plain:.0%} without a single rare word"
    yield f"nearest pair: {nearest[1]} and {nearest[2]}, {nearest[0]:.0%} of their words in common"
    yield " " * 20 + "".join(f"{kind:>11}" for kind in KINDS)
    for theme in Theme:
        row = Counter(entry.kind for entry in entries if entry.theme is theme)
        yield f"{theme:<20}" + "".join(f"{row[kind] or '-':>11}" for kind in KINDS)


def _sentence_lengths(entries: list[PromptEntry]) -> list[int]:
    return [len(lint.words(sentence)) for entry in entries for sentence in lint.sentences(entry.text.nl)]
