"""`zetje report`: a week's post again, and a team's quarter on one page."""

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from bot import draw, summarise
from bot.commands.failing import clearly, config
from bot.commands.given import FILE, WEEK, made
from bot.commands.store import opened
from bot.content import pack as content
from bot.content import wording
from bot.content.pack import Pack
from bot.core.periods import Period
from bot.core.styles import Style
from bot.summarise import Named, Refusal
from handlers import paper

REFUSED = {
    Refusal.NOT_YOURS: "There is no team {team}. `zetje report` without more lists the teams.",
    Refusal.NOT_YET: "Team {team} has no post of {week}: not started then, still to come, or too old.",
}


@click.command()
@click.argument("team", required=False)
@click.argument("week", type=WEEK, required=False)
@click.option("--pdf", type=FILE, help="Write the quarter up to that week here.")
def report(team: str | None, week: Period | None, pdf: Path | None) -> None:
    """Print the post of TEAM about WEEK, such as 2026-W49, as it was frozen; without TEAM, list the teams."""
    if (team or pdf) and week is None:
        raise click.UsageError("Name a team and a week, such as: zetje report C0123ABCD 2026-W49")
    with clearly():
        settings = config(slack=False)
        pack = content.load(settings.content)
        with opened(settings) as db:
            if team is None or week is None:
                _list(summarise.names(db))
            else:
                _again(db, pack, team, week, pdf, settings.style)


def _again(db: Engine, pack: Pack, team: str, week: Period, pdf: Path | None, style: Style) -> None:
    found = summarise.for_manager(db, pack, team, week, datetime.now(UTC))
    if isinstance(found, Refusal):
        raise click.ClickException(REFUSED[found].format(team=team, week=week))
    again, summary = found
    words = wording.load()
    click.echo("\n".join(paper.lines(words, again)))
    if pdf:
        page = draw.team_page(paper.team_page(words, summary, ""), style)
        with made(pdf) as out:
            out.write(page)
        click.echo(f"\nOne page: {pdf}")


def _list(teams: list[Named]) -> None:
    if not teams:
        click.echo("There is no team yet. Type /zetje team in a channel.")
        return
    table = Table("team", "channel", "department", "started", box=None, header_style="bold")
    for each in teams:
        started = f"{each.launched:%Y-%m-%d}" if each.launched else "prepares"
        table.add_row(each.name, each.channel, each.department or "", started)
    Console().print(table)
