"""Back up: all of the database in one file, while the bot runs; and the key store in another."""

import gzip
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from storage import backups, migrate
from storage.engine import keys_of, snapshot

FORMAT = 1
DATA, KEYS = "data", "keys"
Progress = Callable[[int, int], None]


def write(db: Engine, file: Path, now: datetime, progress: Progress = lambda _done, _all: None) -> None:
    """The database as it is at one moment. What is there under that name is replaced only when all of it is written."""
    with snapshot(db) as conn:
        total = backups.count(conn)
        _write(file, _told(backups.lines(conn), total, progress), _header(conn, DATA, now))


def write_keys(db: Engine, file: Path, now: datetime) -> None:
    """The key store. An older copy would bring back who was erased since, so it takes the place of that one."""
    with snapshot(db) as conn:
        _write(file, backups.vault_lines(conn), _header(conn, KEYS, now))


def _header(conn: Connection, what: str, now: datetime) -> dict[str, Any]:
    return {
        "zetje": FORMAT,
        "what": what,
        "revision": migrate.newest(),
        "key": keys_of(conn).fingerprint(),
        "made": now.isoformat(),
    }


def _told(lines: Iterable[backups.Line], total: int, progress: Progress) -> Iterator[backups.Line]:
    done = 0
    for line in lines:
        yield line
        if "of" in line:
            done += 1
            progress(done, total)


def _write(file: Path, lines: Iterable[backups.Line], header: dict[str, Any]) -> None:
    count = 0
    with _in_place_of(file) as raw, gzip.open(raw, "wt", encoding="utf-8") as out:
        out.write(json.dumps(header) + "\n")
        for line in lines:
            out.write(json.dumps(line) + "\n")
            count += 1
        out.write(json.dumps({"end": count}) + "\n")


@contextmanager
def _in_place_of(file: Path) -> Iterator[Any]:
    """For its owner only, and never half of it."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
            yield raw
            raw.flush()
            os.fsync(raw.fileno())
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
