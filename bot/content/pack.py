"""A content pack: the prompts and what goes with them, read from YAML and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.prompts import Answer, AnswerType, Asks, Case, Kind, Library, Prompt, Text, Theme
from bot.core.rhythms import Rhythm

if TYPE_CHECKING:  # what a pack is one can know without what reads it, see `load`
    from bot.content.schema import ChallengeEntry, MomentEntry

SHIPPED = Path(__file__).parent


class BadPack(Exception):
    """A pack that cannot be used; every problem names the file, the place and what is wrong there."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class CaseOfTheWeek:
    """A citizen case as the weekly post tells it; `alt` says what its picture shows."""

    id: Case
    title: Text
    sentence: Text
    alt: Text


@dataclass(frozen=True, slots=True)
class TalkCard:
    """One question for the werkoverleg; `sentence` when the team answers it with the one sentence of its recipe."""

    theme: Theme
    question: Text
    sentence: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """An example of a commitment: if `cue`, then `deed`, without those two words."""

    theme: Theme
    cue: Text
    deed: Text


@dataclass(frozen=True, slots=True)
class ChallengeTemplate:
    """A template that a coach picks: one deed for a team, with what the bot says before, halfway and after."""

    id: str
    theme: Theme
    rhythm: Rhythm
    days: int
    name: Text
    text: Text
    start: Text
    halfway: Text
    closing: Text


@dataclass(frozen=True, slots=True)
class Pack:
    """`moments` has the questions for each `Talk`; `a4` is what everybody reads first, a list in Markdown."""

    library: Library
    cases: Mapping[Case, CaseOfTheWeek]
    cards: Mapping[Theme, TalkCard]
    templates: tuple[Template, ...] = ()
    challenges: tuple[ChallengeTemplate, ...] = ()
    moments: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    a4: Text = field(default_factory=lambda: Text("", ""))


def load(folder: Path | None = None) -> Pack:
    """The pack in that folder, or the one that comes with Zetje. Raises BadPack with every problem at once."""
    from bot.content import files  # with pydantic and all it checks by 10 MB, which the bot does without (bot/shelf.py)

    pages = files.read(folder or SHIPPED)
    if pages.problems or pages.a4 is None:
        raise BadPack(pages.problems)
    return Pack(
        library=Library((*(entry.prompt() for entry in pages.prompts), *_one_to_one(pages.moments)), pages.version),
        cases={
            case.id: CaseOfTheWeek(case.id, case.title.text(), case.sentence.text(), case.alt.text())
            for case in pages.cases
        },
        cards={card.theme: TalkCard(card.theme, card.question.text()) for card in pages.cards},
        templates=tuple(Template(each.theme, each.cue.text(), each.deed.text()) for each in pages.templates),
        challenges=tuple(_challenge(each) for each in pages.challenges),
        moments={moment.id: tuple(question.text() for question in moment.questions) for moment in pages.moments},
        a4=pages.a4.text(),
    )


def _challenge(entry: ChallengeEntry) -> ChallengeTemplate:
    return ChallengeTemplate(
        id=entry.id,
        theme=entry.theme,
        rhythm=entry.rhythm,
        days=entry.days,
        name=entry.name.text(),
        text=entry.text.text(),
        start=entry.start.text(),
        halfway=entry.halfway.text(),
        closing=entry.closing.text(),
    )


def _one_to_one(moments: Iterable[MomentEntry]) -> Iterator[Prompt]:
    """The questions before a talk with one's manager, as one prompt."""
    for moment in moments:
        if moment.id == "bilateraal":
            lines = [[f"• {question.nl}", f"• {question.en}"] for question in moment.questions]
            nl, en = ("\n".join(each) for each in zip(*lines, strict=True))
            yield Prompt(
                id=moment.id,
                kind=Kind.FOLLOWUP,
                theme=Theme.OPENHEID,
                family=moment.id,
                roles=frozenset(),
                moment="voor-gesprek",
                effort_min=5,
                phase="any",
                answer=Answer(AnswerType.DONE),
                text=Text(nl, en),
                why=Text("", ""),
                asks=Asks.ONE_TO_ONE,
            )
