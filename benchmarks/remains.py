"""`python -m benchmarks.remains`: what SQLite leaves in its files of who was erased, and how long clearing takes.

Overwriting what is deleted is not enough, so both files are made anew: the key store at once, the database by night.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import click
from sqlalchemy import Engine, select

from benchmarks import people, stores
from benchmarks.people import MONDAY
from bot import erase
from bot.core.periods import Period
from storage import audit, deliveries, engine, identities, journal, nudges, tables
from storage.deliveries import Draft, Kind
from storage.journal import Entry
from storage.nudges import Nudge

PLANNED, ANSWERED = 16, 5
"""So many in one transaction."""
KEPT = timedelta(hours=9)
BY_TAP = 0.8
LONGEST = 600

Secrets = set[bytes]


def _batches(of: list[Nudge], size: int) -> Iterator[list[Nudge]]:
    return (of[first : first + size] for first in range(0, len(of), size))


def _day(db: Engine, who: list[bytes], ago: int, rng: Random) -> None:
    """Everybody is asked, and answers in another order: most by a tap, some in words."""
    now = MONDAY - timedelta(days=ago)
    week = str(Period.of(now))
    asked = [Nudge(rng.randbytes(16), id, now.date(), week, "snel-op-tijd-a01") for id in rng.sample(who, len(who))]
    for batch in _batches(asked, PLANNED):
        with db.begin() as conn:
            nudges.claim_each(conn, batch)
            names = [(each.person_id, each.nudge_id.hex()) for each in batch]
            deliveries.queue_each(
                conn, [Draft(Kind.NUDGE, to, name, f"nudge:{name}", now, now + KEPT) for to, name in names]
            )
    for batch in _batches(rng.sample(asked, len(asked)), ANSWERED):
        with db.begin() as conn:
            keys = [identities.data_key(conn, each.person_id) for each in batch]
            said = ["done" if rng.random() < BY_TAP else "x" * rng.randrange(20, LONGEST) for _ in batch]
            journal.write_each(
                conn,
                [
                    Entry(one.person_id, one.nudge_id, key, answer)
                    for one, key, answer in zip(batch, keys, said, strict=True)
                ],
            )


def _written(db: Engine, who: list[bytes]) -> tuple[Secrets, Secrets]:
    """The way to these people; and what stands in the database under their ids."""
    asked, sent, found = tables.nudges, tables.deliveries, tables.addresses
    with db.begin() as conn:
        way = {value for row in conn.execute(select(found).where(found.c.id.in_(who))) for value in row[1:]}
        sealed = select(tables.journal.c.sealed).join(asked, asked.c.number == tables.journal.c.number)
        queries = (
            select(asked.c.nudge_id).where(asked.c.person_id.in_(who)),
            select(sent.c.delivery_id).where(sent.c.to_id.in_(who)),
            sealed.where(asked.c.person_id.in_(who)),
        )
        return way, {value for query in queries for value in conn.execute(query).scalars()}


def _left(folder: Path, secrets: Secrets) -> int:
    stored = b"".join(file.read_bytes() for file in folder.glob("store*"))
    return sum(secret in stored for secret in secrets)


def measure(number: int, days: int, erased: int, seed: int = 1) -> Iterator[tuple[str, int, int, float]]:
    """What was done; how much is left of the way to them, and of what was theirs; and how long nobody could click."""
    rng = Random(seed)
    _, rules = stores.pack_and_rules()
    with stores.store() as db:
        people.join(db, rules, range(number))
        with db.begin() as conn:
            who = list(conn.execute(select(tables.members.c.person_id)).scalars())
        for ago in reversed(range(days)):
            _day(db, who, ago, rng)
        gone = rng.sample(who, erased)
        way, theirs = _written(db, gone)
        folder = Path(str(db.url.database)).parent

        def done(what: str, step: Callable[[Engine], None]) -> tuple[str, int, int, float]:
            began = time.perf_counter()
            step(db)
            took = (time.perf_counter() - began) * 1000
            return what, _left(folder, way), _left(folder, theirs), took

        yield done("stored", engine.clear_log)
        for id in gone:
            with db.begin() as conn:
                erase.shred(conn, id)
            with db.begin() as conn:
                erase.forget(conn, id, MONDAY, audit.By.SELF)
        yield done("deleted and overwritten, logs emptied", engine.clear_log)
        yield done("the key store made anew", engine.clear_key_store)
        yield done("both made anew", engine.clear_all)


@click.command()
@click.option("--people", "number", default=500, show_default=True)
@click.option("--days", default=40, show_default=True)
@click.option("--erased", default=20, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(number: int, days: int, erased: int, seed: int) -> None:
    for what, way, theirs, took in measure(number, days, erased, seed):
        click.echo(f"{what:40} the way to them {way:6,}   what was theirs {theirs:8,}   {took:9,.1f} ms")


if __name__ == "__main__":
    main()
