"""Rewrites: from which day on the files are to be made anew, so that nothing is left in them of what was deleted.

Written down in the transaction that deletes: whatever happens to the process, the night after knows it.
"""

from datetime import date

from sqlalchemy import Connection, update

from storage import facts
from storage.tables import facts as table

NAME = "rewrite"


def plan(conn: Connection, day: date) -> None:
    facts.put(conn, NAME, day.isoformat())


def planned(conn: Connection, otherwise: date) -> date:
    """The day; `otherwise` when none was, and from then on."""
    return date.fromisoformat(facts.settle(conn, NAME, otherwise.isoformat()))


def done(conn: Connection, planned: date, again: date) -> None:
    """The next one. Who was erased meanwhile has planned their own, and that stays."""
    as_it_was = (table.c.name == NAME) & (table.c.value == planned.isoformat())
    conn.execute(update(table).where(as_it_was).values(value=again.isoformat()))
