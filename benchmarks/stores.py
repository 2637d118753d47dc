"""Stores of any size, made in seconds: one real member, copied inside SQLite as often as needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import ColumnElement, Engine, Table, func, insert, literal, select, update

from benchmarks import people
from bot import holidays, opening
from bot.content import pack as content
from bot.content.pack import Pack
from bot.core import forecast
from bot.core.periods import Period
from bot.core.planning import Planned, Rules
from storage import engine, members, tables

TEAM = 20
LONG = timedelta(days=600)


def pack_and_rules() -> tuple[Pack, Rules]:
    """The shipped prompts and the Dutch holidays, as in production."""
    pack = content.load(None)
    return pack, Rules(pack.library, holidays.calendar(), seed=1)


@contextmanager
def store(name: str = "store") -> Iterator[Engine]:
    with TemporaryDirectory(prefix="zetje-bench-") as folder:
        db = opening.open_store(f"sqlite:///{folder}/{name}.db", Path(folder) / "master.key", rehearsal=True)
        try:
            yield db
        finally:
            db.dispose()


def fill(db: Engine, rules: Rules, members: int, next_at: datetime) -> None:
    """So many members of one team, who are all to be looked at then."""
    people.join(db, rules, range(1))
    with db.connect() as conn, engine.references_rest(conn), conn.begin():
        copy(conn, tables.members, members - 1, person_id=func.randomblob(16))
        conn.execute(update(tables.members).values(next_at=next_at))


def crowd(db: Engine, rules: Rules, number: int, next_at: datetime) -> None:
    """So many members in teams of twenty, who have taken part for long and are all to be looked at then."""
    for team in range(-(-number // TEAM)):
        people.join(db, rules, range(team, team + 1), f"C{team:08}")
    with db.connect() as conn, engine.references_rest(conn), conn.begin():
        copy(conn, tables.members, TEAM - 1, person_id=func.randomblob(16))
        conn.execute(update(tables.members).values(next_at=next_at, since=next_at - LONG))
        known = select(tables.identities.c.id)
        strangers = select(tables.members.c.person_id).where(tables.members.c.person_id.not_in(known))
        conn.execute(insert(tables.identities).from_select(["id"], strangers))


def live(db: Engine, rules: Rules, days: int, until: date) -> None:
    """Everybody got one nudge on each of so many working days before that one: what the first of them would get."""
    with db.begin() as conn:
        first, *_ = members.everybody(conn)
        before = (until - timedelta(days=ago) for ago in range(days * 2, 0, -1))
        decided = forecast.ahead(first, before, rules=rules, seen=())
        had = [(day, each.prompt.id) for day, each in decided if isinstance(each, Planned)]
        for day, prompt_id in had[-days:] if days else []:
            values = {"day": day, "period": str(Period.of_day(day)), "turn": 0, "prompt_id": prompt_id}
            rows = select(func.randomblob(16), tables.members.c.person_id, *map(literal, values.values()))
            conn.execute(insert(tables.nudges).from_select(["nudge_id", "person_id", *values], rows))


def copy(conn: Any, table: Table, times: int, **changed: ColumnElement[Any]) -> None:
    """Every row so many times more, with other values in some columns."""
    numbers = select(literal(1).label("number")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.number + 1).where(numbers.c.number < times))
    columns = [changed.get(column.name, column).label(column.name) for column in table.c]
    rows = select(*columns).select_from(table).join(numbers, literal(True))
    if times:
        conn.execute(insert(table).from_select([column.name for column in table.c], rows))
