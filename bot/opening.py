"""Opening the store: master key, key store, database and its purpose must belong together, or we do not start."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import faults
from storage import alone, facts, keys, masters, migrate
from storage.engine import clear_all, keys_of, open_db, sqlite_file, vault_file, with_keys
from storage.keys import KeyFault, Keys, Master

REAL, REHEARSAL = "real", "rehearsal"
NEWER = "The database is from a newer version of Zetje, or not ours. Use that version, or another database."
WRONG_KEY = (
    "This master key belongs to another database, or was replaced since (zetje key rotate). "
    "Put the right key file in its place."
)
OLDER = (
    "The database is from an older version. Copy it first (zetje backup of that version; or, with the bot stopped, "
    "its files or pg_dump), then run: zetje db upgrade"
)
NONE_YET = (
    "There is no database yet; the first `zetje run` makes it. If there is one, stand in the folder of its .env, "
    "or correct DATABASE_URL."
)
GONE = "There is a key store, but its database is gone. Bring the database back with: zetje restore FILE"
TAKEN = "Another Zetje works in this database already. Stop that one first, or use PostgreSQL: there several can."
ALL_HANGS_ON_IT = "without it nobody can be reached and no answer can be read."


class CannotOpen(Exception):
    """Why the store cannot be used, in one sentence that says what to do."""


def open_store(url: str, key_file: Path, *, rehearsal: bool | None = False) -> Engine:
    """The database, ready for use; a new one (and its key) is made on the first start. Raises CannotOpen.

    `rehearsal` None means either, and that nothing is made: for commands that need what is there.
    """
    with in_one_sentence():
        return _open(url, key_file, rehearsal)


def is_new(url: str) -> bool:
    """Whether there is nothing yet; asking makes nothing. Raises CannotOpen."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        return True
    with in_one_sentence():
        probe = open_db(url)
        try:
            return migrate.is_empty(probe)
        finally:
            probe.dispose()


def lacks_its_database(url: str) -> bool:
    """Whether a key store is there without its database. Raises CannotOpen."""
    vault = vault_file(url)
    if vault is not None and not vault.exists():
        return False
    with in_one_sentence():
        probe = open_db(url)
        try:
            return migrate.is_empty(probe) and _is_in_use(probe)
        finally:
            probe.dispose()


@contextmanager
def working_alone(url: str) -> Iterator[None]:
    """Nobody else works in the store until the end of the block. Raises CannotOpen."""
    lock = hold_alone(url)
    try:
        yield
    finally:
        if lock:
            lock.release()


def hold_alone(url: str) -> BaseFileLock | None:
    """For whoever keeps working in the store: one process in a file, any number on PostgreSQL. Raises CannotOpen."""
    with in_one_sentence():
        try:
            return alone.hold(url)
        except alone.Taken:
            raise CannotOpen(TAKEN) from None


def upgrade(url: str, key_file: Path) -> str:
    """Brings an older database up to date; returns its revision. Raises CannotOpen."""
    if is_new(url):
        raise CannotOpen(NONE_YET)
    with working_alone(url), in_one_sentence():
        master = keys.read(key_file)
        db = open_db(url)
        try:
            if migrate.is_before_the_vault(db):
                db = with_keys(db, master.first_keys())
                _check_pair(db, WRONG_KEY)
            elif migrate.has_vault(db):
                db = _unlock(db, master)
            migrate.upgrade(db)
            clear_all(_unlock(db, master))
        finally:
            db.dispose()
    return migrate.newest()


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Raises CannotOpen for what a manager can mend."""
    try:
        yield
    except KeyFault as fault:
        raise CannotOpen(str(fault)) from None
    except ModuleNotFoundError:
        raise CannotOpen("PostgreSQL needs its driver. Install it: pip install 'zetje[postgres]'") from None
    except migrate.Newer:
        raise CannotOpen(NEWER) from None
    except (SQLAlchemyError, OSError) as fault:
        # Only the kind of fault: the text may hold the password of the database.
        kind = type(getattr(fault, "orig", None) or fault).__name__
        what = faults.remedy(fault) or "Check DATABASE_URL and that it is running."
        raise CannotOpen(f"The database cannot be opened ({kind}). {what}") from fault


def _open(url: str, key_file: Path, rehearsal: bool | None) -> Engine:
    new = is_new(url)
    if new and lacks_its_database(url):
        raise CannotOpen(GONE)
    if new and rehearsal is None:
        raise CannotOpen(NONE_YET)
    master = keys.create(key_file) if new and not key_file.exists() else keys.read(key_file)
    db = open_db(url)
    try:
        if new:
            _make(db)
        _check_revision(db)
        db = _unlock(db, master)
        if rehearsal is not None:
            _check_purpose(db, REHEARSAL if rehearsal else REAL)
    except BaseException:
        db.dispose()
        raise
    return db


def _make(db: Engine) -> None:
    """All tables at once: replaying every migration takes ten times as long, and makes the same (a test compares)."""
    with db.begin() as conn:  # first, and by itself: a database never waits for its key store
        migrate.make_vault(conn)
    with db.begin() as conn:
        migrate.make_all(conn)


def _unlock(db: Engine, master: Master) -> Engine:
    """The engine with its keys. A database that has none yet gets them here, before anything is sealed with them."""
    if not migrate.has_vault(db):
        where = vault_file(db.url.render_as_string(hide_password=False))
        there = f" as {where}" if where else ""
        raise CannotOpen(f"The key store is missing. Put the newest copy of it back{there}; {ALL_HANGS_ON_IT}")
    with db.begin() as conn:
        found = masters.unlock(conn, master)
        if found is None and masters.is_empty(conn):
            found = master.first_keys() if facts.get(conn, "key") else Keys.new()
            masters.keep(conn, master, found)
    if found is None:
        raise CannotOpen(WRONG_KEY)
    db = with_keys(db, found)
    _check_pair(db, "The key store belongs to another database. Put the right two together again.")
    return db


def _check_pair(db: Engine, otherwise: str) -> None:
    with db.begin() as conn:
        fingerprint = keys_of(conn).fingerprint()
        if facts.settle(conn, "key", fingerprint) != fingerprint:
            raise CannotOpen(otherwise)


def _is_in_use(db: Engine) -> bool:
    """Whether there is a key store with keys in it. A first start that was cut off leaves an empty one."""
    if not migrate.has_vault(db):
        return False
    with db.begin() as conn:
        return not masters.is_empty(conn)


def _check_revision(db: Engine) -> None:
    revision = migrate.revision(db)
    if revision == migrate.newest():
        return
    if revision and migrate.is_known(revision):
        raise CannotOpen(OLDER)
    raise CannotOpen(NEWER)


def _check_purpose(db: Engine, purpose: str) -> None:
    with db.begin() as conn:
        kept = facts.settle(conn, "purpose", purpose)
    if kept != purpose:
        raise CannotOpen(
            "This database is for rehearsals: start with --clock, or choose another DATABASE_URL."
            if kept == REHEARSAL
            else "This is the real database: a rehearsal (--clock) needs a DATABASE_URL of its own."
        )
