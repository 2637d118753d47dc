"""`zetje privacy`: what is stored, what holds, and whether the log is whole."""

import json
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.table import Table

from bot.commands.failing import clearly, config
from bot.commands.store import opened
from bot.privacy import Account, account


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, for a script.")
def privacy(as_json: bool) -> None:
    """Say what is stored now, the parameters in force, the latest of the audit log and whether its chain holds."""
    with clearly():
        settings = config(slack=False)
        with opened(settings) as db:
            found = account(db, datetime.now(UTC))
    if as_json:
        click.echo(json.dumps(_document(found), indent=2))
    else:
        _show(found)
    if found.broken_at is not None:
        raise click.ClickException(
            f"The audit log does not fit together at entry {found.broken_at}. "
            "Compare it with a backup, and tell the privacy officer."
        )
    if found.changed:
        raise click.ClickException(
            f"The labels of {', '.join(found.changed)} are not as they were frozen. "
            "Compare them with a backup, and tell the privacy officer."
        )


def _document(found: Account) -> dict[str, object]:
    return {
        "stored": [
            {"table": each.table, "rows": each.rows, "oldest": each.oldest.isoformat() if each.oldest else None}
            for each in found.stored
        ],
        "next_deletions": {name: day.isoformat() for name, day in found.next_deletions.items()},
        "parameters": found.parameters,
        "audit": [
            {"number": each.number, "at": each.at.isoformat(), "act": each.act, "about": json.loads(each.about or "{}")}
            for each in found.entries
        ],
        "chain_holds": found.broken_at is None,
        "labels_as_frozen": not found.changed,
    }


def _show(found: Account) -> None:
    console = Console()
    stored = Table("table", "rows", "oldest", "next deletion", title="What is stored now")
    for each in found.stored:
        due = found.next_deletions.get(each.table)
        rows = "not counted" if each.rows is None else str(each.rows)
        stored.add_row(each.table, rows, str(each.oldest or ""), str(due or ""))
    console.print(stored)
    parameters = Table("parameter", "value", title="What holds")
    for name, value in found.parameters.items():
        parameters.add_row(name, value)
    console.print(parameters)
    log = Table("number", "at", "what", title="The latest of the audit log")
    log.add_column("about", overflow="fold")  # an id that is cut off cannot be looked up
    for entry in found.entries:
        log.add_row(str(entry.number), f"{entry.at:%Y-%m-%d %H:%M}", entry.act, entry.about)
    console.print(log)
    if found.broken_at is None:
        console.print("The chain of the audit log holds.")
    if not found.changed:
        console.print("All labels are as they were frozen.")
