"""The year itself: the clock goes from one moment that matters to the next, and everybody lives in between."""

import logging
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import httpx

from benchmarks.year import posts
from benchmarks.year.posts import Truth
from benchmarks.year.record import Keeping, Record, Traffic, look
from benchmarks.year.search import Facts
from benchmarks.year.sharing import Sharing
from benchmarks.year.town import PATIENCE_SECONDS, TOO_LATE, Marks, Town, Writers
from bot import enrol, health
from bot.core.addresses import Address
from bot.core.members import Standing
from bot.core.periods import Period
from bot.core.prompts import Locale
from bot.demo import municipality
from bot.demo.cast import Cast, ids_of
from bot.demo.show import OPENING, Show, on_stage
from playground.model import Channel

HALF_HOURS = [time(hour, minute) for hour in range(7, 19) for minute in (0, 30)]
"""One of them is the hour of the weekly post."""
OPENS, FREEZES = time(0, 10), time(6, 5)
MONDAY, FRIDAY = 0, 4
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Year:
    show: Show
    town: Town
    record: Record
    channels: tuple[Address, ...]
    together: Sharing
    port: int
    """Of /metrics and /healthz."""
    truths: list[Truth] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    """What people wanted to do and a busy machine was too slow for."""

    @property
    def facts(self) -> Facts:
        users = self.show.playground.control.users()
        names = {each["id"]: each["real_name"] for each in users if not each["is_bot"]}
        rooms = {room.id: _reader(room, names) for room in self.show.playground.workspace.channels.values()}
        teams = {word for team in self.together.teams for word in (team.channel, team.department)}
        return Facts(self.record, names, self.town.marks, rooms, frozenset(teams))


def _reader(room: Channel, people: Mapping[str, str]) -> str:
    """The one person in a conversation with the bot; a room is itself."""
    return next(each for each in room.members if each in people) if room.is_im else room.id


@contextmanager
def lived(days: int, lang: Locale, seed: int, on_day: Callable[[int], None]) -> Iterator[Year]:
    """The demo, and so many days of it from its first Monday; the bot still stands when they are over."""
    record = Record()
    with (
        _logging(record),
        on_stage(0, lang, seed, lambda _: None) as show,
        health.serving(show.zetje, LOOPBACK, 0) as port,
    ):
        show.playground.workspace.traffic = Traffic(record, show.playground.workspace.traffic)
        # However busy the machine, no window comes too late and no ack either.
        show.playground.control.do("delivery", ack_seconds=PATIENCE_SECONDS, trigger_seconds=PATIENCE_SECONDS)
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
        together = Sharing(town, Cast(show.playground), municipality.read(lang, seed).teams)
        year = Year(show, town, record, tuple(teams), together, port)
        for day in range(days):
            _day(year, writers, OPENING.date() + timedelta(days=day), day)
            _watch(year)
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
            _one_thing_together(year, moment, number)
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
    if act == town.is_forgotten:
        here = [name for name in here if name not in year.together.needed]
    try:
        act(here[number % len(here)], now.date())
    except TOO_LATE:
        year.given_up.append(act.__name__)


def _one_thing_together(year: Year, now: datetime, day: int) -> None:
    """In two weeks one team does everything there is to do with each other."""
    with_others, fortnight, place = year.together, day // 14, day % 14 // 7 * 5 + now.weekday()
    acts = (
        *(with_others.asks_for_help, with_others.dares, with_others.agrees),
        *(with_others.sends_to_the_channel, with_others.thanks, with_others.joins, with_others.wants_the_a4),
        *(with_others.asks_for_help, with_others.sends_to_everybody, with_others.looks_back),
    )
    team = with_others.teams[fortnight % len(with_others.teams)]
    try:
        acts[place](team, now.date())
    except TOO_LATE:
        year.given_up.append(acts[place].__name__)


def _watch(year: Year) -> None:
    """What whoever watches over the process reads."""
    for what in ("metrics", "healthz"):
        year.record.metrics.append(httpx.get(f"http://{LOOPBACK}:{year.port}/{what}", trust_env=False).text)


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
