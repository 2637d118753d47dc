"""The web page."""

from starlette.routing import BaseRoute

from playground.workspace import Workspace


def routes(workspace: Workspace) -> list[BaseRoute]:
    return []
