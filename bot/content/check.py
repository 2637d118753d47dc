"""The check of a content pack, behind `zetje content check`: what is wrong, what could be better, what there is."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from bot.content import figures, files, lint, pack, reading
from bot.content.figures import Figures, Pair
from bot.content.files import Pages
from bot.content.schema import PromptEntry
from bot.core.prompts import Kind, Role, Theme

TOO_ALIKE = 0.6
"""Share of their words that two prompts may have in common."""
SHORT_SENTENCES = 12
EASY_READING = 65
NEEDED = (Kind.ACTION, Kind.REFLECTION, Kind.RATING)
"""What every theme has at least one of, so that its week can be filled."""
ALLOWANCE = re.compile(r"\s*b1_allow:\s*(.*)")


@dataclass(frozen=True, slots=True)
class Report:
    """`figures` is None for a pack without a single prompt."""

    problems: list[str]
    warnings: list[str]
    figures: Figures | None

    def lines(self) -> list[str]:
        problems = [f"✗ {problem}" for problem in self.problems]
        warnings = [f"· {warning}" for warning in self.warnings]
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}." if problems else "No problems."
        return [*problems, *warnings, *(self.figures.lines() if self.figures else ()), count]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def check(folder: Path | None = None) -> Report:
    """Reads a pack (the shipped one when None) and holds every piece of it against the rules."""
    folder = folder or pack.SHIPPED
    pages = files.read(folder)
    entries = pages.prompts
    pairs = _pairs(entries)
    problems = [*pages.problems, *_told(pages), *_allowed(folder), *_gaps(entries), *_twins(pairs)]
    found = figures.of(pages, max(pairs, key=lambda pair: pair.alike, default=None)) if entries else None
    return Report(problems, list(_warnings(found)) if found else [], found)


def _told(pages: Pages) -> Iterator[str]:
    pieces: list[tuple[str, lint.Readable]] = [
        *((entry.id, entry) for entry in pages.prompts),
        *((case.id, case) for case in pages.cases),
        *((card.theme, card) for card in pages.cards),
        *((template.theme, template) for template in pages.templates),
        *((challenge.id, challenge) for challenge in pages.challenges),
        *((moment.id, moment) for moment in pages.moments),
    ]
    if pages.a4:
        yield from (f"a4: {problem}" for problem in lint.a4(pages.a4))
    for name, entry in pieces:
        yield from (f"{entry.place}: {name}: {problem}" for problem in lint.problems(entry))


def _allowed(folder: Path) -> Iterator[str]:
    """A word that few people know may stay for a reason, and the reason stands beside it."""
    for path in sorted((folder / "prompts").glob("*.yaml")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        inside = False
        for number, line in enumerate(lines, start=1):
            found = ALLOWANCE.match(line)
            inside = bool(found and not found[1].startswith("[")) or (inside and line.strip().startswith("- "))
            names_a_word = (found and found[1].startswith("[")) or (inside and not found)
            if names_a_word and "#" not in line:
                yield f"{path.name}:{number}: say in a comment on this line why the word may stay: # because …"


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
        Pair(len(first & second) / (len(first | second) or 1), one.id, other.id, other.place)
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
            yield (
                f"{pair.place}: {pair.one} and {pair.other} say nearly the same; drop one, or ask for another deed or"
                " moment."
            )


def _warnings(found: Figures) -> Iterator[str]:
    for role in Role:
        if not found.own(Kind.ACTION, role):
            yield f"nobody wrote an action for {role} yet."
    if found.words_a_sentence > SHORT_SENTENCES:
        yield f"sentences have {found.words_a_sentence:.1f} words on average; {SHORT_SENTENCES} or fewer reads easier."
    if found.reading_ease < EASY_READING:
        ease = f"{found.reading_ease:.0f}"
        yield f"the reading ease (Flesch-Douma) is {ease}; shorter words and sentences bring it to {EASY_READING}."
