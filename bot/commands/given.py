"""What a manager types after a command: a day, a week, a file; or one sentence that says how to write it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, TypeVar

import click

from bot.clock import YEARS
from bot.core.periods import Period

T = TypeVar("T")


class Given(click.ParamType[T]):
    """`read` makes a value of the words, or raises ValueError with the sentence for whoever typed them."""

    def __init__(self, name: str, read: Callable[[str], T]) -> None:
        self.name, self.read = name, read

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> T:
        try:
            return self.read(str(value))
        except ValueError as fault:
            self.fail(str(fault), param, ctx)


def _day(words: str) -> date:
    try:
        found = date.fromisoformat(words)
    except ValueError:
        raise ValueError(f"{words} is no day. Write it like 2026-12-01.") from None
    if found.year not in YEARS:
        raise ValueError(f"{words} is too far away. Name a day from {YEARS[0]} to {YEARS[-1]}.")
    return found


def _month(words: str) -> str:
    try:
        return f"{date.fromisoformat(f'{words}-01'):%Y-%m}"
    except ValueError:
        raise ValueError(f"{words} is no month. Write it like 2026-12.") from None


DAY, MONTH, WEEK = Given("day", _day), Given("month", _month), Given("week", Period.parse)
PORT = click.IntRange(0, 65_535)
FILE = click.Path(dir_okay=False, path_type=Path)
"""To write to; what is there already decides whoever writes."""


@contextmanager
def made(file: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner can read, never in the place of another. When filling it fails it goes again."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        try:
            yield out
        except BaseException:
            file.unlink()
            raise
