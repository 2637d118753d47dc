"""Opening the database, with the settings that make SQLite keep its promises."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

from storage.keys import Keys

BUSY_MS = 5_000


def open_db(url: str, keys: Keys) -> Engine:
    """The engine, with the keys at hand for the functions that seal and unseal."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url).execution_options(keys=keys)
    return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True).execution_options(keys=keys)


def sqlite_file(url: str) -> Path | None:
    """Where an SQLite database lies; None for any other kind, or one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return None
    return Path(parsed.database.removeprefix("file:"))


def keys_of(conn: Connection) -> Keys:
    keys = conn.get_execution_options()["keys"]
    assert isinstance(keys, Keys)  # noqa: S101  (open_db put them there; this tells mypy)
    return keys


def clear_free_pages(db: Engine) -> None:
    """Nothing that was deleted stays behind in the file, or in its log (disclosure-policy S3).

    PostgreSQL reuses the space in its own time; its files are the server's to guard.
    """
    if db.dialect.name != "sqlite":
        return
    with db.connect() as conn:
        driver = conn.connection.driver_connection
        assert driver is not None  # noqa: S101  (the pool just gave it; VACUUM cannot run inside SQLAlchemy's transaction)
        driver.execute("VACUUM")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def references_rest(conn: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, and would not let go of the old one while others refer to it.

    Opened before a transaction: inside one the setting has no effect. PostgreSQL alters tables in place.
    """
    if conn.dialect.name != "sqlite":
        yield
        return
    driver = conn.connection.driver_connection
    assert driver is not None  # noqa: S101  (the pool just gave it)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _sqlite(url: str) -> Engine:
    file = sqlite_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    # One connection: a single writer waits in line instead of meeting SQLITE_BUSY (p99 186 -> 39 ms, design.md 7).
    db = create_engine(url, poolclass=QueuePool, pool_size=1, max_overflow=0, connect_args={"check_same_thread": False})
    event.listen(db, "connect", _prepare)
    event.listen(db, "begin", _begin_immediate)
    return db


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin ourselves; the driver would begin too late
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # what was acknowledged survives a power cut
        f"busy_timeout={BUSY_MS}",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(conn: Connection) -> None:
    conn.exec_driver_sql("BEGIN IMMEDIATE")
