"""Socket Mode: apps keep web sockets open, and one of an app's sockets gets each envelope."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable
from itertools import count
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from playground.model import App, Json

MOST_SOCKETS = 10
"""Connections an app may keep open, as Slack documents."""
LIFETIME_SECONDS = 3600
"""What hello says about how long a connection lasts."""


class Sockets:
    def __init__(self) -> None:
        self._open: dict[str, list[WebSocket]] = defaultdict(list)
        self._someone: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._turn = count()

    def number(self, app_id: str) -> int:
        return len(self._open[app_id])

    async def connected(self, app_id: str, seconds: float) -> bool:
        """Waits until the app has a socket open, for so long at the most."""
        try:
            await asyncio.wait_for(self._someone[app_id].wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def send(self, app: App, type: str, payload: Json, retry: Json) -> Json:
        """Sends an envelope down one of the app's sockets and waits for its ack; returns the ack's payload.

        Raises ConnectionError when the app has no socket, or loses this one before the ack.
        """
        sockets = self._open[app.id]
        if not sockets:
            raise ConnectionError("the app is not connected")
        envelope_id = str(uuid4())
        envelope = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": type,
            "accepts_response_payload": type != "events_api",
            **retry,
        }
        acked: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = acked
        try:
            await _write(sockets[next(self._turn) % len(sockets)], envelope)
            return await acked
        finally:
            self._waiting.pop(envelope_id, None)

    async def serve(self, socket: WebSocket, app: App, on_change: Callable[[], None]) -> None:
        """One connection, from hello to its end."""
        await socket.accept()
        if self.number(app.id) >= MOST_SOCKETS:
            await _write(socket, {"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        self._open[app.id].append(socket)
        self._someone[app.id].set()
        on_change()
        try:
            await _write(socket, self._hello(app))
            while True:
                self._hear(json.loads(await socket.receive_text()))
        except (WebSocketDisconnect, RuntimeError, ValueError):
            pass  # the app went away, or the line broke: what waits for an ack is sent again by its own rules
        finally:
            self._forget(app.id, socket)
            on_change()

    async def disconnect(self, app_id: str, reason: str = "refresh_requested") -> None:
        """Asks every socket of the app to connect anew, as Slack does now and then."""
        for socket in list(self._open[app_id]):
            await _write(socket, {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}})
            if reason != "warning":
                self._forget(app_id, socket)
                await socket.close()

    async def drop(self, app_id: str) -> None:
        """Breaks every connection of the app without a word."""
        for socket in list(self._open[app_id]):
            self._forget(app_id, socket)
            await socket.close(code=1011)

    def _hello(self, app: App) -> Json:
        return {
            "type": "hello",
            "num_connections": self.number(app.id),
            "debug_info": {"host": "playground", "build_number": 1, "approximate_connection_time": LIFETIME_SECONDS},
            "connection_info": {"app_id": app.id},
        }

    def _hear(self, message: Json) -> None:
        waiting = self._waiting.get(str(message.get("envelope_id")))
        if waiting and not waiting.done():
            waiting.set_result(message.get("payload") or {})

    def _forget(self, app_id: str, socket: WebSocket) -> None:
        if socket in self._open[app_id]:
            self._open[app_id].remove(socket)
        if not self._open[app_id]:
            self._someone[app_id].clear()


async def _write(socket: WebSocket, message: Json) -> None:
    try:
        await socket.send_text(json.dumps(message))
    except (WebSocketDisconnect, RuntimeError) as broken:
        raise ConnectionError("the socket is closed") from broken
