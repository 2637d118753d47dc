"""Faults in the log: where it broke and what to do, without the words that broke it."""

import errno
import socket
from types import TracebackType

FULL = "The disk is full. Free some space; what was stored is safe."
READ_ONLY = (
    "Zetje may not write there. Let the user that Zetje runs as own the folder, or choose another one "
    "(DATABASE_URL, ZETJE_MASTER_KEY_FILE)."
)
DAMAGED = "The database is damaged, or it is no database. Restore the latest backup."
BUSY = "Another program keeps the database locked. Is there a second Zetje, or a backup that hangs? Stop it."
MISSING = "There is no such folder. Make it, or choose another one (DATABASE_URL, ZETJE_MASTER_KEY_FILE)."
TAKEN = "Something else listens on that port. Stop it, or choose another port."
SQLITE = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CANTOPEN": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
}
SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.ENOENT: MISSING,
    errno.ENOTDIR: MISSING,
}
NAMED = {
    errno.EEXIST: "Nothing is written over. Name a new file.",
    errno.ENOENT: "There is no such folder. Make it, or name another file.",
    errno.EROFS: "Nothing can be written there. Name a file in another folder.",
    errno.EACCES: "Run it as a user who may, or name another file.",
    errno.EPERM: "Run it as a user who may, or name another file.",
}
"""Of a file that somebody names in a command, rather than in the settings."""
NO_SUCH_ADDRESS = "This machine has no such address. Write one of its own, or 0.0.0.0 for all of them."
PORTS = {
    errno.EADDRINUSE: TAKEN,
    errno.EADDRNOTAVAIL: NO_SUCH_ADDRESS,
    socket.EAI_NONAME: NO_SUCH_ADDRESS,
    errno.EACCES: "Only root may listen there. Choose a port above 1023.",
}
POSTGRESQL = {"53100": FULL, "25006": READ_ONLY, "55P03": BUSY}


def remedy(fault: BaseException) -> str | None:
    """What to do about a fault of the disk or the database, when we know."""
    cause = getattr(fault, "orig", None) or fault  # SQLAlchemy wraps the driver's own
    # SQLite adds details to its names: SQLITE_READONLY_DIRECTORY.
    kind = "_".join(str(getattr(cause, "sqlite_errorname", "")).split("_")[:2])
    return (
        SQLITE.get(kind)
        or POSTGRESQL.get(str(getattr(cause, "sqlstate", "")))
        or SYSTEM.get(getattr(cause, "errno", None) or 0)
    )


def in_words(fault: OSError) -> str:
    """What is wrong with a file that somebody named, or with a port, and what to do."""
    if fault.filename:
        what, known = f"{fault.filename}: {fault.strerror}", NAMED
    else:
        what, known = fault.strerror or str(fault), PORTS
    return ". ".join(filter(None, (what, known.get(fault.errno or 0) or remedy(fault))))


def without_words(fault: BaseException) -> tuple[type[BaseException], BaseException, TracebackType | None]:
    """For `exc_info`: the traceback, with a message of ours. Its own may hold what somebody wrote (S5)."""
    words = ". ".join(filter(None, (type(fault).__name__, remedy(fault))))
    return Wordless, Wordless(words), fault.__traceback__


class Wordless(Exception):
    """Stands in a log for an exception whose message is left out."""
