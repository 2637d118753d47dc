"""`zetje content`: the prompts and what goes with them."""

import json
from pathlib import Path

import click

from bot import notice
from bot.commands.failing import clearly, config
from bot.commands.given import MONTH
from bot.commands.store import opened
from bot.content import check as checking
from bot.content import pack


@click.group()
def content() -> None:
    """Look after the prompts."""


@content.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="For a script.")
def check(path: Path | None, as_json: bool) -> None:
    """Check a content pack; without PATH the one that is in force. Each problem names its file and line."""
    with clearly():
        report = checking.check(path or config(slack=False).content)
    if as_json:
        click.echo(json.dumps(report.as_dict(), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(report.lines()))
    if report.problems:
        raise SystemExit(1)


@content.command()
@click.argument("month", type=MONTH)
def unclear(month: str) -> None:
    """List what to write anew in MONTH, such as 2026-12: prompts that somebody did not understand, and kinds that were
    used up. Which, never who or how many."""
    with clearly():
        settings = config(slack=False)
        library = pack.load(settings.content).library
        with opened(settings) as db:
            found, wanted = notice.unclear_prompts(db, month), notice.used_up(db, month)
    for kind in wanted:
        click.echo(f"{kind}: somebody's day had none left; write more of them.")
    for prompt_id in found:
        prompt = library.by_id.get(prompt_id)
        click.echo(f"{prompt_id}: {prompt.text.nl if prompt else 'written by a team itself'}")
    if not found:
        click.echo("Everything was understood, as far as anybody said.")
