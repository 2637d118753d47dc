"""Figures of a content pack, which an author steers by: how it reads, and what there is for whom."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import mean
from typing import NamedTuple

from bot.content import reading
from bot.content.files import Pages
from bot.content.schema import PromptEntry
from bot.core.prompts import Kind, Role, Theme

ALL = "all"
"""Stands in the place of a role for what everybody can get."""

Coverage = Mapping[Theme, Mapping[Kind, Mapping[str, int]]]


class Pair(NamedTuple):
    """How alike two prompts are; `place` is where the second one stands."""

    alike: float
    one: str
    other: str
    place: str


@dataclass(frozen=True, slots=True)
class Figures:
    """`coverage`: how many prompts there are by theme, kind, and role; `plain`: the share without one rare word;
    `reviewed`: those that say who outside policy staff read them, and when.
    """

    prompts: int
    kinds: Mapping[Kind, int]
    templates: int
    challenges: int
    words_a_sentence: float
    reading_ease: float
    plain: float
    reviewed: int
    nearest: Pair | None
    coverage: Coverage

    def own(self, kind: Kind, role: Role) -> int:
        """Prompts of that kind that were written for that kind of work."""
        return sum(kinds[kind].get(role, 0) for kinds in self.coverage.values())

    def lines(self) -> Iterator[str]:
        yield f"{self.prompts} prompts: " + ", ".join(f"{self.kinds[kind]} {kind}" for kind in Kind)
        yield f"{self.templates} examples of a commitment"
        yield f"{self.challenges} challenge templates"
        yield f"{self.words_a_sentence:.1f} words a sentence; reading ease (Flesch-Douma) {self.reading_ease:.0f}"
        yield f"{self.plain:.0%} of the prompts without a single rare word (B1)"
        yield f"{self.reviewed} of the prompts read by somebody outside policy staff, as their `review` says"
        if self.nearest:
            alike, one, other, _ = self.nearest
            yield f"nearest pair: {one} and {other}, {alike:.0%} of their words in common"
        yield from self._table()

    def _table(self) -> Iterator[str]:
        """A row for each theme; 9+6 is nine for everybody and six more, each for some kinds of work."""
        yield " " * 20 + "".join(f"{kind:>11}" for kind in Kind)
        for theme in Theme:
            yield f"{theme:<20}" + "".join(f"{_shown(self.coverage[theme][kind]):>11}" for kind in Kind)
        yield "written for one kind of work:"
        for role in Role:
            yield f"{role:<20}" + "".join(f"{self.own(kind, role) or '-':>11}" for kind in Kind)


def of(pages: Pages, nearest: Pair | None) -> Figures:
    """Of a pack with at least one prompt."""
    entries = pages.prompts
    kinds = Counter(entry.kind for entry in entries)
    return Figures(
        prompts=len(entries),
        kinds={kind: kinds[kind] for kind in Kind},
        templates=len(pages.templates),
        challenges=len(pages.challenges),
        words_a_sentence=mean(
            len(reading.words(sentence)) for entry in entries for sentence in reading.sentences(entry.text.nl)
        ),
        reading_ease=reading.reading_ease(entry.text.nl for entry in entries),
        plain=sum(not reading.rare_words(entry.text.nl) for entry in entries) / len(entries),
        reviewed=sum(entry.review is not None for entry in entries),
        nearest=nearest,
        coverage={
            theme: {kind: _roles(each for each in entries if (each.theme, each.kind) == (theme, kind)) for kind in Kind}
            for theme in Theme
        },
    )


def _roles(entries: Iterator[PromptEntry]) -> dict[str, int]:
    return dict(Counter(role for entry in entries for role in (entry.roles or (ALL,))))


def _shown(roles: Mapping[str, int]) -> str:
    own = sum(number for role, number in roles.items() if role != ALL)
    return f"{roles.get(ALL, 0)}+{own}" if own else str(roles.get(ALL, "-"))
