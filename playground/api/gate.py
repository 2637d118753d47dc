"""What every call passes: decoding, token, scopes, rate limits, injected faults, and the traffic log."""

import json
from http import HTTPStatus
from time import perf_counter
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground.api.call import Call, Method, Refused
from playground.model import App, Json

if TYPE_CHECKING:
    from playground.workspace import Workspace

_JSON_ARGUMENTS = ("blocks", "attachments", "metadata", "view", "files")
"""Arguments that are JSON written as a string when they come in a form."""


class TooOften(Exception):
    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


async def decode(request: Request) -> Json:
    """The arguments, from wherever they are."""
    args: Json = dict(request.query_params)
    if request.method == "POST":
        args |= await _body(request)
    for name in _JSON_ARGUMENTS:
        if isinstance(args.get(name), str):
            args[name] = _parsed(args[name])
    return args


async def _body(request: Request) -> Json:
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        return body
    async with request.form() as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def _parsed(written: str) -> Any:
    """Left as it is when it is no JSON: the method then refuses it with its own code."""
    try:
        return json.loads(written)
    except ValueError:
        return written


def token_of(request: Request, args: Json) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(args.pop("token", "") or "")


def let_in(workspace: "Workspace", method: Method, token: str) -> App | None:
    """The app whose token this is, if the method is for such a token and such scopes."""
    if method.anonymous:
        return workspace.app_by_token(token) if token else None
    if not token:
        raise Refused("not_authed")
    app = workspace.app_by_token(token)
    if app is None:
        raise Refused(workspace.dead_tokens.get(token, "invalid_auth"))
    if method.name != "auth.test" and method.app_token != (token == app.app_token):
        raise Refused("not_allowed_token_type")
    if method.scopes and app.scopes.isdisjoint(method.scopes):
        raise Refused("missing_scope", needed=",".join(method.scopes), provided=",".join(sorted(app.scopes)))
    return app


def not_too_often(call: Call, method: Method) -> None:
    app_id = call.app.id if call.app else ""
    wait = call.workspace.limits.take(app_id, method.name, method.tier, call.maybe("channel"), call.now)
    if wait:
        raise TooOften(wait)


async def answer(workspace: "Workspace", method: Method | None, request: Request) -> Response:
    """One call from beginning to end. Answered or refused, it is in the traffic log."""
    started = perf_counter()
    args: Json = {}
    error = ""
    try:
        args = await decode(request)
        response = await _called(workspace, method, request, args)
    except Refused as refused:
        error = refused.error
        response = JSONResponse({"ok": False, "error": error, **refused.extra})
    except TooOften as often:
        error = "ratelimited"
        response = _ratelimited(often.seconds)
    _log(workspace, request, args, response.status_code, error, perf_counter() - started)
    return response


async def _called(workspace: "Workspace", method: Method | None, request: Request, args: Json) -> Response:
    if method is None:
        raise Refused("unknown_method", req_method=request.path_params["method"])
    token = token_of(request, args)
    app = let_in(workspace, method, token)
    call = Call(workspace, app, args, workspace.clock.now(), request.headers.get("host", "127.0.0.1"), token)
    not_too_often(call, method)
    broken = await workspace.faults.apply(method.name, phase="before")
    if broken is not None:
        return broken
    body = await method.run(call)
    scopes = {"x-oauth-scopes": ",".join(sorted(app.scopes))} if app else {}
    whole = JSONResponse({"ok": True, **body}, headers=scopes)
    return await workspace.faults.apply(method.name, phase="after") or whole


def _ratelimited(seconds: int) -> Response:
    headers = {"Retry-After": str(seconds)}
    body = {"ok": False, "error": "ratelimited"}
    return JSONResponse(body, status_code=HTTPStatus.TOO_MANY_REQUESTS, headers=headers)


def _log(workspace: "Workspace", request: Request, args: Json, status: int, error: str, seconds: float) -> None:
    workspace.traffic.append(
        {
            "at": workspace.clock.now().isoformat(),
            "direction": "in",
            "kind": "api",
            "what": request.path_params["method"],
            "status": status,
            "error": error,
            "ms": round(seconds * 1000, 1),
            "args": {key: value for key, value in args.items() if key != "token"},
        }
    )
