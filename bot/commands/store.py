"""The database a command works in: the one that is there, closed again however the command ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from bot import opening
from bot.config import Config


@contextmanager
def opened(settings: Config) -> Iterator[Engine]:
    """Raises CannotOpen, also when there is none yet: only `zetje run` makes one."""
    db = opening.open_store(settings.database_url, settings.master_key_file, rehearsal=None)
    try:
        yield db
    finally:
        db.dispose()
