"""`python -m benchmarks.chaos.many`: in simulated time, thousands of runs. Each is known by its seed."""

import logging
import shutil
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from sqlalchemy import Engine

from benchmarks.chaos import plants, simulated
from bot import opening
from bot.core.addresses import Address
from tests.bot.sample import MONDAY, found_team, person

PEOPLE = 6
ONE_EACH = {person(number): 1 for number in range(PEOPLE)}


def try_out(seed: int, folder: Path, plant: str = "") -> Counter[Address]:
    """How many nudges each of a team got in that run."""
    world = folder / str(seed)
    shutil.copytree(_founded().name, world)
    db = _open(world)
    nudges = simulated.run(seed, _quick(db), MONDAY, plant)
    db.dispose()
    return nudges


@cache
def _founded() -> TemporaryDirectory[str]:
    """The Friday before, from which every run begins."""
    folder = TemporaryDirectory(prefix="zetje-chaos-")
    db = _open(Path(folder.name))
    found_team(db, PEOPLE)
    db.dispose()
    return folder


def _open(folder: Path) -> Engine:
    return opening.open_store(f"sqlite:///{folder}/zetje.db", folder / "master.key")


def _quick(db: Engine) -> Engine:
    """No power is cut here; without waiting for the disk ten runs take a second."""
    with db.connect() as conn:
        driver = conn.connection.driver_connection
        assert driver is not None
        driver.rollback()
        driver.execute("PRAGMA synchronous=OFF")
    return db


@click.command()
@click.option("--runs", "number", default=2000, show_default=True)
@click.option("--seed", default=0, show_default=True, help="The first one; each run has the next.")
@click.option("--plant", type=click.Choice(list(plants.PATCHES)), help="Put a fault in: it must be found.")
def main(number: int, seed: int, plant: str | None) -> None:
    """Run, and say which seeds failed."""
    logging.disable(logging.CRITICAL)
    plants.plant(plant or "")
    twice = missed = 0
    for each in range(seed, seed + number):
        with TemporaryDirectory(prefix="zetje-chaos-") as folder:
            nudges = try_out(each, Path(folder), plant or "")
        if nudges != ONE_EACH:
            click.echo(f"FAILED {each}: {sorted(nudges[person(number)] for number in range(PEOPLE))}")
        twice += max(nudges.values()) > 1
        missed += len(nudges) < PEOPLE
        if (each - seed) % 100 == 99:
            click.echo(f"{each - seed + 1} runs", err=True)
    click.echo(f"{number} runs from {seed} on: {twice} with a message twice, {missed} with one missed")
    sys.exit(bool(twice or missed))


if __name__ == "__main__":
    main()
