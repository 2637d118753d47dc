"""Small packs for the tests: one good entry to change, and a folder to write entries in."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from bot.content import pack

WORDS = {"nl": "Bel vandaag één inwoner.", "en": "Call one resident today."}
SCALE = {"type": "scale", "low": {"nl": "nooit", "en": "never"}, "high": {"nl": "altijd", "en": "always"}}

BESIDE_THE_PROMPTS = (
    "cases.yaml",
    "cards.yaml",
    "commitments.yaml",
    "challenges.yaml",
    "moments.yaml",
    "a4.nl.md",
    "a4.en.md",
)


def entry(**changes: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "id": "tijd-001",
        "kind": "action",
        "theme": "snel-op-tijd",
        "roles": ["all"],
        "moment": "altijd",
        "effort_min": 3,
        "answer": {"type": "done"},
        "text": dict(WORDS),
        "why": dict(WORDS),
    }
    return {name: value for name, value in (whole | changes).items() if value is not None}


def without_lines(problems: Iterable[str]) -> list[str]:
    """The same without the number of the line behind a file's name."""
    return [re.sub(r"^(\w+\.yaml):\d+", r"\1", problem) for problem in problems]


def write(folder: Path, *entries: dict[str, Any]) -> Path:
    """A pack with these prompts, and what every pack has: shared ratings, follow-ups, the files beside the prompts."""
    (folder / "prompts").mkdir(exist_ok=True)
    for name in (*BESIDE_THE_PROMPTS, "prompts/afspraken.yaml"):
        (folder / name).write_text((pack.SHIPPED / name).read_text(encoding="utf-8"), encoding="utf-8")
    shared = [
        entry(id=f"gedeeld-r0{number}", kind="rating", measures=measures, answer=SCALE)
        for number, measures in enumerate(("fast", "punctual", "pleasant"), start=1)
    ]
    (folder / "prompts" / "a.yaml").write_text(
        yaml.safe_dump([*shared, *entries], allow_unicode=True), encoding="utf-8"
    )
    return folder
