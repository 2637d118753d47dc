"""`zetje backup`, `zetje restore` and `zetje key`: copies, and the key they hang on."""

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Engine

from bot import back_up, rekey
from bot import restore as restoring
from bot.commands.failing import clearly, config
from bot.commands.given import FILE
from bot.commands.store import opened


@click.command()
@click.argument("file", type=FILE)
@click.option("--keys", "only_keys", is_flag=True, help="The key store instead. Keep its newest copy only.")
def backup(file: Path, only_keys: bool) -> None:
    """Copy the database to FILE, while the bot runs. The key store is copied apart, with --keys."""
    now = datetime.now(UTC)
    with clearly(), opened(config(slack=False)) as db:
        if only_keys:
            back_up.write_keys(db, file, now)
        else:
            _write(db, file, now)
    if only_keys:
        click.echo(f"The key store is in {file}. Throw older copies of it away: they hold who was erased since.")
    else:
        click.echo(f"The database is in {file}. It opens only with the key store and the master key.")


def _write(db: Engine, file: Path, now: datetime) -> None:
    seen = Console(stderr=True)
    with Progress(console=seen, transient=True, disable=not seen.is_terminal) as bar:
        task = bar.add_task("Copying", total=None)
        back_up.write(db, file, now, lambda done, total: bar.update(task, completed=done, total=total))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--keys",
    "keys_copy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="COPY",
    help="The newest copy of the key store, if that is lost too.",
)
def restore(file: Path, keys_copy: Path | None) -> None:
    """Make a database again from FILE. Stop the bot, and put the old database aside first; leave the key store."""
    with clearly():
        settings = config(slack=False)
        url, key_file = settings.database_url, settings.master_key_file
        left_out = restoring.restore(url, key_file, file, keys_copy, datetime.now(UTC))
    click.echo("The database is back.")
    if left_out:
        click.echo(f"Left out: {left_out} of whom nothing opens any more, because they were erased since.")


@click.group()
def key() -> None:
    """Look after the master key."""


@key.command()
def rotate() -> None:
    """Make a new master key; the old one opens nothing any more. The bot may run meanwhile."""
    with clearly():
        settings = config(slack=False)
        with opened(settings) as db:
            rekey.replace(db, settings.master_key_file, datetime.now(UTC))
    click.echo(
        f"{settings.master_key_file} is a new key. Copy it to a safe place, copy the key store anew "
        "(zetje backup --keys FILE), and destroy the old copies of both."
    )
