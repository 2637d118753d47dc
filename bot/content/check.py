"""The check of a content pack, behind `zetje content check`."""

from dataclasses import dataclass
from pathlib import Path

from bot.content import pack


@dataclass(frozen=True, slots=True)
class Report:
    problems: list[str]
    prompts: int

    def lines(self) -> list[str]:
        return [*self.problems, f"{self.prompts} prompts, {len(self.problems)} problems"]


def check(folder: Path | None = None) -> Report:
    pages = pack.read(folder)
    return Report(pages.problems, len(pages.prompts))
