"""Who is behind an id, and the key to what they wrote: the way to people, in the key store only (S1 and S3)."""

import hmac
import json
import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, select

from bot.core.addresses import Address
from storage import insert, keys
from storage.engine import keys_of
from storage.tables import addresses, identities, teams

_FIND = select(addresses.c.id).where(addresses.c.lookup == bindparam("lookup"))
_SEALED = select(addresses.c.sealed).where(addresses.c.id == bindparam("id"))
_DATA_KEY = select(addresses.c.data_key).where(addresses.c.id == bindparam("id"))


def remember(conn: Connection, address: Address) -> bytes:
    """The id of that address; a new one for a stranger."""
    id = find(conn, address) or _add(conn, address)
    insert.once(conn, identities, {"id": id})  # an older backup may have forgotten it
    return id


def find(conn: Connection, address: Address) -> bytes | None:
    return conn.execute(_FIND, {"lookup": lookup(conn, address)}).scalar_one_or_none()


def address_of(conn: Connection, id: bytes) -> Address:
    """Raises LookupError for somebody who is forgotten."""
    sealed = conn.execute(_SEALED, {"id": id}).scalar_one_or_none()
    if sealed is None:
        raise LookupError("nobody is behind that id any more")
    return Address(*json.loads(keys.unseal(keys_of(conn).wrap, sealed, _place(id))))


def data_key(conn: Connection, id: bytes) -> bytes:
    """The key to what this person wrote. Raises NoResultFound for somebody who is forgotten."""
    return open_key(conn, id, conn.execute(_DATA_KEY, {"id": id}).scalar_one())


def open_key(conn: Connection, id: bytes, sealed: bytes) -> bytes:
    """That key, as it stands in its row."""
    return keys.unseal(keys_of(conn).wrap, sealed, key_place(id))


def shred(conn: Connection, id: bytes) -> None:
    """Nobody can tell any more who was behind that id, nor read what they wrote, in no copy of the database (S3)."""
    conn.execute(delete(addresses).where(addresses.c.id == id))


def after(conn: Connection, id: bytes, most: int) -> list[bytes]:
    """The next so many of all ids there are, in an order that says nothing."""
    query = select(identities.c.id).where(identities.c.id > id).order_by(identities.c.id).limit(most)
    return list(conn.execute(query).scalars())


def without_address(conn: Connection, among: Sequence[bytes]) -> list[bytes]:
    """Those of these ids that are of people whom nothing leads to any more."""
    known = select(addresses.c.id).where(addresses.c.id == identities.c.id).exists()
    a_team, a_group = (select(of).where(of == identities.c.id).exists() for of in (teams.c.team_id, teams.c.group_id))
    query = select(identities.c.id).where(identities.c.id.in_(among), ~known, ~a_team, ~a_group)
    return list(conn.execute(query).scalars())


def forget(conn: Connection, id: bytes) -> None:
    conn.execute(delete(identities).where(identities.c.id == id))


def key_place(id: bytes) -> bytes:
    """What a data key is bound to."""
    return id + b"|members|data_key"


def lookup(conn: Connection, address: Address) -> bytes:
    """Finds an address again without keeping it."""
    return hmac.digest(keys_of(conn).lookup, _plain(address), "sha256")


def _add(conn: Connection, address: Address) -> bytes:
    id, wrap = secrets.token_bytes(16), keys_of(conn).wrap
    row = {
        "id": id,
        "lookup": lookup(conn, address),
        "sealed": keys.seal(wrap, _plain(address), _place(id)),
        "data_key": keys.seal(wrap, keys.new_key(), key_place(id)),
    }
    if insert.once(conn, addresses, row):
        return id
    found = find(conn, address)  # another process was first
    if found is None:
        raise LookupError("an identity vanished while it was being made")
    return found


def _plain(address: Address) -> bytes:
    return json.dumps([address.surface, address.tenant, address.kind, address.key]).encode()


def _place(id: bytes) -> bytes:
    return b"identities|" + id
