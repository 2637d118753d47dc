"""Opening the store: key, database and what this database is for must belong together, or we do not start."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import faults
from storage import facts, keys, migrate
from storage.engine import keys_of, open_db, sqlite_file
from storage.keys import KeyFault

REAL, REHEARSAL = "real", "rehearsal"
NEWER = "The database is from a newer version of Zetje, or not ours. Use that version, or another database."
NO_KEYS = keys.Keys(b"", b"")
"""For looking whether there is anything yet."""


class CannotOpen(Exception):
    """Why the store cannot be used, in one sentence that says what to do."""


def open_store(url: str, key_file: Path, *, rehearsal: bool | None = False) -> Engine:
    """The database, ready for use; a new one (and its key) is made on the first start. Raises CannotOpen.

    `rehearsal` None means either: for commands that only look.
    """
    with _in_one_sentence():
        return _open(url, key_file, rehearsal)


def is_new(url: str) -> bool:
    """Whether there is nothing yet; asking makes nothing. Raises CannotOpen."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        return True
    with _in_one_sentence():
        probe = open_db(url, NO_KEYS)
        try:
            return migrate.is_empty(probe)
        finally:
            probe.dispose()


def upgrade(url: str, key_file: Path) -> str:
    """Brings an older database up to date; returns its revision. Raises CannotOpen."""
    with _in_one_sentence():
        db = open_db(url, keys.read(key_file))
        try:
            migrate.upgrade(db)
        finally:
            db.dispose()
    return migrate.newest()


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    try:
        yield
    except KeyFault as fault:
        raise CannotOpen(str(fault)) from None
    except ModuleNotFoundError:
        raise CannotOpen("PostgreSQL needs its driver. Install it: pip install 'zetje[postgres]'") from None
    except CommandError:
        raise CannotOpen(NEWER) from None
    except (SQLAlchemyError, OSError) as fault:
        # Only the kind of fault: the text may hold the password of the database.
        kind = type(getattr(fault, "orig", None) or fault).__name__
        what = faults.remedy(fault) or "Check DATABASE_URL and that it is running."
        raise CannotOpen(f"The database cannot be opened ({kind}). {what}") from fault


def _open(url: str, key_file: Path, rehearsal: bool | None) -> Engine:
    new = is_new(url)
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
    raise CannotOpen(NEWER)


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
