"""Restore: a backup becomes a database again, with the key store as it is now. Who was erased since does not come back.

No label is drawn a second time: what was not frozen in the backup and should have been by now gets no team picture.
"""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Connection, Engine

from bot import opening
from bot.back_up import DATA, KEYS, NAMES, NOT_WHOLE, header_of
from bot.core.periods import Period
from bot.opening import CannotOpen
from storage import audit, backups, ballots, keys, masters, migrate, periods, turns
from storage.engine import keys_of, open_db, with_keys
from storage.keys import Keys, Master

NOT_OURS = "{file} is not a whole backup of Zetje. Take another one."


def restore(url: str, key_file: Path, file: Path, keys_copy: Path | None, now: datetime) -> int:
    """Fills an empty database. Returns how many people were left out because they were erased. Raises CannotOpen."""
    with opening.working_alone(url):
        if not opening.is_new(url):
            raise CannotOpen(
                "The database is not empty, and nothing in it is replaced. Put it aside first, but leave the key store."
            )
        return _fill(url, key_file, file, keys_copy, now)


def _fill(url: str, key_file: Path, file: Path, keys_copy: Path | None, now: datetime) -> int:
    with opening.in_one_sentence():
        master, db = keys.read(key_file), open_db(url)
        try:
            with _keys_there(db, keys_copy):
                return _bring_all(with_keys(db, _unlock(db, master)), file, now)
        finally:
            db.dispose()


@contextmanager
def _keys_there(db: Engine, copy: Path | None) -> Iterator[None]:
    """The key store that is there, or its copy; which goes again when the rest does not come back."""
    if migrate.has_vault(db):
        if copy:
            raise CannotOpen("There is a key store already. Leave out --keys; or put it aside, if the copy is newer.")
        yield
        return
    _bring_keys(db, copy)
    try:
        yield
    except BaseException:
        with db.begin() as conn:
            migrate.drop_vault(conn)
        raise


def _bring_keys(db: Engine, copy: Path | None) -> None:
    if copy is None:
        raise CannotOpen("There is no key store. Name its newest copy: zetje restore FILE --keys COPY")
    with _opened(copy, KEYS) as (_, lines), db.begin() as conn:
        migrate.make_vault(conn)
        _put(conn, lines, copy)


def _unlock(db: Engine, master: Master) -> Keys:
    with db.begin() as conn:
        found = masters.unlock(conn, master)
    if found is None:
        raise CannotOpen(opening.WRONG_KEY)
    return found


def _bring_all(db: Engine, file: Path, now: datetime) -> int:
    with _opened(file, DATA) as (header, lines), db.begin() as conn:
        if header["key"] != keys_of(conn).fingerprint():
            raise CannotOpen("The backup belongs to another key store. Put the right two together.")
        migrate.make_all(conn)
        left_out = _put(conn, lines, file)
        backups.count_on(conn)
        backups.doubt_what_was_due(conn, now, turns.shared_clock(conn))
        _draw_nothing_twice(conn, now)
        audit.write(conn, None, audit.Act.BACKUP_RESTORED, now, made=header["made"], left_out=left_out)
        return left_out


def _draw_nothing_twice(conn: Connection, now: datetime) -> None:
    """Of weeks that ended since the backup the label may be out already, and ballots may be of another roster (R10)."""
    open_ones = periods.unfrozen(conn)
    for period in open_ones:
        if Period.parse(period).freezes_at <= now:
            periods.freeze_once(conn, period, now)
    for period in periods.with_ballots(conn):
        if not periods.is_open(conn, period):
            ballots.destroy(conn, period)
            periods.destroy_ballot_key(conn, period)


def _put(conn: Connection, lines: Iterator[Any], file: Path) -> int:
    """How many owners were left out."""
    left_out = 0
    for count, line in enumerate(lines):
        if line == {"end": count}:
            return left_out
        left_out += not backups.put(conn, line) and "of" in line
    raise CannotOpen(NOT_OURS.format(file=file))


@contextmanager
def _opened(file: Path, what: str) -> Iterator[tuple[dict[str, Any], Iterator[Any]]]:
    try:
        with gzip.open(file, "rt", encoding="utf-8") as text:
            header = _header(text, file, what)
            yield header, map(json.loads, text)
    except (*NOT_WHOLE, backups.NotReadable):
        raise CannotOpen(NOT_OURS.format(file=file)) from None
    except PermissionError:
        raise CannotOpen(f"You may not read {file}. Run it as a user who may.") from None


def _header(text: TextIO, file: Path, what: str) -> dict[str, Any]:
    header = header_of(text)
    if header is None:
        raise CannotOpen(NOT_OURS.format(file=file))
    if header["what"] != what:
        raise CannotOpen(f"{file} is a copy of the {NAMES[header['what']]}: the two are swapped.")
    if header["revision"] != migrate.newest():
        raise CannotOpen(
            f"{file} was made by another version of Zetje (revision {header['revision']}). "
            "Restore it with that version, then upgrade."
        )
    return header
