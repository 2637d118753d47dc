"""Rekey: another master key takes the place of this one. At every moment one of the two opens everything."""

import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from storage import audit, engine, keys, masters
from storage.engine import keys_of


def replace(db: Engine, key_file: Path, now: datetime) -> None:
    """New key in a file beside it; both open the store; the file takes the old one's place; only the new one opens it.

    Cut off anywhere, the key in the file still fits, and doing it again finishes.
    """
    coming = key_file.with_name(f"{key_file.name}.new")
    new = keys.read(coming) if coming.exists() else keys.create(coming)
    with db.begin() as conn:
        masters.keep(conn, new, keys_of(conn))
    os.replace(coming, key_file)
    with db.begin() as conn:
        masters.retire(conn, new)
    with db.begin() as conn:
        audit.write(conn, None, audit.Act.KEY_REPLACED, now)
    engine.clear_key_store(db)
