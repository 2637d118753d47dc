"""Shelf: the content pack that is in force, and a folder of one's own that may change while the bot runs."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from bot.content import apart
from bot.content.pack import BadPack, Pack
from bot.core.calendars import Holidays
from bot.core.planning import Rules

logger = logging.getLogger(__name__)

Stamp = frozenset[tuple[str, int, int]]


@dataclass(slots=True)
class Shelf:
    """A pack that cannot be used never stops the bot: the one from before stays, or the one that comes with Zetje."""

    pack: Pack
    rules: Rules
    folder: Path | None
    stamp: Stamp

    @classmethod
    def open(cls, folder: Path | None, holidays: Holidays, seed: int) -> Self:
        stamp = _stamp(folder)
        pack = _load(folder, "the prompts that come with Zetje are") or apart.shipped()
        return cls(pack, Rules(pack.library, holidays, seed), folder, stamp)

    def look_again(self) -> bool:
        """Whether another pack is in force from now on."""
        stamp = _stamp(self.folder)
        if stamp == self.stamp:
            return False
        self.stamp = stamp
        pack = _load(self.folder, "the prompts from before stay")
        if pack is None:
            return False
        self.pack, self.rules = pack, replace(self.rules, library=pack.library)
        logger.info("the prompts in %s were read again", self.folder)
        return True


def _load(folder: Path | None, instead: str) -> Pack | None:
    try:
        return apart.load(folder) if folder else apart.shipped()
    except BadPack as fault:
        logger.error(
            "the prompts in %s cannot be used, so %s in force: %s `zetje content check %s` names every problem.",
            folder,
            instead,
            fault.problems[0],
            folder,
        )
        return None


def _stamp(folder: Path | None) -> Stamp:
    """Changes with every file of a pack."""
    if folder is None:
        return frozenset()
    files = [each for pattern in ("*.yaml", "*.md", "prompts/*.yaml") for each in folder.glob(pattern)]
    return frozenset(_mark(each) for each in files)


def _mark(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:  # it went away this very moment; the next look sees another folder
        return path.name, 0, 0
    return path.name, found.st_mtime_ns, found.st_size
