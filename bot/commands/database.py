"""`zetje db`: the database."""

import click

from bot import opening
from bot.commands.failing import clearly, config


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the database up to date with this version. Make a backup first."""
    with clearly():
        settings = config(slack=False)
        revision = opening.upgrade(settings.database_url, settings.master_key_file)
    click.echo(f"The database is up to date (revision {revision}).")
