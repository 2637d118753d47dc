"""/_control: everything a person can do, the clock, faults, and a look inside, as JSON. README.md lists it all."""

import base64
import inspect
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground import acts, installing, looking, moving
from playground.acts import finding
from playground.faults import Fault
from playground.model import Json, User
from playground.workspace import Workspace

Act = Callable[..., Any | Awaitable[Any]]


def routes(workspace: Workspace) -> list[Route]:
    async def look(request: Request) -> Response:
        return await _answer(LOOKS, workspace, request.path_params["what"], dict(request.query_params))

    async def act(request: Request) -> Response:
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            return _refuse("The body is not JSON.")
        if not isinstance(body, dict):
            return _refuse("The body must be a JSON object.")
        return await _answer(ACTS, workspace, request.path_params["act"], body)

    return [
        Route("/_control/{what}", look, methods=["GET"]),
        Route("/_control/{act}", act, methods=["POST"]),
    ]


async def _answer(table: Mapping[str, Act], workspace: Workspace, name: str, arguments: Json) -> Response:
    if name not in table:
        return _refuse(f"There is no {name} here. Known: {', '.join(sorted(table))}.", status=404)
    try:
        inspect.signature(table[name]).bind(workspace, **arguments)
    except TypeError as fault:
        return _refuse(f"{name} does not take this: {fault}.")
    try:
        result = table[name](workspace, **arguments)
        if inspect.isawaitable(result):
            result = await result
    except ValueError as fault:
        return _refuse(str(fault))
    return JSONResponse(result if result is not None else {"ok": True})


def _refuse(why: str, status: int = 400) -> Response:
    return JSONResponse({"error": why}, status_code=status)


async def _say(
    workspace: Workspace,
    user: str,
    channel: str,
    text: str,
    thread_ts: str | None = None,
    files: tuple[str, ...] = (),
) -> Json:
    message = await acts.say(workspace, user, channel, text, thread_ts, files)
    return {"channel": message.channel, "ts": message.ts}


async def _upload(
    workspace: Workspace,
    user: str,
    channel: str,
    name: str,
    content: str,
    mimetype: str = "text/plain",
    text: str = "",
) -> Json:
    """`content` is in base64."""
    message = await acts.upload(
        workspace, user, channel, name, base64.b64decode(content, validate=True), mimetype, text
    )
    return {"channel": message.channel, "ts": message.ts, "files": message.files}


async def _click(workspace: Workspace, user: str, **arguments: Any) -> Json:
    return {"acked": await acts.click(workspace, user, **arguments)}


async def _choose(workspace: Workspace, user: str, **arguments: Any) -> Json:
    return {"acked": await acts.choose(workspace, user, **arguments)}


async def _submit(workspace: Workspace, user: str, view_id: str, values: Json | None = None) -> Json:
    return {"errors": await acts.submit(workspace, user, view_id, values)}


async def _command(workspace: Workspace, user: str, channel: str, text: str) -> Json:
    return {"acked": await acts.command(workspace, user, channel, text)}


async def _create_person(workspace: Workspace, name: str, **fields: Any) -> Json:
    try:
        person = User(**({"id": workspace.new_id("U"), "real_name": name, "name": name} | fields))
    except TypeError as fault:
        raise ValueError(f"Nobody can be made like this: {fault}.") from None
    return asdict(await acts.create_person(workspace, person))


async def _change_group(workspace: Workspace, handle: str, users: list[str], name: str = "") -> Json:
    return asdict(await acts.change_group(workspace, handle, users, name))


async def _clock(
    workspace: Workspace,
    to: str | None = None,
    advance: float | None = None,
    jump: int | None = None,
    glide: bool = True,
    speed: float | None = None,
) -> Json:
    if speed is not None:
        workspace.clock.speed = speed
    if (to, advance, jump) != (None, None, None) or speed is None:
        target = moving.target(workspace, datetime.fromisoformat(to) if to else None, advance, jump)
        await moving.move(workspace, target, glide=glide)
    return looking.clock(workspace)


def _fault(workspace: Workspace, method: str, kind: Any, times: int = 1, seconds: float = 1.0, after: int = 0) -> None:
    workspace.faults.order(Fault(method, kind, times, seconds, after))


def _clear_faults(workspace: Workspace) -> None:
    workspace.faults.clear()


def _limits(
    workspace: Workspace,
    enabled: bool | None = None,
    posts_per_minute: int | None = None,
    channel_burst: int | None = None,
) -> Json:
    limits = workspace.limits
    limits.enabled = limits.enabled if enabled is None else enabled
    limits.posts_per_minute = posts_per_minute or limits.posts_per_minute
    limits.channel_burst = channel_burst or limits.channel_burst
    return {
        "enabled": limits.enabled,
        "posts_per_minute": limits.posts_per_minute,
        "channel_burst": limits.channel_burst,
    }


async def _disconnect(workspace: Workspace, app: str, reason: str = "refresh_requested") -> None:
    await workspace.wire.sockets.disconnect(finding.app(workspace, app).id, reason)


async def _drop(workspace: Workspace, app: str) -> None:
    await workspace.wire.sockets.drop(finding.app(workspace, app).id)


def _redeliver(workspace: Workspace, event_id: str) -> None:
    workspace.wire.tell_again(event_id)


def _delivery(
    workspace: Workspace,
    ack_seconds: float | None = None,
    away_seconds: float | None = None,
    redelivery: list[float] | None = None,
    trigger_seconds: float | None = None,
) -> Json:
    """How long an ack may take and a trigger lasts, and how often an event is sent again, where not as in Slack."""
    wire, triggers = workspace.wire, workspace.triggers
    wire.ack_seconds = wire.ack_seconds if ack_seconds is None else ack_seconds
    wire.away_seconds = wire.away_seconds if away_seconds is None else away_seconds
    wire.redelivery = wire.redelivery if redelivery is None else redelivery
    triggers.last = triggers.last if trigger_seconds is None else trigger_seconds
    return {
        "ack_seconds": wire.ack_seconds,
        "away_seconds": wire.away_seconds,
        "redelivery": list(wire.redelivery),
        "trigger_seconds": triggers.last,
    }


async def _request_url(workspace: Workspace, app: str, url: str) -> Json:
    """Switches an app from its socket to signed requests, after Slack's handshake."""
    found = finding.app(workspace, app)
    if not await workspace.wire.signed.verify(found, url):
        raise ValueError("The app does not answer the challenge at that address.")
    found.request_url, found.socket_mode = url, False
    return {"verified": True}


LOOKS: dict[str, Act] = {
    "apps": looking.apps,
    "channels": looking.channels,
    "clock": looking.clock,
    "messages": looking.messages,
    "notices": looking.notices,
    "posted": looking.posted,
    "traffic": looking.traffic,
    "users": looking.users,
    "usergroups": looking.usergroups,
    "views": looking.views,
}

ACTS: dict[str, Act] = {
    "archive": acts.archive,
    "change_group": _change_group,
    "change_profile": acts.change_profile,
    "choose": _choose,
    "clear_faults": _clear_faults,
    "click": _click,
    "clock": _clock,
    "close": acts.close,
    "command": _command,
    "create_person": _create_person,
    "deactivate": acts.deactivate,
    "delivery": _delivery,
    "disconnect": _disconnect,
    "drop": _drop,
    "fault": _fault,
    "fill": acts.fill,
    "invite_bot": acts.invite_bot,
    "join": acts.join,
    "leave": acts.leave,
    "limits": _limits,
    "open_home": acts.open_home,
    "options": acts.options,
    "react": acts.react,
    "redeliver": _redeliver,
    "reinstall": installing.reinstall,
    "request_url": _request_url,
    "revoke": installing.revoke,
    "say": _say,
    "submit": _submit,
    "uninstall": installing.uninstall,
    "upload": _upload,
}
