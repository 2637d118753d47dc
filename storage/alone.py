"""Alone: a SQLite file has one process at a time. The operating system takes its lock back from the dead."""

from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout
from sqlalchemy.engine import make_url


class Taken(Exception):
    """Another process has this file."""


def hold(url: str) -> BaseFileLock | None:
    """Ours until it is released; None where any number may work together. Raises Taken."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    path = Path(f"{parsed.database}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, is_singleton=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise Taken from None
    return lock
