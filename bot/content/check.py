"""The check of a content pack, behind `zetje content check`: what is wrong, what could be better, what there is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from bot.content import lint, pack, reading
from bot.content.lint import Readable
from bot.content.pack import Pages
from bot.content.schema import PromptEntry
from bot.core.prompts import Kind, Role, Theme

TOO_ALIKE = 0.6
"""Share of their words that two prompts may have in common."""
SHORT_SENTENCES = 12
EASY_READING = 65
NEEDED = (Kind.ACTION, Kind.REFLECTION, Kind.RATING)
"""What every theme has at least one of, so that its week can be filled."""


class Pair(NamedTuple):
    alike: float
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Report:
    problems: list[str]
    warnings: list[str]
    figures: list[str]

    def lines(self) -> list[str]:
        problems = [f"✗ {problem}" for problem in self.problems]
        warnings = [f"· {warning}" for warning in self.warnings]
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}." if problems else "No problems."
        return [*problems, *warnings, *self.figures, count]


def check(folder: Path | None = None) -> Report:
    """Reads a pack (the shipped one when None) and holds every piece of it against the rules."""
    pages = pack.read(folder)
    entries = pages.prompts
    pairs = _pairs(entries)
    problems = [*pages.problems, *_told(pages), *_gaps(entries), *_twins(pairs)]
    return Report(problems, list(_warnings(entries)), list(_figures(pages, pairs)) if entries else [])


def _told(pages: Pages) -> Iterator[str]:
    pieces: list[tuple[str, Readable]] = [
        *((entry.id, entry) for entry in pages.prompts),
        *((f"cases.yaml: {case.id}", case) for case in pages.cases),
        *((f"cards.yaml: {card.theme}", card) for card in pages.cards),
        *((f"commitments.yaml: {template.theme}", template) for template in pages.templates),
        *((f"challenges.yaml: {challenge.id}", challenge) for challenge in pages.challenges),
        *((f"moments.yaml: {moment.id}", moment) for moment in pages.moments),
    ]
    if pages.a4:
        yield from (f"a4: {problem}" for problem in lint.a4(pages.a4))
    for name, entry in pieces:
        yield from (f"{name}: {problem}" for problem in lint.problems(entry))


def _pairs(entries: list[PromptEntry]) -> list[Pair]:
    """How alike every two prompts are: the share of their longer Dutch words that both have (Jaccard).

    Prompts that are alike on purpose are left out: a family, and the shared ratings with their three questions.
    """
    told = [
        (entry, {word.lower() for word in reading.words(entry.text.nl) if len(word) > 3})
        for entry in entries
        if not entry.measures
    ]
    return [
        Pair(len(first & second) / (len(first | second) or 1), one.id, other.id)
        for (one, first), (other, second) in combinations(told, 2)
        if one.family is None or one.family != other.family
    ]


def _gaps(entries: list[PromptEntry]) -> Iterator[str]:
    kinds = {entry.kind for entry in entries}
    for kind in Kind:
        if kind not in NEEDED and kind not in kinds:
            yield f"there is no {kind} at all; write at least one."
    there = {(entry.theme, entry.kind) for entry in entries}
    for theme in Theme:
        for kind in NEEDED:
            if (theme, kind) not in there:
                yield f"the theme {theme} has no {kind}; write at least one."


def _twins(pairs: list[Pair]) -> Iterator[str]:
    for pair in pairs:
        if pair.alike > TOO_ALIKE:
            yield f"{pair.one} and {pair.other} say nearly the same; drop one, or ask for another deed or moment."


def _warnings(entries: list[PromptEntry]) -> Iterator[str]:
    own = _own_actions(entries)
    for role in Role:
        if not own[role]:
            yield f"nobody wrote an action for {role} yet."
    lengths = _sentence_lengths(entries)
    if lengths and mean(lengths) > SHORT_SENTENCES:
        yield f"sentences have {mean(lengths):.1f} words on average; {SHORT_SENTENCES} or fewer reads easier."
    ease = reading.reading_ease(entry.text.nl for entry in entries)
    if ease < EASY_READING:
        yield f"the reading ease (Flesch-Douma) is {ease:.0f}; shorter words and sentences bring it to {EASY_READING}."


def _figures(pages: Pages, pairs: list[Pair]) -> Iterator[str]:
    entries = pages.prompts
    kinds = Counter(entry.kind for entry in entries)
    plain = sum(not reading.rare_words(entry.text.nl) for entry in entries) / len(entries)
    ease = reading.reading_ease(entry.text.nl for entry in entries)
    nearest = max(pairs, key=lambda pair: pair.alike, default=Pair(0, "-", "-"))
    yield f"{len(entries)} prompts: " + ", ".join(f"{kinds[kind]} {kind}" for kind in Kind)
    yield f"{len(pages.templates)} examples of a commitment"
    yield f"{len(pages.challenges)} challenge templates"
    yield f"{mean(_sentence_lengths(entries)):.1f} words a sentence; reading ease (Flesch-Douma) {ease:.0f}"
    yield f"{plain:.0%} of the prompts without a single rare word (B1)"
    yield f"nearest pair: {nearest.one} and {nearest.other}, {nearest.alike:.0%} of their words in common"
    yield from _coverage(entries)


def _coverage(entries: list[PromptEntry]) -> Iterator[str]:
    yield " " * 20 + "".join(f"{kind:>11}" for kind in Kind)
    for theme in Theme:
        row = Counter(entry.kind for entry in entries if entry.theme is theme)
        yield f"{theme:<20}" + "".join(f"{row[kind] or '-':>11}" for kind in Kind)
    own = _own_actions(entries)
    yield "actions of their own: " + ", ".join(f"{own[role]} {role}" for role in Role)


def _own_actions(entries: list[PromptEntry]) -> Counter[Role]:
    return Counter(role for entry in entries if entry.kind is Kind.ACTION for role in entry.roles)


def _sentence_lengths(entries: list[PromptEntry]) -> list[int]:
    return [len(reading.words(sentence)) for entry in entries for sentence in reading.sentences(entry.text.nl)]
