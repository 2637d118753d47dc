"""`make bench`, also `python -m benchmarks`: every figure of the README, in one run."""

import json
import logging
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from benchmarks import bench, dispatch_ack, socket_ack, throughput
from benchmarks.figures import Row

RESULTS = Path(__file__).with_name("results.json")
THREADS = (1, 8)


@click.command()
@click.option("--people", default=300, show_default=True, help="Members: half click over the socket, half inside.")
@click.option("--clicks", default=2000, show_default=True, help="Clicks inside the process, for each benchmark.")
@click.option("--quick", is_flag=True, help="Tiny sizes: shows that it works, the figures mean nothing.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Where the figures go, as JSON.")
def main(people: int, clicks: int, quick: bool, results: Path) -> None:
    """Measure side by side and print the ratios."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that is skipped while we set up is no news
    console = Console()
    with console.status("Measuring"):
        rows = measure(*((24, 48) if quick else (people, clicks)))
    console.print(_table(rows))
    figures = [asdict(row) | {"ratio": row.ratio} for row in rows]
    results.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def measure(people: int, clicks: int) -> list[Row]:
    """All benchmarks on one bench. Fails when an answer is not in the store as it was tapped last."""
    warm, half = people // 8, people // 2
    with bench.set_up(people) as ready:
        socket_ack.measure(ready, range(warm))
        wire = socket_ack.measure(ready, range(warm, half))
        inside = dispatch_ack.measure(ready, range(half, people), clicks)
        rates = [throughput.measure(ready, threads, clicks) for threads in THREADS]
        if ready.stored() != people:
            raise click.ClickException(f"only {ready.stored()} of {people} answers were stored")
    compared = [row for timings in (wire, *inside) for row in timings.rows()]
    return compared + [row for rate in rates for row in rate.rows()]


def _table(rows: list[Row]) -> Table:
    table = Table(title="A click that is stored, beside one on a bare Bolt app that stores nothing", box=None)
    for heading in ("", "Zetje", "bare", "", "ratio"):
        table.add_column(heading, justify="right" if heading else "left")
    for row in rows:
        table.add_row(row.what, f"{row.ours:.2f}", f"{row.bare:.2f}", row.unit, f"{row.ratio:.2f}")
    return table


if __name__ == "__main__":
    main()
