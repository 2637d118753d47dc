"""Getting an envelope to an app and its acknowledgement back: in time, again when needed, or with a notice."""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
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

REMEMBERED = 1000
"""Events that can be delivered once more on request."""

Type = Literal["events_api", "interactive", "slash_commands"]


class NoAck(Exception):
    """The app did not say in time that it has it: `error` is Slack's word for why."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Wire:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.sockets = Sockets(workspace.faults)
        self.signed = SignedHttp()
        self.events = Events(workspace)
        self.ack_seconds = ACK_SECONDS
        self.redelivery = REDELIVERY_SECONDS
        self.away_seconds = AWAY_SECONDS
        self._sent: dict[str, tuple[App, Json]] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def ask(self, app: App, type: Type, payload: Json) -> Json:
        """One interaction or command, once: what the app answered along with its ack. Raises NoAck."""
        if type == "interactive" and not app.interactive:
            raise NoAck("not_interactive")
        return await self._send(app, type, payload, {})

    def tell(self, app: App, payload: Json) -> None:
        """An event: goes on its way by itself, and again until the app has it."""
        self._sent[payload["event_id"]] = (app, payload)
        if len(self._sent) > REMEMBERED:
            del self._sent[next(iter(self._sent))]
        self._spawn(self._insist(app, payload))

    def tell_again(self, event_id: str) -> None:
        """Delivers an event once more, as Slack does when it is in doubt."""
        if event_id not in self._sent:
            raise ValueError(f"No event {event_id} was sent lately.")
        app, payload = self._sent[event_id]
        self._spawn(self._once(app, payload, _retry(1, "timeout")))

    async def _once(self, app: App, payload: Json, retry: Json) -> None:
        with suppress(NoAck):
            await self._send(app, "events_api", payload, retry)

    async def _insist(self, app: App, payload: Json) -> None:
        retry = _retry(0, "")
        for attempt, pause in enumerate((*self.redelivery, 0.0), start=1):
            if app.socket_mode and not await self.sockets.connected(app.id, self.away_seconds):
                return
            try:
                await self._send(app, "events_api", payload, retry)
                return
            except NoAck as missed:
                retry = _retry(attempt, missed.error)
            await asyncio.sleep(pause)

    async def _send(self, app: App, type: Type, payload: Json, retry: Json) -> Json:
        started = perf_counter()
        way = self.sockets if app.socket_mode else self.signed
        status, answer = "acked", Json()
        try:
            answer = await asyncio.wait_for(way.send(app, type, payload, retry), self.ack_seconds)
            return answer
        except TimeoutError:
            status = "timeout" if app.socket_mode else "http_timeout"
            raise NoAck(status) from None
        except ConnectionError as broken:
            status = f"no ack: {broken}"
            raise NoAck("connection_failed") from broken
        finally:
            self._log(app, type, payload, status, answer, perf_counter() - started)

    def _log(self, app: App, type: Type, payload: Json, status: str, answer: Json, seconds: float) -> None:
        self.workspace.traffic.append(
            {
                "at": self.workspace.clock.now().isoformat(),
                "direction": "out",
                "kind": type,
                "what": payload.get("event", payload).get("type", payload.get("command", "")),
                "app": app.id,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "payload": payload,
                "answer": answer,
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


def _retry(attempt: int, reason: str) -> Json:
    return {"retry_attempt": attempt, "retry_reason": reason}
