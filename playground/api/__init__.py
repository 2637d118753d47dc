"""Slack's Web API, as far as a bot needs it."""

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.api import chat, conversations, gate, history, people, reactions, scheduled, tokens, uploads, views
from playground.api.call import Method

if TYPE_CHECKING:
    from playground.workspace import Workspace

_FEATURES = (tokens, people, conversations, history, chat, scheduled, views, reactions, uploads)


def methods() -> dict[str, Method]:
    return {name: method for feature in _FEATURES for name, method in feature.methods.by_name.items()}


def routes(workspace: "Workspace") -> list[Route]:
    """Everything under /api, and where files go up and come down."""
    table = methods()

    async def call(request: Request) -> Response:
        return await gate.answer(workspace, table.get(request.path_params["method"]), request)

    async def upload(request: Request) -> Response:
        return await uploads.upload(workspace, request)

    async def download(request: Request) -> Response:
        return await uploads.download(workspace, request)

    return [
        Route("/api/{method}", call, methods=["GET", "POST"]),
        Route("/upload/v1/{file_id}", upload, methods=["POST", "PUT"]),
        Route("/files-pri/{key}/{name:path}", download),
    ]
