"""Socket Mode: apps keep web sockets open, and one of an app's sockets gets each envelope."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from playground.faults import Faults
from playground.model import App, Json

MOST_SOCKETS = 10
"""Connections an app may keep open, as Slack documents."""
LIFETIME_SECONDS = 3600
"""What hello says about how long a connection lasts."""
HOST = {"host": "playground"}


@dataclass(eq=False)
class Line:
    """One socket of an app, with what was sent down it and has no ack yet."""

    socket: WebSocket
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)

    async def write(self, message: Json) -> None:
        try:
            await self.socket.send_text(json.dumps(message))
        except (WebSocketDisconnect, RuntimeError) as broken:
            raise ConnectionError("the socket is closed") from broken

    async def ask(self, envelope: Json) -> Json:
        """The payload of the ack. Raises ConnectionError when the line breaks first."""
        acked = asyncio.get_running_loop().create_future()
        self.waiting[envelope["envelope_id"]] = acked
        try:
            await self.write(envelope)
            answer: Json = await acked
            return answer
        finally:
            self.waiting.pop(envelope["envelope_id"], None)

    def hear(self, message: Json) -> None:
        acked = self.waiting.get(str(message.get("envelope_id")))
        if acked and not acked.done():
            acked.set_result(message.get("payload") or {})

    def lost(self) -> None:
        for acked in self.waiting.values():
            if not acked.done():
                acked.set_exception(ConnectionError("the socket went away before the ack"))


class Sockets:
    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._lines: dict[str, list[Line]] = defaultdict(list)
        self._someone: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._turn = count()

    def number(self, app_id: str) -> int:
        return len(self._lines[app_id])

    async def connected(self, app_id: str, seconds: float) -> bool:
        """Waits until the app has a socket open, for so long at the most."""
        try:
            await asyncio.wait_for(self._someone[app_id].wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def send(self, app: App, type: str, payload: Json, retry: Json) -> Json:
        """Sends an envelope down one of the app's sockets, each in its turn; returns the payload of the ack.

        Raises ConnectionError when the app has no socket, or loses this one before the ack.
        """
        if not self._lines[app.id]:
            raise ConnectionError("the app is not connected")
        line = self._lines[app.id][next(self._turn) % self.number(app.id)]
        if await self._faults.on_socket("before"):
            await self._break(app.id, line)
        if await self._faults.on_socket("after"):
            await line.write(_envelope(type, payload, retry))
            await self._break(app.id, line)
        return await line.ask(_envelope(type, payload, retry))

    async def serve(self, socket: WebSocket, app: App, on_change: Callable[[], None]) -> None:
        """One connection, from hello to its end."""
        await socket.accept()
        line = Line(socket)
        if self.number(app.id) >= MOST_SOCKETS:
            await line.write({"type": "disconnect", "reason": "too_many_websockets", "debug_info": HOST})
            await socket.close()
            return
        self._lines[app.id].append(line)
        try:
            await line.write(self._hello(app))
            self._someone[app.id].set()
            on_change()
            while True:
                line.hear(json.loads(await socket.receive_text()))
        except (WebSocketDisconnect, ConnectionError, RuntimeError, ValueError):
            pass  # the app went away, or the line broke: what waits for an ack is sent again by its own rules
        finally:
            self._forget(app.id, line)
            on_change()

    async def disconnect(self, app_id: str, reason: str = "refresh_requested") -> None:
        """Asks every socket of the app to connect anew. A warning changes nothing yet; after anything else the old
        socket gets nothing new, but acks that are on their way still count: the app hangs up when it is ready.
        """
        for line in list(self._lines[app_id]):
            with suppress(ConnectionError):  # gone already
                await line.write({"type": "disconnect", "reason": reason, "debug_info": HOST})
            if reason != "warning":
                self._retire(app_id, line)

    async def drop(self, app_id: str) -> None:
        """Breaks every connection of the app without a word."""
        for line in list(self._lines[app_id]):
            await self._close(app_id, line)

    async def _break(self, app_id: str, line: Line) -> None:
        await self._close(app_id, line)
        raise ConnectionError("the line broke")

    async def _close(self, app_id: str, line: Line) -> None:
        self._forget(app_id, line)
        with suppress(RuntimeError, WebSocketDisconnect):  # the app was quicker
            await line.socket.close(code=1011)

    def _hello(self, app: App) -> Json:
        return {
            "type": "hello",
            "num_connections": self.number(app.id),
            "debug_info": {**HOST, "build_number": 1, "approximate_connection_time": LIFETIME_SECONDS},
            "connection_info": {"app_id": app.id},
        }

    def _forget(self, app_id: str, line: Line) -> None:
        line.lost()
        self._retire(app_id, line)

    def _retire(self, app_id: str, line: Line) -> None:
        if line in self._lines[app_id]:
            self._lines[app_id].remove(line)
        if not self._lines[app_id]:
            self._someone[app_id].clear()


def _envelope(type: str, payload: Json, retry: Json) -> Json:
    return {
        "envelope_id": str(uuid4()),
        "payload": payload,
        "type": type,
        # Slack takes an answer along with the ack where somebody waits for one.
        "accepts_response_payload": type == "slash_commands"
        or payload.get("type") in ("view_submission", "block_suggestion"),
        **retry,
    }
