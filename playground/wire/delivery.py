"""Getting an envelope to an app and its acknowledgement back: in time, again when needed, or with a notice."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from playground.model import App, Json
from playground.wire.events import Events
from playground.wire.signed import SignedHttp
from playground.wire.sockets import Sockets

if TYPE_CHECKING:
    from playground.workspace import Workspace

ACK_SECONDS = 3.0
AWAY_SECONDS = 300.0
"""How long events wait for an app that is not connected."""
REDELIVERY_SECONDS: Sequence[float] = (0.1, 60.0, 300.0)
"""Pauses before the second, third and fourth time: almost at once, a minute, five minutes, as Slack documents."""

Type = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True)
class Ack:
    """The app said it has it. `payload` is what it answered along with that."""

    payload: Json


class Wire:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.sockets = Sockets()
        self.signed = SignedHttp()
        self.events = Events(workspace)
        self.redelivery = REDELIVERY_SECONDS
        self.away_seconds = AWAY_SECONDS
        self.sent_events: dict[str, tuple[App, Json]] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def ask(self, app: App, type: Type, payload: Json) -> Ack | None:
        """One interaction or command, once: None when no acknowledgement came within three seconds."""
        return await self._send(app, type, payload, {})

    def tell(self, app: App, payload: Json) -> None:
        """An event: goes on its way by itself, and again until the app has it."""
        self.sent_events[payload["event_id"]] = (app, payload)
        self._spawn(self._insist(app, payload))

    def tell_again(self, event_id: str) -> None:
        """Delivers an event once more, as Slack does when it is in doubt."""
        app, payload = self.sent_events[event_id]
        retry = {"retry_attempt": 1, "retry_reason": "timeout"}
        self._spawn(self._once(app, payload, retry))

    async def _once(self, app: App, payload: Json, retry: Json) -> None:
        await self._send(app, "events_api", payload, retry)

    async def _insist(self, app: App, payload: Json) -> None:
        retry: Json = {"retry_attempt": 0, "retry_reason": ""}
        for attempt, pause in enumerate((*self.redelivery, None), start=1):
            if app.socket_mode and not await self.sockets.connected(app.id, self.away_seconds):
                return
            if await self._send(app, "events_api", payload, retry) is not None or pause is None:
                return
            await asyncio.sleep(pause)
            retry = {"retry_attempt": attempt, "retry_reason": "timeout"}

    async def _send(self, app: App, type: Type, payload: Json, retry: Json) -> Ack | None:
        started = perf_counter()
        way = self.sockets if app.socket_mode else self.signed
        try:
            answer = await asyncio.wait_for(way.send(app, type, payload, retry), ACK_SECONDS)
        except (TimeoutError, ConnectionError):
            answer = None
        self._log(app, type, payload, answer, perf_counter() - started)
        return None if answer is None else Ack(answer)

    def _log(self, app: App, type: Type, payload: Json, answer: Json | None, seconds: float) -> None:
        self.workspace.traffic.append(
            {
                "at": self.workspace.clock.now().isoformat(),
                "direction": "out",
                "kind": type,
                "what": payload.get("event", payload).get("type", payload.get("command", "")),
                "app": app.id,
                "status": "acked" if answer is not None else "no ack",
                "ms": round(seconds * 1000, 1),
                "payload": payload,
            }
        )

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def close(self) -> None:
        for task in list(self._running):
            task.cancel()
        await self.signed.close()
