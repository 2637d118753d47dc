"""Masters: the keys that everything hangs on, sealed with the master key (disclosure-policy S2)."""

from sqlalchemy import Connection, delete, select

from storage import insert
from storage.keys import Keys, Master
from storage.tables import masters


def keep(conn: Connection, master: Master, keys: Keys) -> None:
    """Seals the keys with that master key, beside whatever they are sealed with already."""
    insert.once(conn, masters, {"name": master.name, "sealed": master.seal(keys)})


def unlock(conn: Connection, master: Master) -> Keys | None:
    """The keys; None when they are not sealed with that master key."""
    sealed = conn.execute(select(masters.c.sealed).where(masters.c.name == master.name)).scalar_one_or_none()
    return master.unseal(sealed) if sealed else None


def is_empty(conn: Connection) -> bool:
    return conn.execute(select(masters.c.name).limit(1)).first() is None


def retire(conn: Connection, kept: Master) -> None:
    """From now on only that master key opens anything."""
    conn.execute(delete(masters).where(masters.c.name != kept.name))
