"""Erase: somebody is forgotten, for good (disclosure-policy S3)."""

from sqlalchemy import Engine

from bot import vote
from bot.core.addresses import Address
from storage import (
    coaches,
    commitments,
    deliveries,
    engine,
    identities,
    journal,
    members,
    nudges,
    proposals,
)


def erase(db: Engine, person: Address) -> bool:
    """Takes away who they are, the key to their journal, all they said and did, and the ballots that still exist.

    Labels that were published stay, and so does the number on the week's roster: a random id that leads to nobody
    any more (R10, R12). False for somebody we do not know.
    """
    with db.begin() as conn:
        person_id = identities.find(conn, person)
        if person_id is None:
            return False
        vote.withdraw_all(conn, person_id)
        proposals.take_name_off(conn, person_id)
        for noun in (journal, commitments, nudges, deliveries, coaches, members, identities):
            noun.forget(conn, person_id)
    engine.clear_free_pages(db)
    return True
