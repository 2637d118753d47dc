"""Replies: all that answers need, in one look: whose the nudge is, and where the answer goes."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, select

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
    addresses.c.lookup,
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
    .where(asked.c.nudge_id.in_(bindparam("nudges", expanding=True)))
)
_HOLD = _FIND.order_by(people.c.person_id).with_for_update(of=people)


@dataclass(frozen=True, slots=True)
class Answerable:
    """A nudge and its member; the key to what they write, and their booth, if they count anywhere that week."""

    member: Member
    nudge: Nudge
    key: bytes = field(repr=False)
    booth: Booth | None


def find_each(
    conn: Connection, wanted: Sequence[tuple[Address, bytes]], *, hold: bool = False
) -> list[Answerable | None]:
    """For each person and nudge; None for a nudge that is somebody else's, or never was.

    `hold`: these people's answers come one after the other, in whatever process (SQLite has one). They are held in the
    order of their ids, as everybody does it, or two could wait for each other.
    """
    query = _HOLD if hold and conn.dialect.name == "postgresql" else _FIND
    rows = conn.execute(query, {"nudges": list({nudge_id for _, nudge_id in wanted})}).all()
    known = {row[len(members.WHOLE)]: row for row in rows}
    return [_theirs(conn, known.get(nudge_id), person) for person, nudge_id in wanted]


def _theirs(conn: Connection, row: Row[Any] | None, person: Address) -> Answerable | None:
    if row is None:
        return None
    nudge_id, day, period, prompt_id, about, turn, *hidden = row[len(members.WHOLE) :]
    lookup, data_key, cell, ballot_key = hidden
    if not hmac.compare_digest(lookup, identities.lookup(conn, person)):
        return None
    member = members.of_row(row)
    return Answerable(
        member=member,
        nudge=Nudge(nudge_id, member.id, day, period, prompt_id, about, turn),
        key=identities.open_key(conn, member.id, data_key),
        booth=ballots.booth_of(conn, period, cell, ballot_key),
    )
