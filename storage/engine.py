"""Opening the database, with the settings that make SQLite keep its promises."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from storage.keys import Keys
from storage.line import Line
from storage.tables.vault import VAULT
from storage.writer import Writer

BUSY_MS = 5_000
"""So long we wait for what somebody else has locked; then it is said that the database is busy."""
MEMORY = ":memory:"
PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 50_000,
}
"""With PostgreSQL: whichever side goes on alone after a line was cut notices within a minute. Seconds, milliseconds."""
THEIR_PATIENCE = {
    "tcp_keepalives_idle": "20",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "50000",
    "idle_in_transaction_session_timeout": "300000",
    "lock_timeout": str(BUSY_MS),
}
"""The same for the server's side; and nobody who stands still in a transaction keeps the others out."""


def open_db(url: str) -> Engine:
    """The engine; without the keys nothing can be sealed or unsealed yet."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url)
    theirs = {key: value for key, value in PATIENCE.items() if key not in parsed.query}
    db = create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=theirs)
    event.listen(db, "connect", _ask_for_patience)
    return db


def with_keys(db: Engine, keys: Keys) -> Engine:
    """The same, with the keys at hand for the functions that seal and unseal."""
    return db.execution_options(keys=keys)


def sqlite_file(url: str) -> Path | None:
    """Where an SQLite database lies; None for any other kind, or one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == MEMORY:
        return None
    return Path(parsed.database.removeprefix("file:"))


def vault_file(url: str) -> Path | None:
    """Where its key store lies, in a file beside it: data/zetje.db, data/zetje-keys.db."""
    file = sqlite_file(url)
    return file.with_name(f"{file.stem}-keys{file.suffix}") if file else None


def keys_of(conn: Connection) -> Keys:
    keys = conn.get_execution_options()["keys"]
    assert isinstance(keys, Keys)  # noqa: S101  (open_db put them there; this tells mypy)
    return keys


def clear_log(db: Engine) -> None:
    """Nothing that was deleted stays behind in the write-ahead log; in the file itself it is overwritten at once.

    While another process reads what was (a backup, say) it stays, and goes with the next night's. PostgreSQL reuses the
    space in its own time; its files are the server's to guard.
    """
    _clear(db)


def clear_key_store(db: Engine) -> None:
    """Nor in the key store: that is made anew, which takes milliseconds. What leads to people lies nowhere else."""
    _clear(db, VAULT)


def clear_all(db: Engine) -> None:
    """Nor anywhere: both files are made anew, and nobody can click meanwhile (disclosure-policy S3).

    SQLite overwrites what is deleted, but not the copies it left in unused room when it moved rows to another page.
    """
    _clear(db, VAULT, "main")


@contextmanager
def snapshot(db: Engine) -> Iterator[Connection]:
    """All as it is at one moment, to read only; writers need not wait."""
    if db.dialect.name != "sqlite":
        with db.connect().execution_options(isolation_level="REPEATABLE READ") as conn, conn.begin():
            yield conn
        return
    with db.connect() as conn:
        driver = conn.connection.driver_connection
        assert driver is not None  # noqa: S101  (the pool just gave it)
        with driver.reading(), conn.begin():
            yield conn


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
    vault = vault_file(url)
    for file in filter(None, (sqlite_file(url), vault)):
        _make_private(file)
    # One connection: a single writer waits in line instead of meeting SQLITE_BUSY (p99 186 -> 39 ms, design.md 7).
    connect = {"check_same_thread": False, "factory": Writer}
    db = create_engine(url, poolclass=Line, pool_size=1, max_overflow=0, connect_args=connect)
    event.listen(db, "connect", _preparing(str(vault or MEMORY)))
    # Not as an event: an engine that is listened to looks for listeners at every statement.
    db.dialect.do_begin = _begin  # type: ignore[assignment,method-assign]
    return db


def _make_private(file: Path) -> None:
    """A new file that only its owner can read; SQLite gives its log the same rights."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))


def _preparing(vault: str) -> Callable[[Any, object], None]:
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we begin ourselves; the driver would begin too late
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"ATTACH ? AS {VAULT}", (vault,))
        for schema in ("main", VAULT):
            connection.execute(f"PRAGMA {schema}.journal_mode=WAL")
            connection.execute(f"PRAGMA {schema}.synchronous=FULL")  # what was acknowledged survives a power cut
            connection.execute(f"PRAGMA {schema}.secure_delete=ON")

    return prepare


def _ask_for_patience(connection: Any, _record: object) -> None:
    asked = ", ".join(["set_config(%s, %s, false)"] * len(THEIR_PATIENCE))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", [word for pair in THEIR_PATIENCE.items() for word in pair])
    connection.commit()


def _begin(connection: PoolProxiedConnection) -> None:
    writer: Any = connection.driver_connection
    writer.begin()


def _clear(db: Engine, *anew: str) -> None:
    if db.dialect.name != "sqlite":
        return
    with db.connect() as conn:
        driver = conn.connection.driver_connection
        assert driver is not None  # noqa: S101  (the pool just gave it; VACUUM cannot run inside SQLAlchemy's transaction)
        try:
            for schema in anew:
                driver.execute(f"VACUUM {schema}")
            for schema in ("main", VAULT):
                driver.execute(f"PRAGMA {schema}.wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as fault:  # as SQLAlchemy raises what goes through it
            raise OperationalError("VACUUM", None, fault) from fault
