"""`zetje export` and `zetje erase`: for somebody who asks for their data outside the chat."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from bot import behalf
from bot.commands.failing import clearly, config
from bot.commands.given import FILE, made
from bot.commands.store import opened
from bot.content import pack
from bot.core.addresses import Address

NOBODY = "Zetje knows nobody with that id. In Slack: their profile, the three dots, Copy member ID."
WORKSPACE = click.option("--workspace", metavar="ID", default="", help="The Slack workspace, if there are several.")


@click.command()
@click.argument("member")
@click.argument("file", type=FILE)
@WORKSPACE
def export(member: str, file: Path, workspace: str) -> None:
    """Write all of MEMBER's data (a Slack member id) to FILE, to hand to them. It is in the audit log."""
    with clearly():
        settings = config(slack=False)
        library = pack.load(settings.content).library
        with opened(settings) as db:
            person = behalf.address(db, member, workspace)
            with made(file) as out:  # before the log says that they had it
                document = behalf.export_for(db, library, person, datetime.now(UTC))
                if document is None:
                    raise click.ClickException(NOBODY)
                out.write(json.dumps(document, ensure_ascii=False, indent=2).encode())
    click.echo(f"All of it is in {file}. It holds their answers: give it to nobody else, and delete it afterwards.")


@click.command()
@click.argument("member")
@WORKSPACE
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")
def erase(member: str, workspace: str, yes: bool) -> None:
    """Erase all of MEMBER's data (a Slack member id), for good. It is in the audit log, without who it was."""
    if not yes:
        click.confirm("This cannot be undone, not from a backup either. Erase?", abort=True)
    with clearly():
        settings = config(slack=False)
        with opened(settings) as db:
            person: Address = behalf.address(db, member, workspace)
            files = behalf.erase_for(db, person, datetime.now(UTC))
    if files is None:
        raise click.ClickException(NOBODY)
    click.echo("Erased. Copy the key store anew (zetje backup --keys FILE), in the place of the older copy.")
    if files:
        click.echo(f"In their conversation with Zetje stand {len(files)} files they asked for; they can remove those.")
