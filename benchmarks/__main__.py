"""`make bench`, also `python -m benchmarks [SECTION]…`: every figure of docs/performance.md, and that page itself."""

import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from benchmarks import clicking, delivering, keeping, page, socket_ack, starting, ticking
from benchmarks.figures import Kept, Row

RESULTS = Path(__file__).with_name("results.json")
Measure = Callable[[bool], Sequence[Row]]
SECTIONS: dict[str, Measure] = {
    "click": lambda quick: (
        clicking.measure(people=12, clicks=24, rounds=1, seconds=0.2, due=4)
        if quick
        else clicking.measure(people=300, clicks=600, rounds=5, seconds=10, due=10_000)
    ),
    "socket": lambda quick: socket_ack.measure(people=8 if quick else 120),
    "tick": lambda quick: (
        ticking.measure(small=10, large=100, ticks=3, few=20, many=40, lived=3, pace=4)
        if quick
        else ticking.measure(small=10_000, large=1_000_000, ticks=200, few=1_000, many=10_000, lived=250, pace=240)
    ),
    "store": lambda quick: (
        keeping.measure(members=10, short=1, long=20, freezes=2)
        if quick
        else keeping.measure(members=200, short=5, long=250, freezes=50)
    ),
    "start": lambda quick: starting.measure(times=1 if quick else 5),
    "senders": lambda quick: delivering.senders((20, 60) if quick else (1_000, 10_000)),
    "sending": lambda quick: (
        delivering.computing((20, 40, 60, 80), timed=10, rounds=1)
        if quick
        else delivering.computing((100, 1_000, 10_000, 50_000), timed=300, rounds=3)
    ),
}
"""Each with tiny sizes, which show that it works, or with those of the page."""


@click.command()
@click.argument("sections", nargs=-1, type=click.Choice(list(SECTIONS)))
@click.option("--quick", is_flag=True, help="Tiny sizes: shows that it works, the figures mean nothing.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Where the figures go, as JSON.")
def main(sections: tuple[str, ...], quick: bool, results: Path) -> None:
    """Measure these sections, or all of them, side by side with what they are compared to."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that is skipped while we set up is no news
    console = Console()
    known: dict[str, list[Kept]] = json.loads(results.read_text(encoding="utf-8")) if results.exists() else {}
    for name in sections or SECTIONS:
        with console.status(f"Measuring: {name}"):
            known[name] = [row.kept() for row in SECTIONS[name](quick)]
        console.print(_table(name, known[name]))
        results.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if results == RESULTS:
        page.write(known)


def _table(name: str, rows: list[Kept]) -> Table:
    table = Table(title=name, box=None, title_justify="left")
    headings, *lines = page.lines(rows)
    for heading in headings:
        table.add_column(heading)
    for line in lines:
        table.add_row(*line)
    return table


if __name__ == "__main__":
    main()
