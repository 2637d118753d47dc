"""What somebody does on the page: the same acts as /_control, from a form."""

import inspect
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from playground import acts, checks, moving
from playground.acts import CannotDo
from playground.model import Json
from playground.workspace import Workspace

MANY = ("checkboxes", "multi_")
"""Controls of which several things can be chosen."""


class Doing:
    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    async def answer(self, request: Request) -> Response:
        """Does it and says nothing: the page hears of the change by itself. What cannot be done becomes a notice."""
        user, what = request.path_params["user"], request.path_params["what"]
        deeds = {
            "say": self.say,
            "upload": self.upload,
            "click": self.click,
            "submit": self.submit,
            "close": self.close,
            "react": self.react,
            "jump": self.jump,
            "options": self.options,
            "seen": self.seen,
        }
        if what not in deeds:
            return Response(status_code=404)
        async with request.form() as form:
            try:
                result = deeds[what](user, form)
                found = await result if inspect.isawaitable(result) else result
            except CannotDo as fault:
                self.workspace.notice(user, str(fault))
                return Response(status_code=204)
        return HTMLResponse(found) if isinstance(found, str) else Response(status_code=204)

    async def say(self, user: str, form: FormData) -> None:
        text, room = str(form.get("text", "")), str(form["room"])
        if text.startswith("/"):
            await acts.command(self.workspace, user, room, text)
        elif text.strip():
            await _done(acts.say(self.workspace, user, room, text, thread_ts=str(form.get("thread", "")) or None))

    async def upload(self, user: str, form: FormData) -> None:
        file = form.get("file")
        if isinstance(file, UploadFile) and file.filename:
            content, kind = await file.read(), file.content_type or "application/octet-stream"
            await _done(acts.upload(self.workspace, user, str(form["room"]), file.filename, content, kind))

    async def click(self, user: str, form: FormData) -> None:
        place = {name: str(form[name]) for name in ("channel", "ts", "view_id", "block_id") if form.get(name)}
        await self._keep_inputs(user, form, place.get("view_id", ""))
        value = form.getlist("value") if form.get("many") else form.get("value")
        await acts.click(self.workspace, user, action_id=str(form["action_id"]), value=value, **place)

    async def submit(self, user: str, form: FormData) -> None:
        view_id = str(form["view_id"])
        await self._keep_inputs(user, form, view_id)
        await acts.submit(self.workspace, user, view_id)

    async def close(self, user: str, form: FormData) -> None:
        await acts.close(self.workspace, user, str(form["view_id"]))

    async def react(self, user: str, form: FormData) -> None:
        await _done(acts.react(self.workspace, user, str(form["channel"]), str(form["ts"]), str(form["name"])))

    async def jump(self, user: str, form: FormData) -> None:
        if self.workspace.clock.running:
            return
        target = moving.target(self.workspace, None, None, int(str(form["jump"])))
        await moving.move(self.workspace, target, glide=True)

    async def options(self, user: str, form: FormData) -> str:
        place = {name: str(form[name]) for name in ("channel", "ts", "view_id", "block_id") if form.get(name)}
        found = await acts.options(
            self.workspace, user, query=str(form.get("query", "")), action_id=str(form["action_id"]), **place
        )
        return "".join(f"<option>{option['text']['text']}</option>" for option in found)

    def seen(self, user: str, form: FormData) -> None:
        """Somebody read the notices."""
        self.workspace.notices.pop(user, None)

    async def _keep_inputs(self, user: str, form: FormData, view_id: str) -> None:
        """Puts what is in a window's fields into the view, so that it survives whatever happens next."""
        view = self.workspace.views.get(view_id)
        if view is None:
            return
        for block in view.body["blocks"]:
            for element, _ in checks.elements(block):
                if block["type"] == "input":
                    value = _value(form, block, element)
                    await _done(
                        acts.fill(self.workspace, user, view_id, element["action_id"], value, block["block_id"])
                    )


def _value(form: FormData, block: Json, element: Json) -> Any:
    name = f"{block['block_id']}|{element['action_id']}"
    if element["type"].startswith(MANY):
        return [str(each) for each in form.getlist(name)]
    return str(form.get(name, ""))


async def _done(result: Any) -> Any:
    return await result if inspect.isawaitable(result) else result
