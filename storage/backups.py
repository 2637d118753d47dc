"""Backups: all rows as lines, what belongs to a person sealed with that person's own key.

So whoever is erased afterwards is gone from every backup as well: their key is (disclosure-policy S3). The key store
itself is copied apart from the rest, and only its newest copy is worth keeping.
"""

import base64
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Date, LargeBinary, Select, Table, bindparam, func, select, update

from bot.core import ids
from storage import facts, identities, insert, keys, tables
from storage.columns import UtcDateTime
from storage.deliveries import State

Line = dict[str, Any]

OWNED: dict[Table, Select[Any]] = {
    table: select(table).where(table.c[column] == bindparam("owner"))
    for table, column in (
        (tables.members, "person_id"),
        (tables.presences, "person_id"),
        (tables.offices, "person_id"),
        (tables.coaches, "person_id"),
        (tables.readers, "person_id"),
        (tables.challengers, "person_id"),
        (tables.nudges, "person_id"),
        (tables.commitments, "person_id"),
        (tables.deliveries, "to_id"),
    )
}
"""What is of each owner: of a person, or for a message to a channel of that team."""
OWNED[tables.journal] = (
    select(tables.journal)
    .join(tables.nudges, tables.nudges.c.number == tables.journal.c.number)
    .where(tables.nudges.c.person_id == bindparam("owner"))
)
MENTIONS = {
    tables.agreements: "keeper_id",
    tables.sentences: "writer_id",
    tables.proposals: "author_id",
    tables.amendments: "proposer_id",
}
"""Rows of a team that may mention a person; they stay without the mention."""
VAULT = tuple(table for table in tables.metadata.sorted_tables if table.schema)
SHARED = tuple(
    table
    for table in tables.metadata.sorted_tables
    if not table.schema and table not in OWNED and table is not tables.identities
)
"""Of nobody in particular. Rosters and the audit log too: the random ids in them stay after an erasure as well."""


class NotReadable(Exception):
    """A line that is not ours, or not of this version."""


def count(conn: Connection) -> int:
    """How many owners there are, for who shows progress."""
    return conn.execute(select(func.count()).select_from(tables.identities)).scalar_one()


def lines(conn: Connection) -> Iterator[Line]:
    """Everybody's id, then what is shared, then what is somebody's."""
    owners = list(conn.execute(select(tables.identities.c.id).order_by(tables.identities.c.id)).scalars())
    known = set(conn.execute(select(tables.addresses.c.id)).scalars())
    for owner in owners:
        yield {"id": owner.hex()}
    for table in SHARED:
        yield from _rows(conn, table)
    for owner in owners:
        if owner in known:
            own = [
                {"table": table.fullname, "rows": list(_plain_rows(conn, theirs, owner=owner))}
                for table, theirs in OWNED.items()
            ]
            plain = zlib.compress(json.dumps(own).encode())  # what is sealed cannot be made smaller any more
            sealed = keys.seal(identities.data_key(conn, owner), plain, _place(owner))
            yield {"of": owner.hex(), "sealed": base64.b64encode(sealed).decode()}


def vault_lines(conn: Connection) -> Iterator[Line]:
    """The key store; its rows are sealed already."""
    for table in VAULT:
        yield from _rows(conn, table)


def put(conn: Connection, line: Line) -> bool:
    """Puts one line back. False for what was somebody's who is forgotten since: nothing opens it any more."""
    match line:
        case {"id": str(id)}:
            owner = ids.parse(id)
            if not _is_known(conn, owner):
                return False
            conn.execute(tables.identities.insert().values(id=owner))
        case {"table": str(name), "row": dict(row)}:
            _put_rows(conn, name, [row])
        case {"of": str(id), "sealed": str(sealed)}:
            owner = ids.parse(id)
            if not _is_known(conn, owner):
                return False
            plain = keys.unseal(identities.data_key(conn, owner), base64.b64decode(sealed), _place(owner))
            for each in json.loads(zlib.decompress(plain)):
                _put_rows(conn, each["table"], each["rows"])
        case _:
            raise NotReadable
    return True


def count_on(conn: Connection) -> None:
    """What is planned from now on gets numbers after those that came back."""
    insert.count_on(conn, tables.nudges.c.number)


def doubt_what_was_due(conn: Connection, now: datetime, shared: datetime) -> None:
    """Messages that were to go out since the backup may have gone out: they are looked for before they are sent.

    `shared`: what storage/turns.py calls so.
    """
    due = (tables.deliveries.c.state == State.QUEUED.value) & (tables.deliveries.c.due_at <= now)
    conn.execute(update(tables.deliveries).where(due).values(state=State.CLAIMED.value, claimed_until=shared))


def _is_known(conn: Connection, id: bytes) -> bool:
    return conn.execute(select(tables.addresses.c.id).where(tables.addresses.c.id == id)).first() is not None


def _rows(conn: Connection, table: Table) -> Iterator[Line]:
    for row in _plain_rows(conn, select(table)):
        yield {"table": table.fullname, "row": row}


def _plain_rows(conn: Connection, those: Select[Any], **values: bytes) -> Iterator[dict[str, Any]]:
    for row in conn.execute(those, values):
        yield {name: _plain(value) for name, value in row._mapping.items()}


def _put_rows(conn: Connection, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    table = tables.metadata.tables.get(name)
    if table is None or any(set(row) != set(table.c.keys()) for row in rows):
        raise NotReadable
    values = [_values(conn, table, row) for row in rows]
    if table is tables.facts:
        for each in values:
            facts.put(conn, each["name"], each["value"])
    elif values:
        conn.execute(table.insert(), values)


def _values(conn: Connection, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    values = {column.name: _value(column, row[column.name]) for column in table.c}
    mention = MENTIONS.get(table)
    if mention and values[mention] and not _is_known(conn, values[mention]):
        values[mention] = None
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value.isoformat() if isinstance(value, date) else value


def _value(column: Column[Any], plain: Any) -> Any:
    if plain is None:
        return None
    if isinstance(column.type, LargeBinary):
        return bytes.fromhex(plain)
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(plain)
    return date.fromisoformat(plain) if isinstance(column.type, Date) else plain


def _place(owner: bytes) -> bytes:
    return b"backup|" + owner
