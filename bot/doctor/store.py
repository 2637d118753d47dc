"""The database, and the master key without which it says nothing."""

import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import Engine

from bot import faults, opening
from bot.config import Config
from bot.core.addresses import Address
from bot.core.offices import Office
from bot.doctor.findings import Finding, Findings, ok, problem, warning
from bot.opening import CannotOpen
from storage import facts, identities, keys, masters, migrate, offices, teams
from storage.engine import sqlite_file

ROOM_BYTES = 200 * 1024 * 1024
"""Less free space than this, and a year of a few hundred people may not fit beside its backup."""
KEY_COPY = "key copy"


@dataclass(frozen=True, slots=True)
class Opened:
    """What the other checks want to know of the database."""

    db: Engine
    teams: tuple[Address, ...]
    admins: tuple[Address, ...]
    key_copy: str | None
    """The name and day of the copy of the key that was seen last."""


def database(config: Config) -> Generator[Finding, None, Opened | None]:
    try:
        if opening.is_new(config.database_url):
            yield from _not_there_yet(config)
            return None
        db = opening.open_store(config.database_url, config.master_key_file, rehearsal=None)
    except CannotOpen as fault:
        yield problem("database", str(fault))
        return None
    opened = _look(db)
    count = len(opened.teams)
    yield ok("database", f"Up to date (revision {migrate.newest()}), {count} team{'' if count == 1 else 's'}.")
    yield from _room(config)
    return opened


def master_key(config: Config, opened: Opened | None) -> Findings:
    """The key itself was looked at when the database was opened; here is whether a copy of it lies elsewhere."""
    if opened is None:
        return
    name, _, day = (opened.key_copy or "").partition(" ")
    if name == keys.read(config.master_key_file).name:
        yield ok("master key", f"It fits the database, and a copy of it was seen on {day}.")
        return
    yield warning(
        "master key",
        f"It fits the database. Nobody has shown that there is a copy of {config.master_key_file}; "
        "without it no backup can be read.",
        "Copy it to a safe place that is not in the backup of the database (a password manager, a safe), "
        "then show the copy once: zetje doctor --key-copy FILE",
    )


def see_copy(config: Config, copy: Path, day: str) -> Finding:
    """Holds a copy of the key against the database, and remembers that it was seen."""
    try:
        found = keys.read(copy, guarded=False)
        db = opening.open_store(config.database_url, config.master_key_file, rehearsal=None)
    except (keys.KeyFault, CannotOpen) as fault:
        return problem("key copy", str(fault))
    if _is_beside(copy, config):
        db.dispose()
        return problem(
            "key copy", f"{copy} lies with the key or the database: who loses one loses both.", "Put it elsewhere."
        )
    with db.begin() as conn:
        same = masters.unlock(conn, found) is not None
        if same:
            facts.put(conn, KEY_COPY, f"{found.name} {day}")
    db.dispose()
    if not same:
        return problem(
            "key copy",
            f"{copy} is the key of another database, or an old one.",
            f"Copy {config.master_key_file} again.",
        )
    return ok("key copy", f"{copy} is a good copy of the master key.")


def _is_beside(copy: Path, config: Config) -> bool:
    database = sqlite_file(config.database_url)
    return copy.resolve().parent in {each.resolve().parent for each in (config.master_key_file, database) if each}


def _look(db: Engine) -> Opened:
    with db.begin() as conn:
        places = tuple(identities.address_of(conn, team.team_id) for team in teams.everyone(conn))
        admins = tuple(
            identities.address_of(conn, person) for person, office in offices.holders(conn) if office is Office.ADMIN
        )
        return Opened(db, places, admins, facts.get(conn, KEY_COPY))


def _not_there_yet(config: Config) -> Findings:
    if opening.lacks_its_database(config.database_url):
        yield problem("database", opening.GONE)
        return
    file = sqlite_file(config.database_url)
    for folder in {_nearest(needed.absolute().parent) for needed in (file, config.master_key_file) if needed}:
        try:
            TemporaryFile(dir=folder).close()  # permissions alone do not tell: the disk may be read-only
        except OSError as fault:
            yield problem(
                "database",
                f"Zetje may not write in {folder} ({type(fault).__name__}).",
                faults.remedy(fault) or faults.READ_ONLY,
            )
            return
    yield ok("database", "There is none yet; the first `zetje run` makes it, and the master key.")
    yield from _room(config)


def _room(config: Config) -> Findings:
    file = sqlite_file(config.database_url)
    if file is None:
        return
    free = shutil.disk_usage(_nearest(file.absolute().parent)).free
    if free < ROOM_BYTES:
        yield problem(
            "disk",
            f"Only {free // 1024**2} MB is free on the disk of the database.",
            "Make room: a full disk stops Zetje from storing answers.",
        )


def _nearest(folder: Path) -> Path:
    """The folder itself, or the first one above it that is there."""
    return next(each for each in (folder, *folder.parents) if each.exists())
