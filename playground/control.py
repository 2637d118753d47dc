"""/_control as JSON: everything a person can do, the clock, faults, a look inside. README.md here tells all of it."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from inspect import isawaitable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground import acts, looking, moving
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
        result = table[name](workspace, **arguments)
        if isawaitable(result):
            result = await result
    except TypeError as fault:
        return _refuse(f"{name} does not take this: {fault}.")
    except (ValueError, KeyError) as fault:
        return _refuse(str(fault.args[0]) if fault.args else str(fault))
    return JSONResponse(result if result is not None else {"ok": True})


def _refuse(why: str, status: int = 400) -> Response:
    return JSONResponse({"error": why}, status_code=status)


def _say(workspace: Workspace, **arguments: Any) -> Json:
    message = acts.say(workspace, **arguments)
    return {"channel": message.channel, "ts": message.ts}


async def _click(workspace: Workspace, user: str, **arguments: Any) -> Json:
    return {"acked": await acts.click(workspace, user, **arguments)}


async def _submit(workspace: Workspace, user: str, view_id: str, values: Json | None = None) -> Json:
    return {"errors": await acts.submit(workspace, user, view_id, values)}


async def _command(workspace: Workspace, user: str, channel: str, text: str) -> Json:
    return {"acked": await acts.command(workspace, user, channel, text)}


def _create_person(workspace: Workspace, **fields: Any) -> Json:
    return asdict(acts.create_person(workspace, User(**({"id": workspace.new_id("U")} | fields))))


async def _clock(
    workspace: Workspace,
    to: str | None = None,
    advance: float | None = None,
    jump: int | None = None,
    glide: bool = True,
) -> Json:
    target = moving.target(workspace, datetime.fromisoformat(to) if to else None, advance, jump)
    await moving.move(workspace, target, glide=glide)
    return looking.clock(workspace)


def _fault(workspace: Workspace, **fields: Any) -> None:
    workspace.faults.order(Fault(**fields))


def _clear_faults(workspace: Workspace) -> None:
    workspace.faults.clear()


def _limits(workspace: Workspace, **numbers: Any) -> Json:
    for name, value in numbers.items():
        if name not in ("enabled", "posts_per_minute", "channel_burst"):
            raise ValueError(f"there is no limit {name}")
        setattr(workspace.limits, name, value)
    return {"enabled": workspace.limits.enabled, "posts_per_minute": workspace.limits.posts_per_minute}


async def _disconnect(workspace: Workspace, app: str, reason: str = "refresh_requested") -> None:
    await workspace.wire.sockets.disconnect(app, reason)


async def _drop(workspace: Workspace, app: str) -> None:
    await workspace.wire.sockets.drop(app)


def _redeliver(workspace: Workspace, event_id: str) -> None:
    workspace.wire.tell_again(event_id)


async def _request_url(workspace: Workspace, app: str, url: str) -> Json:
    """Switches an app from its socket to signed requests, after Slack's handshake."""
    found = workspace.apps[app]
    found.request_url = url
    if not await workspace.wire.signed.verify(found):
        raise ValueError("The app does not answer the challenge at that address.")
    found.socket_mode = False
    return {"verified": True}


def _uninstall(workspace: Workspace, app: str) -> None:
    workspace.wire.events.about_app("tokens_revoked", workspace.apps[app])
    workspace.wire.events.about_app("app_uninstalled", workspace.apps[app])


def _archive(workspace: Workspace, user: str, channel: str) -> None:
    room = workspace.channels[channel]
    workspace.wire.events.about_room("channel_archive", room, user)
    room.is_archived = True


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
    "archive": _archive,
    "change_profile": acts.change_profile,
    "clear_faults": _clear_faults,
    "click": _click,
    "clock": _clock,
    "close": acts.close,
    "command": _command,
    "create_person": _create_person,
    "deactivate": acts.deactivate,
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
    "request_url": _request_url,
    "say": _say,
    "submit": _submit,
    "uninstall": _uninstall,
}
