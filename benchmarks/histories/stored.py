"""The world as it is: every act is the bot's own verb, on its own store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, delete, select

from benchmarks.histories.attack import Answer
from benchmarks.histories.life import PACK, shown
from bot import enrol, erase, gather, holidays, opening, reply, report
from bot.core import answers
from bot.core.addresses import Address
from bot.core.disclosure import Draw
from bot.core.periods import ZONE, Period, Question
from bot.core.planning import Rules
from bot.core.prompts import Library
from bot.deliver import Sender
from bot.gather import Profile, Settings
from bot.messages import Message, Report
from bot.receipts import Receipt, Sent
from bot.reply import Given
from storage import identities, nudges, rosters, tables, teams
from storage.tables.vault import VAULT

KEPT = ("facts", "masters")
"""What belongs to the database itself."""
TENANT = "T0HISTORY"
ADMIN = Address("slack", TENANT, "person", "U0ADMIN")
PROMPTS = {each: next(prompt for prompt in PACK.library.prompts if answers.is_about(each, prompt)) for each in Question}
RULES = Rules(Library(tuple(PROMPTS.values()), "histories"), holidays.calendar(), 1)


@contextmanager
def store() -> Iterator[Engine]:
    """One database for many organisations, one after the other; what is written need not survive a power cut."""
    with TemporaryDirectory(prefix="zetje-histories-") as folder:
        db = opening.open_store(f"sqlite:///{folder}/zetje.db", Path(folder) / "master.key")
        with db.connect() as conn:
            assert conn.connection.driver_connection is not None
            for schema in ("main", VAULT):
                conn.connection.driver_connection.execute(f"PRAGMA {schema}.synchronous=OFF")
        yield db
        db.dispose()


@dataclass(slots=True)
class Wall:
    """A messenger that keeps what was posted in channels."""

    posts: dict[str, Report] = field(default_factory=dict)

    def send(self, to: Address, delivery: str, message: Message) -> Receipt:
        if isinstance(message, Report):
            self.posts[to.key] = message
        return Sent(delivery)

    def find(self, to: Address, delivery: str) -> Receipt | None:
        return None


class Stored:
    """A new world; what was in the store before is gone."""

    def __init__(self, db: Engine) -> None:
        self.db, self.wall, self.founded = db, Wall(), 0
        self.sender = Sender(db, self.wall, PACK, RULES.holidays)
        with db.begin() as conn:
            for table in reversed(tables.metadata.sorted_tables):
                if table.name not in KEPT:
                    conn.execute(delete(table))

    def found(self, team: int, department: str | None, people: range, now: datetime) -> None:
        settings, everybody = Settings(department, "nl"), [profile(person) for person in people]
        gather.found(self.db, ADMIN, {ADMIN.key}, channel(team), settings, everybody, now)
        with self.db.begin() as conn:
            teams.launch(conn, identities.remember(conn, channel(team)), now)
        for person in people:
            enrol.join(self.db, address(person), RULES.holidays, now)
        self.founded += 1

    def join(self, person: int, team: int, now: datetime) -> None:
        gather.arrive(self.db, channel(team), profile(person), now)
        enrol.join(self.db, address(person), RULES.holidays, now)

    def stop(self, person: int, now: datetime) -> None:
        enrol.stop(self.db, address(person), now)

    def move(self, person: int, team: int, to: int, now: datetime) -> None:
        gather.arrive(self.db, channel(to), profile(person), now)
        gather.depart(self.db, channel(team), address(person))

    def erase(self, person: int, now: datetime) -> None:
        erase.erase(self.db, address(person), now)

    def open(self, period: Period) -> dict[int, str]:
        report.open_period(self.db, period.starts + timedelta(minutes=10))
        with self.db.begin() as conn:
            cells = rosters.cells_of_teams(conn, str(period))
            ids = {team: identities.find(conn, channel(team)) for team in range(self.founded)}
        return {team: cell for team, id in ids.items() if id and (cell := cells.get(id))}

    def answer(self, person: int, period: Period, said: list[Answer], now: datetime) -> None:
        with self.db.begin() as conn:
            id = identities.find(conn, address(person))
            assert id is not None
            nudge = nudges.claim(conn, id, now.date(), str(period), PROMPTS[period.question].id)
        assert nudge is not None
        for each in said:
            given = Given(address(person), nudge.nudge_id.hex(), _tap(period, each), now)
            [taken] = reply.record_each(self.db, RULES, [given])
            assert isinstance(taken, reply.Received)

    def freeze(self, period: Period, draw: Draw, *, holiday: bool) -> None:
        report.freeze_due(self.db, period.freezes_at, draw, lambda _: holiday)

    def post(self, period: Period) -> dict[int, str]:
        self.wall.posts.clear()
        self.sender.send_due(period.posts_at + timedelta(minutes=1))
        return {team: shown(self.wall.posts[channel(team).key]) for team in range(self.founded)}

    def post_again(self, period: Period) -> dict[int, str]:
        with self.db.begin() as conn:
            ids = [identities.remember(conn, channel(team)) for team in range(self.founded)]
            again = [report.compose(conn, PACK, id, str(period), period.posts_at.date()) for id in ids]
        return {team: shown(post) for team, post in enumerate(again) if post}

    def roster(self, period: Period, people: int) -> dict[int, str | None]:
        """Who counts in which cell by the store's own account; who was erased is nobody any more."""
        with self.db.begin() as conn:
            known = {identities.find(conn, address(person)): person for person in range(people)}
            rows = conn.execute(select(tables.rosters).where(tables.rosters.c.period == str(period))).all()
        return {known[row.person_id]: row.cell for row in rows if row.person_id in known}


def _tap(period: Period, answer: Answer) -> str:
    """The answer as a tap carries it."""
    if period.question is Question.ACTION:
        return "done" if answer else "not_today"
    return f"scale:{answer}"


def address(person: int) -> Address:
    return Address("slack", TENANT, "person", f"U0PERSON{person:03}")


def channel(team: int) -> Address:
    return Address("slack", TENANT, "channel", f"C0TEAM{team:03}")


def profile(person: int) -> Profile:
    return Profile(address(person), ZONE, "nl")
