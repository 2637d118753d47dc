"""Web: answers HTTP on a thread of its own, behind a real server (design.md, decision 3)."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

from waitress.server import create_server

PATIENCE_SECONDS = 5


@contextmanager
def serving(application: Callable[..., Any], host: str, port: int, *, threads: int) -> Iterator[int]:
    """Answers until the end of the block. Yields the port. Raises OSError when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family)  # a port that is taken fails before anything is open
    server = create_server(application, sockets=[listening], threads=threads)

    def serve() -> None:
        with suppress(OSError):  # closed from another thread, in the middle of waiting
            server.run()

    thread = Thread(target=serve, name="http", daemon=True)
    thread.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        server.close()
        thread.join(PATIENCE_SECONDS)
