"""`python -m benchmarks.histories`: how often each policy gives somebody away, in so many random histories."""

import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table

from benchmarks.histories import running
from benchmarks.histories.policies import NAIVE, OURS, PLANTED, Policy

AT_ONCE = 50
WIDTH = 110
TRIED = {policy.name: policy for policy in (OURS, *NAIVE, *PLANTED)}


@click.command()
@click.option("--histories", default=1000, show_default=True, help="How many organisations live.")
@click.option("--stored", is_flag=True, help="Through the real verbs and store (slower) instead of the rules alone.")
@click.option("--only-ours", is_flag=True, help="Attack our own policy only, not the naive and the broken ones.")
@click.option("--jobs", default=2, show_default=True)
@click.option("--first", default=0, show_default=True, help="The first seed; the same seeds give the same histories.")
def main(histories: int, stored: bool, only_ours: bool, jobs: int, first: int) -> None:
    """Exits with 1 when our own policy gave anybody away."""
    names = [OURS.name] if only_ours else list(TRIED)
    found = _count("stored" if stored else "ruled", range(first, first + histories), names, jobs)
    Console(width=WIDTH).print(_table(found, [TRIED[name] for name in names]))
    faults = found["", running.TWICE] + found[OURS.name, running.UNTRUE]
    sys.exit(bool(faults + sum(found[OURS.name, name] for name in running.COALITIONS)))


def _count(kind: str, seeds: range, names: Sequence[str], jobs: int) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with ProcessPoolExecutor(jobs) as pool, Progress(*columns) as progress:
        task = progress.add_task("Histories", total=len(seeds))
        parts = [seeds[at : at + AT_ONCE] for at in range(0, len(seeds), AT_ONCE)]
        waiting = {pool.submit(_part, kind, part, names): len(part) for part in parts}
        for done in as_completed(waiting):
            found += done.result()
            progress.advance(task, waiting[done])
    return found


def _part(kind: str, seeds: range, names: Sequence[str]) -> Counter[tuple[str, str]]:
    return running.count(kind, seeds, [TRIED[name] for name in names])


def _table(found: Counter[tuple[str, str]], tried: Sequence[Policy]) -> Table:
    total = found["", running.HISTORIES]
    table = Table(title=f"Histories of {total:,} in which some answer of somebody became impossible", box=None)
    for heading in ("policy", *running.COALITIONS, running.UNTRUE):
        table.add_column(heading, justify="left" if heading == "policy" else "right")
    for policy in tried:
        figures = [found[policy.name, name] for name in running.COALITIONS]
        table.add_row(
            policy.name, *(f"{n:,} ({n / total:.1%})" for n in figures), str(found[policy.name, running.UNTRUE])
        )
    return table


if __name__ == "__main__":
    main()
