"""Replies: all that an answer needs, in one look: whose the nudge is, and where the answer goes."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, bindparam, select

from bot.core.addresses import Address
from bot.core.members import Member
from storage import ballots, identities, members, nudges
from storage.ballots import Booth
from storage.nudges import Nudge
from storage.tables import addresses, ballot_keys, rosters
from storage.tables import members as people
from storage.tables import nudges as asked

_COLUMNS = [
    *members.WHOLE,
    *(asked.c[name] for name in nudges.NAMES if name != "person_id"),
    addresses.c.data_key,
    rosters.c.cell,
    ballot_keys.c.sealed.label("ballot_key"),
]
_FIND = (
    select(*_COLUMNS)
    .join(addresses, addresses.c.id == people.c.person_id)
    .join(asked, asked.c.person_id == people.c.person_id)
    .outerjoin(rosters, and_(rosters.c.period == asked.c.period, rosters.c.person_id == people.c.person_id))
    .outerjoin(ballot_keys, ballot_keys.c.period == asked.c.period)
    .where(addresses.c.lookup == bindparam("lookup"), asked.c.nudge_id == bindparam("nudge_id"))
)


@dataclass(frozen=True, slots=True)
class Answerable:
    """A nudge and its member; the key to what they write, and their booth, if they count anywhere that week."""

    member: Member
    nudge: Nudge
    key: bytes = field(repr=False)
    booth: Booth | None


def find(conn: Connection, person: Address, nudge_id: bytes) -> Answerable | None:
    """None for a nudge that is somebody else's, or never was."""
    values = {"lookup": identities.lookup(conn, person), "nudge_id": nudge_id}
    row = conn.execute(_FIND, values).one_or_none()
    if row is None:
        return None
    return Answerable(
        member=members.of_row(row),
        nudge=Nudge(row.nudge_id, row.person_id, row.day, row.period, row.prompt_id, row.about, row.turn),
        key=identities.open_key(conn, row.person_id, row.data_key),
        booth=ballots.booth_of(conn, row.period, row.cell, row.ballot_key),
    )
