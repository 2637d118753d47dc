"""A calendar for the terminal: a line a week, with its theme, and what each day would bring one person."""

from itertools import groupby

from rich.table import Table
from rich.text import Text

from bot.core.periods import Period
from bot.core.planning import Decision, Goodbye, Planned, Reason
from bot.core.prompts import Kind
from bot.plan import Ahead

STYLES = {
    Kind.ACTION: "green",
    Kind.HELP: "cyan",
    Kind.STORY: "magenta",
    Kind.REFLECTION: "blue",
    Kind.RATING: "yellow",
    Kind.HABIT: "green",
    Kind.FOLLOWUP: "default",
}
REASONS = {
    Reason.HOLIDAY: "holiday",
    Reason.QUIET_WEEK: "quiet",
    Reason.AWAY: "away",
    Reason.ALREADY_SENT: "sent",
    Reason.POOL_EMPTY: "none left",
    Reason.PAUSED: "paused",
    Reason.STOPPED: "stopped",
}
"""Short; a day that somebody's week or pace leaves free stays empty."""
THEME_WIDTH = 13
"""So that five days fit in a terminal of 80 columns."""
NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def table(ahead: Ahead) -> Table:
    workdays = sorted({on.isoweekday() for on, each in ahead.days if isinstance(each, Planned | Goodbye)}) or [1]
    shown = range(1, max(5, *workdays) + 1)
    title = f"{ahead.days[0][0]:%d %B %Y} to {ahead.days[-1][0]:%d %B %Y}"
    drawn = Table(
        title=title,
        box=None,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
        caption=_legend(),
        caption_justify="left",
    )
    for heading in ("", "theme", *(NAMES[day - 1] for day in shown)):
        drawn.add_column(heading, no_wrap=True)
    for period, days in groupby(ahead.days, key=lambda each: Period.of_day(each[0])):
        decisions = {on.isoweekday(): each for on, each in days}
        theme = Text(ahead.rules.theme_of(period), style="dim")
        theme.truncate(THEME_WIDTH, overflow="ellipsis")
        drawn.add_row(f"{period.monday:%d %b}", theme, *(_cell(decisions.get(day)) for day in shown))
    return drawn


def _cell(decision: Decision | None) -> Text:
    match decision:
        case Planned(prompt=prompt):
            return Text(prompt.id, style=STYLES[prompt.kind])
        case Goodbye():
            return Text("goodbye")
        case None:
            return Text("")
        case _:
            return Text(REASONS.get(decision.reason, ""), style="dim")


def _legend() -> Text:
    kinds = (kind for kind in STYLES if kind not in (Kind.HABIT, Kind.FOLLOWUP))
    return Text("  ").join(Text(kind, style=STYLES[kind]) for kind in kinds)
