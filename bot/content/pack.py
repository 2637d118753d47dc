"""A content pack: the prompts and what goes with them, read from YAML and checked as a whole."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, get_args

import yaml
from pydantic import TypeAdapter, ValidationError

from bot.content.schema import (
    CardEntry,
    CaseEntry,
    ChallengeEntry,
    Entry,
    MomentEntry,
    PromptEntry,
    Talk,
    TemplateEntry,
    Words,
)
from bot.content.strict_yaml import StrictLoader
from bot.core.prompts import Answer, AnswerType, Asks, Case, Dimension, Kind, Library, Prompt, Text, Theme
from bot.core.rhythms import Rhythm

SHIPPED = Path(__file__).parent
WRITTEN = tuple(asks for asks in Asks if asks is not Asks.ONE_TO_ONE)
"""What is asked by a followup among the prompts; the questions for a talk stand in moments.yaml."""
E = TypeVar("E", bound=Entry)


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
    """One question for the werkoverleg."""

    theme: Theme
    question: Text


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
    pages = read(folder)
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


@dataclass(slots=True)
class Pages:
    """What stands in a pack's files, with all that is wrong with them."""

    prompts: list[PromptEntry] = field(default_factory=list)
    cases: list[CaseEntry] = field(default_factory=list)
    cards: list[CardEntry] = field(default_factory=list)
    templates: list[TemplateEntry] = field(default_factory=list)
    challenges: list[ChallengeEntry] = field(default_factory=list)
    moments: list[MomentEntry] = field(default_factory=list)
    a4: Words | None = None
    problems: list[str] = field(default_factory=list)
    version: str = ""


def read(folder: Path | None = None) -> Pages:
    """Reads every file of a pack and keeps going after a fault, so that an author sees all of them."""
    folder, pages = folder or SHIPPED, Pages()
    digest = hashlib.sha256()
    for path in sorted((folder / "prompts").glob("*.yaml")):
        pages.prompts += _entries(path, PromptEntry, pages.problems)
        digest.update(path.read_bytes())
    pages.cases = _entries(folder / "cases.yaml", CaseEntry, pages.problems)
    pages.cards = _entries(folder / "cards.yaml", CardEntry, pages.problems)
    pages.templates = _entries(folder / "commitments.yaml", TemplateEntry, pages.problems)
    pages.challenges = _entries(folder / "challenges.yaml", ChallengeEntry, pages.problems)
    pages.moments = _entries(folder / "moments.yaml", MomentEntry, pages.problems)
    pages.a4 = _a4(folder, pages.problems)
    pages.version = digest.hexdigest()[:12]
    pages.problems += _incomplete(pages)
    return pages


def _a4(folder: Path, problems: list[str]) -> Words | None:
    dutch, english = (_written(folder / f"a4.{locale}.md", problems) for locale in ("nl", "en"))
    return Words(nl=dutch, en=english) if dutch and english else None


def _written(path: Path, problems: list[str]) -> str:
    """What stands in a file; never empty without a problem that says why."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        problems.append(f"{path.name}: this file is missing or cannot be read.")
        return ""
    if not text.strip():
        problems.append(f"{path.name}: this file is empty.")
        return ""
    return text


def _entries(path: Path, kind: type[E], problems: list[str]) -> list[E]:
    if not (text := _written(path, problems)):
        return []
    try:
        raw = yaml.load(text, Loader=StrictLoader)  # noqa: S506  (a safe loader, stricter)
    except yaml.YAMLError as fault:
        problems.append(f"{path.name}: this is not valid YAML. {' '.join(str(fault).split())}")
        return []
    if not isinstance(raw, list):
        problems.append(f"{path.name}: this file must be a list; begin every entry with a dash.")
        return []
    found = [_entry(path, each, kind, problems) for each in raw]
    return [entry for entry in found if entry is not None]


def _entry(path: Path, raw: object, kind: type[E], problems: list[str]) -> E | None:
    try:
        return TypeAdapter(kind).validate_python(raw)
    except ValidationError as faults:
        name = next((str(raw[key]) for key in ("id", "theme") if key in raw), "?") if isinstance(raw, dict) else "?"
        for fault in faults.errors():
            place = ".".join(str(part) for part in fault["loc"]) or "entry"
            problems.append(f"{path.name}: {name}: {place}: {fault['msg'].removeprefix('Value error, ')}.")
        return None


def _incomplete(pages: Pages) -> list[str]:
    """What no single entry can see: ids twice, and what the bot cannot do without."""
    measured = Counter(entry.measures for entry in pages.prompts if entry.measures)
    return [
        *_repeated("prompts", (entry.id for entry in pages.prompts)),
        *_repeated("challenges.yaml", (entry.id for entry in pages.challenges)),
        *_repeated("moments.yaml", (entry.id for entry in pages.moments)),
        *_missing("cases.yaml: the case {} is missing.", Case, (case.id for case in pages.cases)),
        *_missing("cards.yaml: the theme {} is missing.", Theme, (card.theme for card in pages.cards)),
        *_missing("commitments.yaml: the theme {} is missing.", Theme, (each.theme for each in pages.templates)),
        *_missing("moments.yaml: the moment {} is missing.", get_args(Talk), (entry.id for entry in pages.moments)),
        *([] if pages.challenges else ["challenges.yaml: there is no challenge at all; write at least one."]),
        *_missing("prompts: no followup asks {}; write one.", WRITTEN, (entry.asks for entry in pages.prompts)),
        *(
            f"prompts: exactly one rating must measure {dimension}; there are {measured[dimension]}."
            for dimension in Dimension
            if measured[dimension] != 1
        ),
    ]


def _repeated(place: str, ids: Iterable[str]) -> list[str]:
    return [
        f"{place}: the id {id} stands there {times} times; every id is unique."
        for id, times in Counter(ids).items()
        if times > 1
    ]


def _missing(problem: str, needed: Iterable[object], there: Iterable[object]) -> list[str]:
    found = set(there)
    return [problem.format(each) for each in needed if each not in found]
