"""`zetje doctor`: is everything in order, and if not, what to do."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from bot import doctor as doctoring
from bot.commands import failing
from bot.doctor import Finding
from bot.doctor.findings import Level
from bot.doctor.store import see_copy

MARKS = {Level.OK: ("ok  ", "green"), Level.WARNING: ("look", "yellow"), Level.PROBLEM: ("FIX ", "red")}


@click.command()
@click.option("--http", is_flag=True, help="For `zetje run --http`: no socket, but a signing secret.")
@click.option(
    "--key-copy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Show a copy of the master key: is it good, and does it lie apart?",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for a script.")
def doctor(http: bool, key_copy: Path | None, as_json: bool) -> None:
    """Check tokens, scopes, network, clock, database, key, administrators and channels. Ends with 1 if one is wrong."""
    if not (as_json or key_copy):
        failing.first_steps_first()
    now = datetime.now(UTC)
    findings = [_seen(key_copy, now)] if key_copy else list(doctoring.examine(failing.environment(), now, http=http))
    well = all(finding.level is not Level.PROBLEM for finding in findings)
    if as_json:
        click.echo(json.dumps({"well": well, "findings": [asdict(finding) for finding in findings]}, indent=2))
    else:
        _show(findings)
    raise SystemExit(0 if well else 1)


def _seen(copy: Path, now: datetime) -> Finding:
    with failing.clearly():
        settings = failing.config(slack=False)
    return see_copy(settings, copy, now.date().isoformat())


def _show(findings: list[Finding]) -> None:
    for finding in findings:
        mark, colour = MARKS[finding.level]
        click.echo(f"{click.style(mark, fg=colour)} {finding.check}: {finding.says}")
        if finding.remedy:
            click.echo(f"     → {finding.remedy}")
