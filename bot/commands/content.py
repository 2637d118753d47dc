"""`zetje content`: the prompts and what goes with them."""

from pathlib import Path

import click

from bot.content import check as checking


@click.group()
def content() -> None:
    """Look after the prompts."""


@content.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def check(path: Path | None) -> None:
    """Check a content pack; without PATH the one that comes with Zetje."""
    report = checking.check(path)
    for line in report.lines():
        click.echo(line)
    if report.problems:
        raise SystemExit(1)
