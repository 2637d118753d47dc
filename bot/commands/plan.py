"""`zetje plan`: what would be sent on a day, and why not; and what a year would bring somebody."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from bot import behalf, holidays
from bot import plan as planning
from bot.commands import calendar
from bot.commands.failing import clearly, config
from bot.commands.given import DAY
from bot.commands.store import opened
from bot.content import pack as content
from bot.core.addresses import Address
from bot.core.planning import Decision, Goodbye, Planned, Rules
from bot.doctor import pace
from bot.plan import Explained

A_YEAR, MOST_DAYS = 365, 800
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
NOBODY = (
    "Nobody with that id takes part. In Slack: their profile, the three dots, Copy member ID; "
    "where several workspaces share a database, name theirs with --workspace."
)


@click.command()
@click.option("--on", "day", type=DAY, help="The day, such as 2026-12-01.")
@click.option("--from", "first", type=DAY, help="With --member: the first day of a calendar; today when left out.")
@click.option("--until", "last", type=DAY, help="With --member: its last day; a year later when left out.")
@click.option("--member", metavar="ID", help="Only this person: the Slack member id.")
@click.option("--workspace", metavar="ID", default="", help="Their Slack workspace, if there are several.")
@click.option("--json", "as_json", is_flag=True, help="For a script.")
def plan(
    day: date | None,
    first: date | None,
    last: date | None,
    member: str | None,
    workspace: str,
    as_json: bool,
) -> None:
    """Explain what would be sent on a day, to whom, when, and why not; without --on, a calendar of one person."""
    if day is None and member is None:
        raise click.UsageError("Name a day with --on, or a person with --member for a calendar of theirs.")
    if day and (first or last):
        raise click.UsageError("--from and --until are for a calendar of one person: leave out --on.")
    with clearly(), _opened() as (db, rules, per_minute):
        person = behalf.address(db, member, workspace) if member else None
        if day:
            _one_day(db, rules, day, person, per_minute, as_json)
        elif person:
            _calendar(db, rules, person, first, last, as_json)


@contextmanager
def _opened() -> Iterator[tuple[Engine, Rules, int]]:
    settings = config(slack=False)
    days_off = holidays.calendar(good_friday=settings.good_friday, quiet=settings.quiet_weeks)
    rules = Rules(content.load(settings.content).library, days_off, settings.seed)
    with opened(settings) as db:
        yield db, rules, settings.messages_per_minute


def _one_day(db: Engine, rules: Rules, day: date, only: Address | None, per_minute: int, as_json: bool) -> None:
    explained = list(planning.explain(db, rules, day, _only_today(day, datetime.now(UTC)), only))
    if only and not explained:
        raise click.ClickException(NOBODY)
    crowded = pace.too_many(planning.wanted(explained), per_minute)
    if crowded:
        click.echo(f"{crowded.says} {crowded.remedy}", err=True)
    if as_json:
        click.echo(json.dumps([_row(each) for each in explained], indent=2))
    else:
        _print(day, explained)


def _calendar(db: Engine, rules: Rules, person: Address, first: date | None, last: date | None, as_json: bool) -> None:
    start = first or datetime.now(UTC).date()
    number = (last - start).days + 1 if last else A_YEAR
    if not 0 < number <= MOST_DAYS:
        raise click.UsageError(f"--until lies 0 to {MOST_DAYS - 1} days after --from, or after today.")
    found = planning.ahead(db, rules, person, [start + timedelta(days=each) for each in range(number)])
    if found is None:
        raise click.ClickException(NOBODY)
    if as_json:
        click.echo(json.dumps([_fields(each, found.zone) | {"day": f"{on}"} for on, each in found.days], indent=2))
    else:
        Console().print(calendar.table(found))


def _only_today(day: date, now: datetime) -> datetime | None:
    """Being too late is about today; for another day the plan is a forecast."""
    return now if day == now.date() else None


def _row(explained: Explained) -> dict[str, Any]:
    return {"member": explained.member, **_fields(explained.decision, explained.zone)}


def _fields(decision: Decision, zone: ZoneInfo) -> dict[str, Any]:
    if isinstance(decision, Planned | Goodbye):
        prompt = decision.prompt.id if isinstance(decision, Planned) else "goodbye"
        return {"at": decision.at.astimezone(zone).isoformat(), "prompt": prompt, "why_not": None}
    return {"at": None, "prompt": None, "why_not": REASONS[decision.reason]}


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
