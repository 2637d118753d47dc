"""The server: Slack's Web API, Socket Mode, response urls, /_control and the page, on one port."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket
from uvicorn.protocols.http.h11_impl import H11Protocol

from playground import api, control, page
from playground.client import Control
from playground.clock import Clock
from playground.faults import LINE
from playground.model import Json
from playground.seed import plant
from playground.workspace import Workspace

START_SECONDS = 30
KEEP_SECONDS = 3600
"""A line that waits is not closed by us: that might cross the next request on it, which then gets no answer."""


class Line(H11Protocol):
    """Gives every request its own connection, for a fault to break."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self.app_state = {**self.app_state, LINE: transport}


class Server(uvicorn.Server):
    """Lets the pages know when it stops."""

    def __init__(self, config: uvicorn.Config, workspace: Workspace) -> None:
        super().__init__(config)
        self._workspace = workspace

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._workspace.close()
        await super().shutdown(sockets)


class PortInUse(OSError):
    """Somebody else listens there already."""


@dataclass(frozen=True)
class Playground:
    """A running workspace. Other threads reach it over HTTP; `clock` they may read and follow."""

    url: str
    workspace: Workspace
    control: Control

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def clock(self) -> Clock:
        return self.workspace.clock


def create_app(workspace: Workspace) -> Starlette:
    async def link(ws: WebSocket) -> None:
        app_id = workspace.tickets.pop(ws.query_params.get("ticket", ""), "")
        if app_id not in workspace.apps:
            await ws.close(code=4001)
            return
        await workspace.wire.sockets.serve(ws, workspace.apps[app_id], lambda: workspace.tell({"apps": True}))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await workspace.wire.close()

    routes: list[BaseRoute] = [
        *api.routes(workspace),
        *workspace.hooks.routes(),
        *control.routes(workspace),
        WebSocketRoute("/link/", link),
        *page.routes(workspace),
    ]
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers={ClientDisconnect: _nobody_there})


async def _nobody_there(_: Request, __: Exception) -> Response:
    """An app that is killed in the middle of a call is no fault of ours; what we say to it goes nowhere."""
    return Response(status_code=400)


@contextmanager
def running(
    seed: Json,
    manifests: Sequence[Json],
    *,
    port: int = 0,
    host: str = "127.0.0.1",
    start: datetime | None = None,
) -> Iterator[Playground]:
    """Runs a playground in a thread, on a free port when `port` is 0. Raises PortInUse."""
    workspace = plant(seed, manifests, start)
    listening = listen(host, port)
    url = f"http://{host}:{listening.getsockname()[1]}"
    workspace.base_url = f"{url}/"
    server = make_server(workspace)
    thread = threading.Thread(target=_serve, args=(server, listening), name="playground", daemon=True)
    thread.start()
    with Control(url) as remote:
        try:
            remote.wait_until_up(START_SECONDS)
            yield Playground(url, workspace, remote)
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)
            listening.close()


def make_server(workspace: Workspace) -> uvicorn.Server:
    config = uvicorn.Config(
        create_app(workspace),
        log_config=None,
        log_level="error",
        http=Line,
        ws="websockets-sansio",
        timeout_graceful_shutdown=1,
        timeout_keep_alive=KEEP_SECONDS,
        lifespan="on",
    )
    return Server(config, workspace)


def listen(host: str, port: int) -> socket.socket:
    """The listening socket; raises PortInUse with what to do."""
    # Named as TCP on purpose: asyncio turns delayed sending off only then, and every answer would wait 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except PermissionError:
        listening.close()
        raise PortInUse(f"Port {port} needs more rights than you have. Choose one above 1023, such as 8024.") from None
    except OSError:
        listening.close()
        raise PortInUse(f"Port {port} is in use. Choose another one, such as {port + 1}.") from None
    return listening


def _serve(server: uvicorn.Server, listening: socket.socket) -> None:
    asyncio.run(server.serve(sockets=[listening]))
