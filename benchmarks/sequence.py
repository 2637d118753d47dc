"""`python -m benchmarks.sequence`: years of prompts for every kind of work, through the real planning code."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table

from bot import holidays
from bot.content import pack
from bot.core import commitments, forecast
from bot.core.commitments import Commitment, Plan
from bot.core.members import Member, Rhythm, Standing
from bot.core.periods import Period
from bot.core.planning import Planned, Reason, Rules, Skipped
from bot.core.prompts import Kind, Library, Prompt, Role

START = date(2026, 11, 30)
DAYS = 364
SEEDS = 10
DEEDS = frozenset({Kind.ACTION, Kind.HELP, Kind.HABIT, Kind.FOLLOWUP})
ONCE = frozenset({Kind.ACTION, Kind.REFLECTION, Kind.STORY, Kind.HELP})
HABITS_FROM = (14, 120, 230)
"""Days after the start; the arc and its rest take 80."""
PLANS_EVERY = 14
"""Days between two plans, each for a week later."""


@dataclass(frozen=True, slots=True)
class Year:
    """What one person got: prompts by day, and the days for which nothing was left."""

    got: Sequence[tuple[date, Prompt]]
    unfilled: Sequence[date]

    @property
    def repeats(self) -> int:
        return sum(times - 1 for times in Counter(prompt.id for _, prompt in self.once).values())

    @property
    def once(self) -> list[tuple[date, Prompt]]:
        return [(day, prompt) for day, prompt in self.got if prompt.kind in ONCE]

    @property
    def deeds(self) -> float:
        return sum(prompt.kind in DEEDS for _, prompt in self.got) / len(self.got)

    @property
    def on_theme(self) -> float:
        return sum(prompt.theme is Period.of_day(day).theme for day, prompt in self.once) / len(self.once)


def person(role: Role | None, pace: int = 5, workdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})) -> Member:
    """Somebody who joined before the start."""
    rhythm = Rhythm(ZoneInfo("Europe/Amsterdam"), workdays, time(9, 15), time(15, 30), pace)
    since = datetime(2026, 1, 1, tzinfo=UTC)
    return Member(b"p" * 16, b"t" * 16, Standing.ACTIVE, "nl", role, rhythm, since)


def live(member: Member, library: Library, seed: int, own: Sequence[Commitment] = ()) -> Year:
    """A year of that person, who answers everything."""
    calendar = holidays.calendar(quiet=holidays.Region.MIDDEN)
    days = [START + timedelta(days=number) for number in range(DAYS)]
    decisions = list(forecast.ahead(member, days, rules=Rules(library, calendar, seed), seen=(), commitments=own))
    return Year(
        [(day, each.prompt) for day, each in decisions if isinstance(each, Planned)],
        [day for day, each in decisions if isinstance(each, Skipped) and each.reason is Reason.POOL_EMPTY],
    )


def habits() -> Iterator[Commitment]:
    """Of somebody who begins the next one as soon as the arc of the last one and its rest are over."""
    for number, days in enumerate(HABITS_FROM):
        made = START + timedelta(days=days)
        plan = commitments.dated(Plan("ik begin", "doe ik de oudste zaak", made, habit=True), made)
        yield Commitment(b"h" * 15 + bytes([number]), plan, made, commitments.first_check(plan, made))


def plans() -> Iterator[Commitment]:
    """Of somebody who makes one every two weeks."""
    for number, days in enumerate(range(0, DAYS, PLANS_EVERY)):
        made = START + timedelta(days=days)
        plan = Plan("ik begin", "bel ik een inwoner", made + timedelta(days=7))
        yield Commitment(b"a" * 15 + bytes([number]), plan, made, commitments.first_check(plan, made))


@click.command()
@click.option("--pace", type=click.IntRange(1, 5), default=5, show_default=True, help="Messages a week.")
def main(pace: int) -> None:
    """Print what a year holds for each kind of work, with and without commitments of one's own."""
    library = pack.load().library
    lives = {"habits and plans": [*habits(), *plans()], "plans": [*plans()], "nothing of their own": []}
    roles: list[Role | None] = [*Role, None]
    years = f"{len(lives) * len(roles) * SEEDS} years from {START}"
    table = Table(title=f"{years}, pace {pace}: the worst of {SEEDS} seeds", box=None)
    for heading in ("", "", "days", "unfilled", "repeats", "deeds", "on theme"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, own in lives.items():
        for role in roles:
            one = person(role, pace)
            lived = [live(replace(one, id=bytes([seed]) * 16), library, seed, own) for seed in range(SEEDS)]
            table.add_row(name, role or "(not said)", *_figures(lived))
    Console().print(table)


def _figures(years: Sequence[Year]) -> tuple[str, ...]:
    return (
        str(min(len(year.got) for year in years)),
        str(max(len(year.unfilled) for year in years)),
        str(max(year.repeats for year in years)),
        f"{min(year.deeds for year in years):.0%}",
        f"{min(year.on_theme for year in years):.0%}",
    )


if __name__ == "__main__":
    main()
