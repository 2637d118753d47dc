"""`make bench`, also `python -m benchmarks`: every figure of the README, in one run."""

import click
from rich.console import Console
from rich.table import Table

from benchmarks import ack


@click.command()
@click.option("--people", default=300, show_default=True, help="Members, and clicks over the wire.")
def main(people: int) -> None:
    """Measure side by side and print the ratios."""
    console = Console()
    table = Table(title="Ack of a click that is stored, beside a bare Bolt app that stores nothing", box=None)
    for heading in ("", "Zetje, ms", "bare, ms", "ratio"):
        table.add_column(heading, justify="right" if heading else "left")
    with console.status("Measuring"):
        compared = ack.compare(people)
    for figures in compared:
        for what, ours, bare, ratio in figures.rows():
            table.add_row(what, f"{ours:.2f}", f"{bare:.2f}", f"{ratio:.2f}")
    console.print(table)


if __name__ == "__main__":
    main()
