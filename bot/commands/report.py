"""`zetje report`: a week's post again, and a team's quarter on one page."""

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bot import draw, opening, summarise
from bot.commands.failing import clearly, config
from bot.content import pack as content
from bot.content import wording
from bot.core.periods import Period
from bot.summarise import Named, Refusal
from handlers import paper

REFUSED = {
    Refusal.NOT_YOURS: "There is no team {team}. `zetje report` without more lists the teams.",
    Refusal.NOT_YET: "Team {team} has no post of {week}: not started then, still to come, or too old.",
}


class Week(click.ParamType[Period]):
    name = "week"

    def convert(self, value: str | Period, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        try:
            return Period.parse(str(value))
        except ValueError:
            self.fail(f"{value} is no week. Write it like 2026-W49.", param, ctx)


@click.command()
@click.argument("team", required=False)
@click.argument("week", type=Week(), required=False)
@click.option("--pdf", type=click.Path(dir_okay=False, path_type=Path), help="Write the quarter up to that week here.")
def report(team: str | None, week: Period | None, pdf: Path | None) -> None:
    """Print the post of TEAM about WEEK, such as 2026-W49, as it was frozen; without TEAM, list the teams."""
    if team and week is None:
        raise click.UsageError("Name the week too, such as 2026-W49.")
    with clearly():
        settings = config(slack=False)
        db = opening.open_store(settings.database_url, settings.master_key_file, rehearsal=None)
        pack = content.load(settings.content)
    if team is None or week is None:
        _list(summarise.names(db))
    else:
        found = summarise.for_manager(db, pack, team, week, datetime.now(UTC))
        if isinstance(found, Refusal):
            raise click.ClickException(REFUSED[found].format(team=team, week=week))
        again, summary = found
        words = wording.load()
        click.echo("\n".join(paper.lines(words, again)))
        if pdf:
            _write(pdf, draw.team_page(paper.team_page(words, summary, ""), settings.style))
    db.dispose()


def _write(file: Path, page: bytes) -> None:
    try:
        file.write_bytes(page)
    except OSError as fault:
        raise click.ClickException(f"The page cannot be written to {file} ({fault.strerror}).") from None
    click.echo(f"\nOne page: {file}")


def _list(teams: list[Named]) -> None:
    if not teams:
        click.echo("There is no team yet. Type /zetje team in a channel.")
        return
    table = Table("team", "channel", "department", "started", box=None, header_style="bold")
    for each in teams:
        started = f"{each.launched:%Y-%m-%d}" if each.launched else "prepares"
        table.add_row(each.name, each.channel, each.department or "", started)
    Console().print(table)
