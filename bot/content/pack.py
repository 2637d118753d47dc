"""A content pack: the prompts and what goes with them, read from YAML and checked as a whole."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from bot.content.schema import CardEntry, CaseEntry, Entry, PromptEntry, TemplateEntry
from bot.content.strict_yaml import StrictLoader
from bot.core.prompts import Asks, Case, Dimension, Library, Text, Theme

SHIPPED = Path(__file__).parent
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
class Pack:
    library: Library
    cases: Mapping[Case, CaseOfTheWeek]
    cards: Mapping[Theme, TalkCard]
    templates: tuple[Template, ...] = ()


def load(folder: Path | None = None) -> Pack:
    """The pack in that folder, or the one that comes with Zetje. Raises BadPack with every problem at once."""
    pages = read(folder)
    if pages.problems:
        raise BadPack(pages.problems)
    return Pack(
        library=Library(tuple(entry.prompt() for entry in pages.prompts), pages.version),
        cases={
            case.id: CaseOfTheWeek(case.id, case.title.text(), case.sentence.text(), case.alt.text())
            for case in pages.cases
        },
        cards={card.theme: TalkCard(card.theme, card.question.text()) for card in pages.cards},
        templates=tuple(Template(each.theme, each.cue.text(), each.deed.text()) for each in pages.templates),
    )


@dataclass(slots=True)
class Pages:
    """What stands in a pack's files, with all that is wrong with them."""

    prompts: list[PromptEntry] = field(default_factory=list)
    cases: list[CaseEntry] = field(default_factory=list)
    cards: list[CardEntry] = field(default_factory=list)
    templates: list[TemplateEntry] = field(default_factory=list)
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
    pages.version = digest.hexdigest()[:12]
    pages.problems += _incomplete(pages)
    return pages


def _entries(path: Path, kind: type[E], problems: list[str]) -> list[E]:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=StrictLoader)  # noqa: S506  (a safe loader, stricter)
    except OSError:
        problems.append(f"{path.name}: this file is missing or cannot be read.")
        return []
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
    ids = Counter(entry.id for entry in pages.prompts)
    measured = Counter(entry.measures for entry in pages.prompts if entry.measures)
    return [
        *(
            f"prompts: the id {id} stands there {times} times; every id is unique."
            for id, times in ids.items()
            if times > 1
        ),
        *_missing("cases.yaml: the case {} is missing.", Case, (case.id for case in pages.cases)),
        *_missing("cards.yaml: the theme {} is missing.", Theme, (card.theme for card in pages.cards)),
        *_missing("commitments.yaml: the theme {} is missing.", Theme, (each.theme for each in pages.templates)),
        *_missing("prompts: no followup asks {}; write one.", Asks, (entry.asks for entry in pages.prompts)),
        *(
            f"prompts: exactly one rating must measure {dimension}; there are {measured[dimension]}."
            for dimension in Dimension
            if measured[dimension] != 1
        ),
    ]


def _missing(problem: str, needed: Iterable[object], there: Iterable[object]) -> list[str]:
    found = set(there)
    return [problem.format(each) for each in needed if each not in found]
