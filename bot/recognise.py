"""Recognise: which member somebody is."""

from sqlalchemy import Connection

from bot.core.addresses import Address
from bot.core.members import Member
from storage import members


def member(conn: Connection, person: Address, *, hold: bool = False) -> Member | None:
    """Anybody we know, whether they take part or not.

    `hold`: for whoever changes them or something of theirs. Until the end of the transaction nobody else does, and all
    who hold somebody do it first, or two could wait for each other.
    """
    return members.behind(conn, person, hold=hold)


def participant(conn: Connection, person: Address, *, hold: bool = False) -> Member | None:
    """Somebody who takes part now, in whatever rhythm, or has paused."""
    found = member(conn, person, hold=hold)
    return found if found and found.takes_part else None
