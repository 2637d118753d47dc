"""A small pack and a small team, for tests of the verbs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, select

from bot import appoint, enrol, gather, holidays, reply
from bot.content.pack import CaseOfTheWeek, Pack, TalkCard
from bot.core.addresses import Address
from bot.core.planning import Rules
from bot.core.prompts import Answer, AnswerType, Asks, Case, Dimension, Kind, Library, Locale, Prompt, Text, Theme
from bot.gather import Profile, Settings
from bot.reply import Given, Received
from storage import ballots, identities, tables, teams

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
"""The Friday before week 49, whose question is whether people did a micro-action."""
MONDAY = datetime(2026, 11, 30, 8, 15, tzinfo=UTC)
"""09:15 in Amsterdam: the hour of the ordinary morning nudge."""
CHANNEL = Address("slack", "T0SAMPLE", "channel", "C0SAMPLETEAM")
ADMIN = Address("slack", "T0SAMPLE", "person", "U0ADMIN")
COACH = Address("slack", "T0SAMPLE", "person", "U0COACH")
TYPES = {Kind.ACTION: AnswerType.DONE, Kind.RATING: AnswerType.SCALE}


def by_day(start: datetime, end: datetime, step: timedelta) -> Iterator[datetime]:
    """Every `step` after `start` until `end`; not at night, in which nothing happens that a test waits for."""
    now = start
    while now < end:
        now += step
        if 6 <= now.astimezone(AMSTERDAM).hour < 19:
            yield now


def votes(conn: Connection) -> Counter[int]:
    """What all ballots together say."""
    boxes = select(tables.ballots.c.period, tables.ballots.c.question, tables.ballots.c.cell).distinct()
    return sum((Counter(ballots.tally(conn, *box)) for box in conn.execute(boxes).all()), Counter())


def person(number: int) -> Address:
    return Address("slack", "T0SAMPLE", "person", f"U0SAMPLE{number:03}")


def profile(number: int, zone: ZoneInfo = AMSTERDAM, locale: Locale = "nl") -> Profile:
    return Profile(person(number), zone, locale)


def prompt(id: str, kind: Kind, **changes: object) -> Prompt:
    values: dict[str, object] = {
        "id": id,
        "kind": kind,
        "theme": Theme.SNEL_OP_TIJD,
        "family": id,
        "roles": frozenset(),
        "moment": "altijd",
        "effort_min": 2,
        "phase": "any",
        "answer": Answer(TYPES.get(kind, AnswerType.TEXT)),
        "text": Text(f"Vraag {id}.", f"Question {id}."),
        "why": Text("Zo weet de inwoner waar hij aan toe is.", "So the resident knows."),
    }
    return Prompt(**(values | changes))  # type: ignore[arg-type]


def library(per_kind: int = 12) -> Library:
    kinds = (Kind.ACTION, Kind.REFLECTION, Kind.HELP, Kind.RATING)
    prompts = [prompt(f"{kind.value}-{number:03}", kind) for kind in kinds for number in range(per_kind)]
    shared = [prompt(f"gedeeld-r{n:02}", Kind.RATING, measures=dimension) for n, dimension in enumerate(Dimension)]
    return Library((*prompts, *shared, *follow_ups()), "test")


def follow_ups() -> list[Prompt]:
    """One wording for each thing to come back to."""
    options = tuple(Text(word, word) for word in ("Gedaan", "Deels", "Nog niet", "Ik laat het los"))
    answers = {
        Asks.COMMITMENT: Answer(AnswerType.CHOICE, options),
        Asks.HABIT: Answer(AnswerType.CHOICE, options[:2]),
        Asks.CHALLENGE: Answer(AnswerType.CHOICE, options[:3]),
        Asks.ONE_TO_ONE: Answer(AnswerType.DONE),
        Asks.FITS: Answer(AnswerType.CHOICE, options[:3]),
        Asks.PACE: Answer(AnswerType.CHOICE, options[:3]),
    }
    return [
        prompt(
            f"afspraak-f{number:02}",
            Kind.FOLLOWUP,
            asks=asks,
            text=Text("{afspraak} Hoe ging het?", "{afspraak} How did it go?"),
            answer=answers.get(asks, Answer(AnswerType.SCALE)),
        )
        for number, asks in enumerate(Asks)
    ]


def pack(per_kind: int = 12) -> Pack:
    words = Text("Woorden", "Words")
    return Pack(
        library(per_kind),
        {case: CaseOfTheWeek(case, words, words, words) for case in Case},
        {theme: TalkCard(theme, words) for theme in Theme},
        moments={
            "stoppen-anders-of-door": (Text("Stoppen, anders of door?", "Stop, change or carry on?"),),
            "ons-recept": (Text("Welke ene zin?", "Which one sentence?"),),
        },
        a4=Text("- Doe mee.", "- Join in."),
    )


def rules(per_kind: int = 12) -> Rules:
    return Rules(library(per_kind), holidays.calendar(), seed=1)


def found_team(db: Engine, people: int, now: datetime = FRIDAY, channel: Address = CHANNEL, first: int = 0) -> None:
    """A team that started, and in which everybody took the invitation."""
    numbers = range(first, first + people)
    prepare_team(db, [profile(number) for number in numbers], now, channel)
    start_team(db, channel, now)
    for number in numbers:
        enrol.join(db, person(number), holidays.calendar(), now)


def prepare_team(
    db: Engine,
    people: Sequence[Profile],
    now: datetime = FRIDAY,
    channel: Address = CHANNEL,
    department: str | None = "Publiekszaken",
) -> str:
    """A team that has not started yet, with a coach; gives its name in buttons."""
    found = gather.found(db, ADMIN, {ADMIN.key}, channel, Settings(department, "nl"), people, now)
    assert isinstance(found, gather.Founded)
    appoint.name_coach(db, ADMIN, {ADMIN.key}, channel, COACH, now)
    return found.team


def give_answer(
    db: Engine, rules: Rules, who: Address, nudge_id: str, answer: str, now: datetime
) -> Received | reply.Refusal:
    """As the intake does it for somebody who comes alone."""
    [outcome] = reply.record_each(db, rules, [Given(who, nudge_id, answer, now)])
    return outcome


def team_of(db: Engine, channel: Address = CHANNEL) -> str:
    """A team's name in buttons."""
    with db.begin() as conn:
        return identities.remember(conn, channel).hex()


def start_team(db: Engine, channel: Address = CHANNEL, now: datetime = FRIDAY) -> None:
    """As if its A4 was read and its prompts were written; tests/bot/test_launch.py goes the whole way."""
    with db.begin() as conn:
        teams.launch(conn, identities.remember(conn, channel), now)
