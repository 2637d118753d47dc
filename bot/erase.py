"""Erase: somebody is forgotten, for good (disclosure-policy S3)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from bot import vote
from bot.core import periods, timing
from bot.core.addresses import Address
from storage import (
    agreements,
    amendments,
    audit,
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
    rewrites,
    sentences,
)
from storage.audit import By
from storage.deliveries import Kind

OF_THE_PERSON = (
    journal,  # before the nudges, which say whose it is
    commitments,
    deliveries,  # before the nudges, as who stops a message to everybody does it: neither waits for the other
    nudges,
    coaches,
    offices,
    presences,
    readers,
    challenges,
    agreements,
    sentences,
    amendments,
)
NIGHT = timedelta(days=1)
"""To make the database anew holds up whoever clicks, so it waits for the daily sweep, which comes after midnight."""


def erase(db: Engine, person: Address, now: datetime, by: By = By.SELF) -> list[str] | None:
    """Takes away who they are, the key to their journal, all they said and did, and the ballots that still exist.

    Labels that were published stay, and so does the number on the week's roster: a random id that leads to nobody
    any more (R10, R12). Gives the files that were still to be taken away; None for somebody we do not know.
    """
    with db.begin() as conn:
        person_id = identities.find(conn, person)
        if person_id is None:
            return None
        files = deliveries.waiting(conn, person_id, Kind.REMOVAL)
        shred(conn, person_id)
    with db.begin() as conn:
        forget(conn, person_id, now, by)
    engine.clear_key_store(db)
    return files


def knows(db: Engine, person: Address) -> bool:
    """Whether there is anything of theirs; somebody with a role need not take part."""
    with db.begin() as conn:
        return identities.find(conn, person) is not None


def shred(conn: Connection, person_id: bytes) -> None:
    """What makes the rest unreadable, in every copy: in a transaction of its own, before the rest.

    If we are cut off in between, the daily sweep sees that nobody is behind the id any more and goes on.
    """
    vote.withdraw_all(conn, person_id)
    identities.shred(conn, person_id)


def shred_all_but_roles(conn: Connection, person_id: bytes, now: datetime) -> None:
    """The same for somebody who did not ask for it: they go on under a new id, which leads to nothing of before.

    What they look after they keep, until somebody takes it back; the log says whose the new id is.
    """
    held, coached = offices.of(conn, person_id), coaches.teams_of(conn, person_id)
    address = identities.address_of(conn, person_id) if held or coached else None
    shred(conn, person_id)
    if address:
        again = identities.remember(conn, address)
        for office in held:
            offices.give(conn, again, office)
        for team_id in coached:
            coaches.add(conn, team_id, again)
        for office in held:
            audit.write(conn, None, audit.Act.OFFICE_GIVEN, now, person=again.hex(), office=office.value)
        for team_id in coached:
            audit.write(conn, None, audit.Act.COACH_NAMED, now, person=again.hex(), team=team_id.hex())


def forget(conn: Connection, person_id: bytes, now: datetime, by: By) -> None:
    """All of one person. Nobody is behind what SQLite may leave of it in the file, and the night after clears it."""
    members.hold(conn, [person_id])  # an answer of theirs that is being kept comes first, with its ballot
    vote.withdraw_all(conn, person_id)
    proposals.take_name_off(conn, person_id)
    for noun in (*OF_THE_PERSON, members, identities):
        noun.forget(conn, person_id)
    audit.write(conn, None, audit.Act.PERSON_FORGOTTEN, now, by=by.value)
    rewrites.plan(conn, timing.local_day(now, periods.ZONE) + NIGHT)
