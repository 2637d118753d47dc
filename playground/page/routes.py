"""The page's addresses: whole pages, the parts of them that change, and what somebody does."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from playground import acts
from playground.acts import CannotDo, finding
from playground.api import uploads
from playground.model import Json, User
from playground.page.doing import Doing
from playground.page.scene import Scene
from playground.workspace import Workspace

HERE = Path(__file__).parent
HEARTBEAT_SECONDS = 15.0
NOT_KEPT = {"Cache-Control": "no-store"}
PARTS = ("side", "messages", "thread", "modal", "clock", "notices")


def routes(workspace: Workspace) -> list[BaseRoute]:
    page = Page(workspace)
    doing = Doing(workspace, page.templates)
    return [
        Route("/", page.choose),
        Route("/lang/{lang}", page.language),
        Route("/as/{user}/live", page.live),
        Route("/as/{user}/do/{what}", doing.answer, methods=["POST"]),
        Route("/as/{user}/part/{part}", page.part),
        Route("/as/{user}/file/{file}/{name}", page.download),
        Route("/as/{user}", page.workspace_page),
        Route("/as/{user}/{room}", page.workspace_page),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


class Page:
    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(),
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def choose(self, request: Request) -> Response:
        people = [person for person in self.workspace.users.values() if not person.is_bot]
        if not people:
            return HTMLResponse("This workspace has no people.", status_code=404)
        return self._show("choose.html", Scene(self.workspace, people[0]), request)

    async def language(self, request: Request) -> Response:
        self.workspace.lang = "en" if request.path_params["lang"] == "en" else "nl"
        return RedirectResponse(request.headers.get("referer", "/"), status_code=303)

    async def workspace_page(self, request: Request) -> Response:
        viewer = self._viewer(request)
        if viewer is None:
            return RedirectResponse("/")
        scene = Scene(self.workspace, viewer)
        room = request.path_params.get("room") or (scene.rooms() or [room for _, room in scene.apps()])[0].id
        if viewer.id not in getattr(self.workspace.channels.get(room), "members", ()):
            return RedirectResponse(f"/as/{viewer.id}")
        if request.query_params.get("with"):
            direct = self.workspace.im(viewer.id, request.query_params["with"])
            return RedirectResponse(f"/as/{viewer.id}/{direct.id}")
        await self._tell_home(scene, room)
        return self._show("workspace.html", scene, request, room=self.workspace.channels[room])

    async def part(self, request: Request) -> Response:
        """One part of the page, afresh."""
        viewer = self._viewer(request)
        if viewer is None:
            return Response(status_code=404)
        room = self.workspace.channels.get(request.query_params.get("room", ""))
        if room is not None and viewer.id not in room.members:
            room = None
        part = request.path_params["part"]
        if part not in PARTS or (room is None and part != "modal"):
            return Response(status_code=404)
        return self._show(f"{part}.html", Scene(self.workspace, viewer), request, room=room)

    async def download(self, request: Request) -> Response:
        viewer = self._viewer(request)
        if viewer is None:
            return Response(status_code=404)
        try:
            return uploads.contents(finding.file(self.workspace, viewer, request.path_params["file"]))
        except CannotDo:
            return Response(status_code=404)

    async def live(self, request: Request) -> Response:
        """Server-sent events: which part of this person's page is out of date."""
        viewer = self._viewer(request)
        if viewer is None:
            return Response(status_code=404)
        return StreamingResponse(self._changes(viewer), media_type="text/event-stream", headers=NOT_KEPT)

    async def _changes(self, viewer: User) -> AsyncIterator[str]:
        queue = self.workspace.subscribe()
        self.workspace.present[viewer.id] = self.workspace.present.get(viewer.id, 0) + 1
        try:
            yield "retry: 1000\n\n"
            while not self.workspace.closing:
                yield await self._next_change(queue, viewer)
        finally:
            self.workspace.unsubscribe(queue)
            self.workspace.present[viewer.id] -= 1
            if not self.workspace.present[viewer.id]:
                del self.workspace.present[viewer.id]

    async def _next_change(self, queue: "asyncio.Queue[Json]", viewer: User) -> str:
        try:
            what = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
        except TimeoutError:
            return ": still here\n\n"
        return f"data: {json.dumps(what)}\n\n" if self._concerns(what, viewer) else ": not yours\n\n"

    def _concerns(self, what: Json, viewer: User) -> bool:
        if any(what.get(personal, viewer.id) != viewer.id for personal in ("modal", "home", "notice")):
            return False
        room = self.workspace.channels.get(what.get("channel", ""))
        # Whoever was put out of a channel is no member any more, and has to see that it is gone.
        return room is None or viewer.id in room.members or "people" in what

    async def _tell_home(self, scene: Scene, room_id: str) -> None:
        app = scene.app_of(self.workspace.channels[room_id])
        if app:
            await acts.open_home(self.workspace, scene.viewer.id, app.id, "home" if app.home_tab else "messages")

    def _viewer(self, request: Request) -> User | None:
        person = self.workspace.users.get(request.path_params["user"])
        return person if person and not person.is_bot and not person.deleted else None

    def _show(self, template: str, scene: Scene, request: Request, **values: Any) -> Response:
        page = self.templates.get_template(template)
        words = page.render(
            scene=scene,
            workspace=self.workspace,
            say=scene.say,
            viewer=scene.viewer,
            query=request.query_params,
            **values,
        )
        return HTMLResponse(words, headers=NOT_KEPT)
