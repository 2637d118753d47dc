"""Who is behind an id: the only table that knows a chat id (disclosure-policy S1)."""

import hmac
import json
import secrets
from dataclasses import astuple

from sqlalchemy import Connection, bindparam, delete, select

from bot.core.addresses import Address
from storage import insert, keys
from storage.engine import keys_of
from storage.tables import identities

_FIND = select(identities.c.id).where(identities.c.lookup == bindparam("lookup"))


def remember(conn: Connection, address: Address) -> bytes:
    """The id of that address; a new one for a stranger."""
    known = find(conn, address)
    if known:
        return known
    id = secrets.token_bytes(16)
    plain = json.dumps(astuple(address)).encode()
    row = {
        "id": id,
        "lookup": _lookup(conn, address),
        "sealed": keys.seal(keys_of(conn).wrap, plain, _place(id)),
    }
    if insert.once(conn, identities, row):
        return id
    found = find(conn, address)  # another process was first
    if found is None:
        raise LookupError("an identity vanished while it was being made")
    return found


def find(conn: Connection, address: Address) -> bytes | None:
    return conn.execute(_FIND, {"lookup": _lookup(conn, address)}).scalar_one_or_none()


def address_of(conn: Connection, id: bytes) -> Address:
    sealed = conn.execute(select(identities.c.sealed).where(identities.c.id == id)).scalar_one()
    return Address(*json.loads(keys.unseal(keys_of(conn).wrap, sealed, _place(id))))


def forget(conn: Connection, id: bytes) -> None:
    """Nobody can tell any more who was behind that id (disclosure-policy S3)."""
    conn.execute(delete(identities).where(identities.c.id == id))


def _lookup(conn: Connection, address: Address) -> bytes:
    return hmac.digest(keys_of(conn).lookup, json.dumps(astuple(address)).encode(), "sha256")


def _place(id: bytes) -> bytes:
    return b"identities|" + id
