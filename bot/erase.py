"""Erase: somebody is forgotten, for good (disclosure-policy S3)."""

from sqlalchemy import Connection, Engine

from bot import vote
from bot.core.addresses import Address
from storage import (
    agreements,
    challenges,
    coaches,
    commitments,
    deliveries,
    engine,
    identities,
    journal,
    members,
    nudges,
    offices,
    presences,
    proposals,
    readers,
)
from storage.deliveries import Kind

OF_THE_PERSON = (
    journal,
    commitments,
    nudges,
    deliveries,
    coaches,
    offices,
    presences,
    readers,
    challenges,
    agreements,
)


def erase(db: Engine, person: Address) -> list[str] | None:
    """Takes away who they are, the key to their journal, all they said and did, and the ballots that still exist.

    Labels that were published stay, and so does the number on the week's roster: a random id that leads to nobody
    any more (R10, R12). Gives the files that were still to be taken away; None for somebody we do not know.
    """
    with db.begin() as conn:
        person_id = identities.find(conn, person)
        if person_id is None:
            return None
        files = deliveries.waiting(conn, person_id, Kind.REMOVAL)
        forget(conn, person_id)
    engine.clear_free_pages(db)
    return files


def forget(conn: Connection, person_id: bytes) -> None:
    """All of one person. The file still holds it until its free pages are cleared."""
    vote.withdraw_all(conn, person_id)
    proposals.take_name_off(conn, person_id)
    for noun in (*OF_THE_PERSON, members, identities):
        noun.forget(conn, person_id)
