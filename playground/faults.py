"""Faults on order: what goes wrong between an app and its chat server, when somebody wants to see it go wrong."""

import asyncio
from dataclasses import dataclass
from typing import Literal, get_args

from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

Kind = Literal["429", "5xx", "slow", "drop", "lost_response", "not_ready"]
Phase = Literal["before", "after"]

LINE = "line"
"""Where in `scope["state"]` a request's connection is."""
SOCKET = "socket"
"""The "method" of what goes down an app's web socket; "*" does not touch it."""


@dataclass
class Fault:
    """Strikes `times` calls of `method` ("*" is any, "socket" is an app's socket), after letting `after` of them pass.

    `lost_response` does the work and then breaks the connection; `drop` breaks it before. `not_ready` refuses
    the blocks, as Slack does for a moment with a picture that was only just uploaded.
    """

    method: str
    kind: Kind
    times: int = 1
    seconds: float = 1
    after: int = 0

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"There is no fault {self.kind}. Known: {', '.join(get_args(Kind))}.")

    @property
    def phase(self) -> Phase:
        return "after" if self.kind == "lost_response" else "before"


class Faults:
    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def order(self, fault: Fault) -> None:
        self.waiting.append(fault)

    def clear(self) -> None:
        self.waiting.clear()

    async def apply(self, method: str, phase: Phase) -> Response | None:
        """None when nothing is wrong; else what to answer in the place of the real answer."""
        fault = self._strike((method, "*"), phase)
        if fault is None:
            return None
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return None
        return _answer(fault)

    async def on_socket(self, phase: Phase) -> bool:
        """Whether the line breaks here."""
        fault = self._strike((SOCKET,), phase)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return False
        return fault is not None

    def _strike(self, methods: tuple[str, ...], phase: Phase) -> Fault | None:
        for fault in self.waiting:
            if fault.phase == phase and fault.method in methods:
                if fault.after > 0:
                    fault.after -= 1
                    return None
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None


class HangUp(Response):
    """Breaks the connection instead of answering. The server hands every request its line in `scope["state"]`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"][LINE].abort()
        while (await receive())["type"] != "http.disconnect":
            pass  # what was still to be read of the request


def _answer(fault: Fault) -> Response:
    if fault.kind == "429":
        retry = {"Retry-After": str(int(fault.seconds))}
        return JSONResponse({"ok": False, "error": "ratelimited"}, status_code=429, headers=retry)
    if fault.kind == "5xx":
        return JSONResponse({"ok": False, "error": "internal_error"}, status_code=503)
    if fault.kind == "not_ready":
        return JSONResponse({"ok": False, "error": "invalid_blocks"})
    return HangUp()
