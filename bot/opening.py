"""Opening the store: key, database and what this database is for must belong together, or we do not start."""

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from storage import facts, keys, migrate
from storage.engine import keys_of, open_db
from storage.keys import KeyFault

REAL, REHEARSAL = "real", "rehearsal"


class CannotOpen(Exception):
    """Why the store cannot be used, in one sentence that says what to do."""


def open_store(url: str, key_file: Path, *, rehearsal: bool | None = False) -> Engine:
    """The database, ready for use; a new one (and its key) is made on the first start. Raises CannotOpen.

    `rehearsal` None means either: for commands that only look.
    """
    try:
        return _open(url, key_file, rehearsal)
    except KeyFault as fault:
        raise CannotOpen(str(fault)) from None
    except (SQLAlchemyError, OSError) as fault:
        # Only the kind of fault: the text may hold the password of the database.
        kind = type(getattr(fault, "orig", None) or fault).__name__
        raise CannotOpen(
            f"The database cannot be opened ({kind}). Check DATABASE_URL and that it is running."
        ) from fault


def upgrade(url: str, key_file: Path) -> str:
    """Brings an older database up to date; returns its revision."""
    db = open_db(url, keys.read(key_file))
    migrate.upgrade(db)
    db.dispose()
    return migrate.newest()


def _open(url: str, key_file: Path, rehearsal: bool | None) -> Engine:
    probe = open_db(url, keys.Keys(b"", b""))  # looks only whether there is anything yet
    new = migrate.is_empty(probe)
    probe.dispose()
    db = open_db(url, keys.create(key_file) if new and not key_file.exists() else keys.read(key_file))
    try:
        if new:
            migrate.upgrade(db)
        _check_revision(db)
        _check_key(db)
        if rehearsal is not None:
            _check_purpose(db, REHEARSAL if rehearsal else REAL)
    except BaseException:
        db.dispose()
        raise
    return db


def _check_revision(db: Engine) -> None:
    revision = migrate.revision(db)
    if revision == migrate.newest():
        return
    if revision and migrate.is_known(revision):
        raise CannotOpen("The database is from an older version. Make a backup, then run: zetje db upgrade")
    raise CannotOpen(
        "The database is from a newer version of Zetje, or not ours. Use that version, or another database."
    )


def _check_key(db: Engine) -> None:
    with db.begin() as conn:
        fingerprint = keys_of(conn).fingerprint()
        if facts.settle(conn, "key", fingerprint) != fingerprint:
            raise CannotOpen("This master key belongs to another database. Put the right key file in its place.")


def _check_purpose(db: Engine, purpose: str) -> None:
    with db.begin() as conn:
        kept = facts.settle(conn, "purpose", purpose)
    if kept != purpose:
        raise CannotOpen(
            "This database is for rehearsals: start with --clock, or choose another DATABASE_URL."
            if kept == REHEARSAL
            else "This is the real database: a rehearsal (--clock) needs a DATABASE_URL of its own."
        )
