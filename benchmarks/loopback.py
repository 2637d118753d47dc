"""Serving on this machine only, on a free port; the first line says which."""

import json
import socket
from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

import click
from waitress.server import create_server

Wsgi = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


def serve(app: Wsgi, threads: int, **said: object) -> None:
    """Until the process is ended."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = create_server(app, sockets=[listening], threads=threads)
        click.echo(json.dumps({"port": listening.getsockname()[1], **said}))
        server.run()
