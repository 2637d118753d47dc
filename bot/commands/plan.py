"""`zetje plan`: what would be sent on a day, and why not."""

import json
from datetime import UTC, date, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from bot import holidays, opening
from bot import plan as planning
from bot.commands.failing import clearly, config
from bot.content import pack as content
from bot.core.addresses import Address
from bot.core.planning import Goodbye, Planned, Rules
from bot.plan import Explained

REASONS = {
    "invited": "has not joined yet",
    "paused": "paused",
    "stopped": "stopped",
    "away": "away",
    "day_off": "a day off",
    "holiday": "a public holiday",
    "quiet_week": "a quiet week: only what somebody asked for",
    "not_this_day": "not on this day, at the pace they chose",
    "already_sent": "had a nudge that day already",
    "too_late": "more than two hours late, so not today",
    "pool_empty": "no prompt left that fits; nothing is repeated",
}


@click.command()
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day, such as 2026-12-01.")
@click.option(
    "--member", metavar="ID", help="Only this person: the Slack member id, and the workspace id with --workspace."
)
@click.option("--workspace", metavar="ID", default="", help="The Slack workspace id that goes with --member.")
@click.option("--json", "as_json", is_flag=True, help="For a script.")
def plan(day: datetime, member: str | None, workspace: str, as_json: bool) -> None:
    """Explain what would be sent on a day, to whom, when, and why not."""
    with clearly():
        settings = config(slack=False)
        db = opening.open_store(settings.database_url, settings.master_key_file, rehearsal=None)
        calendar = holidays.calendar(good_friday=settings.good_friday, quiet=settings.quiet_weeks)
        rules = Rules(content.load(settings.content).library, calendar, settings.seed)
    only = Address("slack", workspace, "person", member) if member else None
    today = datetime.now(UTC)
    explained = list(planning.explain(db, rules, day.date(), _only_today(day.date(), today), only))
    db.dispose()
    if as_json:
        click.echo(json.dumps([_row(each) for each in explained], indent=2))
    else:
        _print(day.date(), explained)


def _only_today(day: date, now: datetime) -> datetime | None:
    """Being too late is about today; for another day the plan is a forecast."""
    return now if day == now.date() else None


def _row(explained: Explained) -> dict[str, Any]:
    decision = explained.decision
    if isinstance(decision, Planned | Goodbye):
        local = decision.at.astimezone(explained.zone)
        prompt = decision.prompt.id if isinstance(decision, Planned) else "goodbye"
        return {"member": explained.member, "at": local.isoformat(), "prompt": prompt, "why_not": None}
    return {"member": explained.member, "at": None, "prompt": None, "why_not": REASONS[decision.reason]}


def _print(day: date, explained: list[Explained]) -> None:
    if not explained:
        click.echo("Nobody has been invited yet. Type /zetje team in a channel.")
        return
    table = Table(title=f"{day:%A %d %B %Y}", box=None, header_style="bold")
    for heading in ("member", "at", "prompt", "why not"):
        table.add_column(heading)
    for each in explained:
        row = _row(each)
        at = f"{row['at'][11:16]} {each.zone.key}" if row["at"] else ""
        table.add_row(row["member"], at, row["prompt"] or "", row["why_not"] or "")
    Console().print(table)
