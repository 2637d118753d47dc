"""`python -m benchmarks.year`: lives a year, searches all that left the bot, and attacks what was posted."""

import sys
import time
from random import Random

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.histories import running
from benchmarks.histories.policies import OURS
from benchmarks.year import living, posts, search
from benchmarks.year.living import Year

SHOWN = 5


@click.command()
@click.option("--weeks", default=52, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(weeks: int, seed: int) -> None:
    """Exits with 1 when anything was found."""
    started = time.monotonic()
    with Progress() as progress:
        task = progress.add_task("Days", total=weeks * 7)
        with living.lived(weeks * 7, "nl", seed, lambda _: progress.advance(task)) as year:
            found = judged(year)
    console = Console()
    console.print(_table(year, found))
    console.print(f"{weeks} weeks in {(time.monotonic() - started) / 60:.1f} minutes")
    for name, hits in found.items():
        for hit in hits[:SHOWN]:
            console.print(f"  {name}: {hit}")
    sys.exit(any(found.values()))


def judged(year: Year) -> dict[str, list[str]]:
    """Everything that should not be there, by kind."""
    weeks, rng = posts.read(year.record, year.truths), Random(1)
    found = search.everywhere(year.facts)
    found["the weekly posts"] = list(posts.faults(year.record, year.truths))
    found["posts that do not fit what happened"] = [] if running.fits(OURS, weeks, rng) else ["some do not"]
    half = running.COALITIONS["half the group"]
    found["posts that give somebody away"] = [w.topic for w in weeks if running.is_exposed(OURS, [w], half, rng)]
    return found


def _table(year: Year, found: dict[str, list[str]]) -> Table:
    record = year.record
    table = Table(title="A year of the demo municipality", box=None)
    table.add_column("")
    table.add_column("", justify="right")
    messages = sum(search.is_message(call) for call in record.calls)
    for name, number in (
        ("calls and answers that the chat program received", len(record.calls)),
        ("of which messages and changes of messages", messages),
        ("weekly posts attacked", sum(len(each.channels) for each in year.truths)),
        ("windows and homes that were seen", len(record.shown)),
        ("answers at once to a click or a window", sum(bool(line.get("answer")) for line in record.heard)),
        ("files", len(record.files)),
        ("times that /metrics and /healthz were read", len(record.metrics)),
        ("lines of the log, at DEBUG", len(record.log)),
        ("things people gave up doing, as a window came too late", len(year.given_up)),
        ("marked words that people wrote", len(year.town.marks)),
        *((f"found: {name}", len(hits)) for name, hits in found.items()),
    ):
        table.add_row(name, f"{number:,}")
    return table


if __name__ == "__main__":
    main()
