"""Apps at their barest: a web socket or an HTTP server that answers whatever a test wants it to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from playground.server import Playground

Json = dict[str, Any]


def open_socket(town: Playground) -> ClientConnection:
    """Connects as Socket Mode clients do: a ticket first, then the socket; reads the hello."""
    app = next(iter(town.workspace.apps.values()))
    headers = {"Authorization": f"Bearer {app.app_token}"}
    ticket: Json = httpx.post(f"{town.api_url}apps.connections.open", headers=headers).json()
    return connect(ticket["url"])


def heard(socket: ClientConnection, seconds: float = 30.0) -> Json:
    """The next thing down the socket."""
    message: Json = json.loads(socket.recv(timeout=seconds))
    return message


def ack(socket: ClientConnection, envelope: Json, payload: Json | None = None) -> None:
    answer: Json = {"envelope_id": envelope["envelope_id"]}
    socket.send(json.dumps(answer | ({"payload": payload} if payload is not None else {})))


Answer = Callable[[dict[str, str], bytes], tuple[int, str]]
"""From the headers and the body of a request to a status and a body."""


@contextmanager
def request_url(answer: Answer) -> Iterator[str]:
    """An app's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, words = answer(dict(self.headers.items()), body)
            self.send_response(status)
            self.send_header("Content-Type", "application/json" if words.startswith("{") else "text/plain")
            self.send_header("Content-Length", str(len(words.encode())))
            self.end_headers()
            self.wfile.write(words.encode())

        def log_message(self, format: str, *args: object) -> None:
            """The test tells what happened."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/slack/events"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


Reply = Callable[[Json], Json | None]
"""From what an app gets to what it answers along with its ack."""


@contextmanager
def listening(town: Playground, reply: Reply = lambda _: None) -> Iterator[list[Json]]:
    """An app on a socket that acks everything; yields what it has heard so far."""
    got: list[Json] = []

    def listen(socket: ClientConnection) -> None:
        with suppress(ConnectionClosed):  # the test may end between an envelope and its ack
            for raw in socket:
                envelope: Json = json.loads(raw)
                got.append(envelope["payload"])
                ack(socket, envelope, reply(envelope["payload"]))

    with open_socket(town) as socket:
        heard(socket)
        thread = threading.Thread(target=listen, args=(socket,), daemon=True)
        thread.start()
        yield got
    thread.join()


def heard_of(town: Playground, got: list[Json], kind: str) -> Json:
    """The first thing of that type the app heard of; an event is given without its wrapping."""

    def look() -> Json | None:
        things = [payload.get("event", payload) for payload in got]
        return next((thing for thing in things if thing.get("type") == kind), None)

    return town.control.wait_for(look)
