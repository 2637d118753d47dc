"""The files of a content pack: read from YAML, each entry checked by itself, and the pack as a whole."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, get_args

import yaml
from pydantic import TypeAdapter, ValidationError

from bot.content import strict_yaml
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
from bot.core.prompts import Asks, Case, Dimension, Theme

WRITTEN = tuple(asks for asks in Asks if asks is not Asks.ONE_TO_ONE)
"""What is asked by a followup among the prompts; the questions for a talk stand in moments.yaml."""
E = TypeVar("E", bound=Entry)


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


def read(folder: Path) -> Pages:
    """Reads every file of a pack and keeps going after a fault, so that an author sees all of them."""
    pages, digest = Pages(), hashlib.sha256()
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
        node, raw = _read_yaml(text)
    except yaml.YAMLError as fault:
        problems.append(strict_yaml.fault_in(path.name, fault))
        return []
    if not isinstance(raw, list) or not isinstance(node, yaml.SequenceNode):
        problems.append(f"{path.name}: this file must be a list; begin every entry with a dash.")
        return []
    found = [_entry(path, each, its, kind, problems) for each, its in zip(raw, node.value, strict=True)]
    return [entry for entry in found if entry is not None]


def _read_yaml(text: str) -> tuple[yaml.Node | None, object]:
    """What stands there, and where."""
    loader = strict_yaml.StrictLoader(text)
    node = loader.get_single_node()
    return node, loader.construct_document(node) if node else None


def _entry(path: Path, raw: object, node: yaml.Node, kind: type[E], problems: list[str]) -> E | None:
    try:
        return TypeAdapter(kind).validate_python(raw).stands_at(f"{path.name}:{_line(node)}")
    except ValidationError as faults:
        name = next((str(raw[key]) for key in ("id", "theme") if key in raw), "?") if isinstance(raw, dict) else "?"
        for fault in faults.errors():
            place = ".".join(str(part) for part in fault["loc"]) or "entry"
            line = _line(node, *fault["loc"])
            problems.append(f"{path.name}:{line}: {name}: {place}: {fault['msg'].removeprefix('Value error, ')}.")
        return None


def _line(node: yaml.Node, *place: str | int) -> int:
    """The line on which that part of an entry begins, or the part around it that is there."""
    for part in place:
        if isinstance(node, yaml.MappingNode):
            inside = next((value for key, value in node.value if key.value == part), None)
        else:
            is_list = isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value)
            inside = node.value[part] if is_list else None
        if inside is None:
            break
        node = inside
    return int(node.start_mark.line) + 1


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
