"""The year itself: the clock goes from one moment that matters to the next, and everybody lives in between."""

import logging
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from benchmarks.year import posts
from benchmarks.year.posts import Truth
from benchmarks.year.record import Keeping, Record, Traffic, look
from benchmarks.year.search import Facts
from benchmarks.year.town import TOO_LATE, Marks, Town, Writers
from bot import enrol
from bot.core.addresses import Address
from bot.core.members import Standing
from bot.core.periods import Period
from bot.core.prompts import Locale
from bot.demo.cast import ids_of
from bot.demo.show import OPENING, Show, on_stage
from playground.triggers import Triggers

HALF_HOURS = [time(hour, minute) for hour in range(7, 19) for minute in (0, 30)]
"""One of them is the hour of the weekly post."""
OPENS, FREEZES = time(0, 10), time(6, 5)
MONDAY, FRIDAY = 0, 4


@dataclass(frozen=True, slots=True)
class Year:
    show: Show
    town: Town
    record: Record
    channels: tuple[Address, ...]
    truths: list[Truth] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    """What people wanted to do and a busy machine was too slow for."""

    @property
    def facts(self) -> Facts:
        users = self.show.playground.control.users()
        names = {each["id"]: each["real_name"] for each in users if not each["is_bot"]}
        rooms = frozenset(self.show.playground.workspace.channels)
        return Facts(self.record, names, self.town.marks, rooms)


@contextmanager
def lived(days: int, lang: Locale, seed: int, on_day: Callable[[int], None]) -> Iterator[Year]:
    """The demo, and so many days of it from its first Monday; the bot still stands when they are over."""
    record = Record()
    with _logging(record), on_stage(0, lang, seed, lambda _: None) as show:
        show.playground.workspace.traffic = Traffic(record, show.playground.workspace.traffic)
        show.playground.workspace.triggers = Triggers(lambda: 0.0)  # however busy the machine, no window comes too late
        people, marks = ids_of(show.playground), Marks()
        app = show.playground.control.apps()[0]["id"]
        town = Town(show.playground, people, marks, random.Random(seed), app)
        writers = Writers(show.playground.control, show.colleagues.people, show.colleagues.rng, set)
        writers.marks = marks
        tenant = show.playground.workspace.team_id
        teams = [
            Address("slack", tenant, "channel", room.id)
            for room in show.playground.workspace.channels.values()
            if room.name
        ]
        year = Year(show, town, record, tuple(teams))
        for day in range(days):
            _day(year, writers, OPENING.date() + timedelta(days=day), day)
            on_day(day)
        yield year


def _day(year: Year, writers: Writers, day: date, number: int) -> None:
    for moment in moments(day):
        if moment <= year.show.playground.clock.now():
            continue
        year.show.playground.control.move_clock(moment, glide=False)
        year.show.zetje.clockwork.tick(moment)
        writers.live(moment)
        if (moment.weekday(), moment.time()) == (MONDAY, FREEZES) and number:
            with year.show.zetje.db.begin() as conn:
                year.truths.append(posts.truth(conn, Period.of(moment).previous, year.channels))
        if moment.time() == HALF_HOURS[8]:
            _one_thing(year, moment, number)
        look(year.record, year.show.playground)


def moments(day: date) -> Iterator[datetime]:
    """Half hours by day; one in the weekend; and on Monday when the week opens and the one before freezes."""
    more = [OPENS, FREEZES] if day.weekday() == MONDAY else []
    hours = HALF_HOURS if day.weekday() <= FRIDAY else HALF_HOURS[:1]
    yield from (datetime.combine(day, at, OPENING.tzinfo) for at in sorted([*hours, *more]))


def _one_thing(year: Year, now: datetime, day: int) -> None:
    """Every working day somebody does something of their own; now and then somebody has themselves erased."""
    town = year.town
    acts = (
        *(town.promises, town.proposes, town.reads_back, town.asks_what_is_kept),
        *(town.takes_along, town.makes_a_page, town.looks_at_home),
    )
    number = day // 7 * 5 + now.weekday()
    here = [name for name in sorted(town.people) if _takes_part(year, town.people[name])]
    act = town.is_forgotten if number % 60 == 59 else acts[number % len(acts)]
    try:
        act(here[number % len(here)], now.date())
    except TOO_LATE:
        year.given_up.append(act.__name__)


def _takes_part(year: Year, id: str) -> bool:
    found = enrol.find(year.show.zetje.db, Address("slack", year.show.playground.workspace.team_id, "person", id))
    return found is not None and found.standing is Standing.ACTIVE


@contextmanager
def _logging(record: Record) -> Iterator[None]:
    """Every logger says all it has to say."""
    root, keeping = logging.getLogger(), Keeping(record.log)
    before = root.level
    root.addHandler(keeping)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.setLevel(before)
        root.removeHandler(keeping)
