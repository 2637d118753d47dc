"""Back up: all of the database in one file, while the bot runs; and the key store in another."""

import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Connection, Engine

from storage import backups, migrate
from storage.engine import keys_of, snapshot

FORMAT = 1
DATA, KEYS = "data", "keys"
NAMES = {DATA: "database", KEYS: "key store"}
HEADER = {"zetje", "what", "revision", "key", "made"}
NOT_WHOLE = (gzip.BadGzipFile, zlib.error, EOFError, UnicodeDecodeError, json.JSONDecodeError)
"""What reading a file raises that is damaged, cut off, or nothing of ours."""
Progress = Callable[[int, int], None]


class WouldReplace(Exception):
    """Something else than an earlier copy has that name; the message says so."""


def write(db: Engine, file: Path, now: datetime, progress: Progress = lambda _done, _all: None) -> None:
    """The database as it is at one moment. An earlier copy is replaced only when all of it is written.

    Raises WouldReplace.
    """
    _check_replaces_its_like(file, DATA)
    with snapshot(db) as conn:
        total = backups.count(conn)
        _write(file, _told(backups.lines(conn), total, progress), _header(conn, DATA, now))


def write_keys(db: Engine, file: Path, now: datetime) -> None:
    """The key store. An older copy would bring back who was erased since, so it takes the place of that one.

    Raises WouldReplace.
    """
    _check_replaces_its_like(file, KEYS)
    with snapshot(db) as conn:
        _write(file, backups.vault_lines(conn), _header(conn, KEYS, now))


def header_of(text: TextIO) -> dict[str, Any] | None:
    """The first line of a copy of ours; None when it is something else."""
    try:
        found = json.loads(text.readline())
    except (*NOT_WHOLE, ValueError):
        return None
    ours = isinstance(found, dict) and found.get("zetje") == FORMAT and found.keys() >= HEADER
    return found if ours and found["what"] in NAMES else None


def _check_replaces_its_like(file: Path, what: str) -> None:
    """A slip of the hand must not cost a database, a key, or the only copy of the other kind."""
    if not file.exists():
        return
    if file.is_file():
        with gzip.open(file, "rt", encoding="utf-8") as text:
            earlier = header_of(text)
        if earlier and earlier["what"] == what:
            return
    raise WouldReplace(f"{file} is no earlier copy of the {NAMES[what]}, so it stays as it is. Name another file.")


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
