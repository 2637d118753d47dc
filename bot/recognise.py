"""Recognise: which member somebody is."""

from sqlalchemy import Connection

from bot.core.addresses import Address
from bot.core.members import Member
from storage import members


def member(conn: Connection, person: Address) -> Member | None:
    """Anybody we know, whether they take part or not."""
    return members.behind(conn, person)


def participant(conn: Connection, person: Address) -> Member | None:
    """Somebody who takes part now, in whatever rhythm, or has paused."""
    found = member(conn, person)
    return found if found and found.takes_part else None
