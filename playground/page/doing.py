"""What somebody does on the page: the same acts as /_control, from a form."""

import inspect
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from playground import acts, checks, moving
from playground.acts import CannotDo, finding
from playground.model import File, Json
from playground.page import fields
from playground.workspace import Workspace

PRESSED = ("button", "workflow_button", "icon_button", "feedback_buttons", "overflow")
"""Controls that keep nothing: a click is all there is."""
PLACES = ("channel", "ts", "view_id", "block_id")


class Doing:
    def __init__(self, workspace: Workspace, templates: Environment) -> None:
        self.workspace, self.templates = workspace, templates
        self.deeds = {
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

    async def answer(self, request: Request) -> Response:
        """Does it and says nothing: the page hears of the change by itself. What cannot be done becomes a notice."""
        user, deed = request.path_params["user"], self.deeds.get(request.path_params["what"])
        if deed is None or user not in self.workspace.users:
            return Response(status_code=404)
        async with request.form() as form:
            try:
                result = deed(user, form)
                found = await result if inspect.isawaitable(result) else result
            except CannotDo as fault:
                self.workspace.notice(user, str(fault))
                return Response(status_code=204)
        return HTMLResponse(found) if isinstance(found, str) else Response(status_code=204)

    async def say(self, user: str, form: FormData) -> None:
        text, room = _given(form, "text"), _given(form, "room")
        if text.startswith("/"):
            await acts.command(self.workspace, user, room, text)
        elif text.strip():
            await acts.say(self.workspace, user, room, text, thread_ts=_given(form, "thread") or None)

    async def upload(self, user: str, form: FormData) -> None:
        file = form.get("file")
        if isinstance(file, UploadFile) and file.filename:
            content, kind = await file.read(), file.content_type or "application/octet-stream"
            await acts.upload(self.workspace, user, _given(form, "room"), file.filename, content, kind)

    async def click(self, user: str, form: FormData) -> None:
        """A button, a choice in a menu (`value`), or whatever is in the field now."""
        place, action_id = _place(form), _given(form, "action_id")
        await self._keep_inputs(user, form, place)
        control = finding.control(self._blocks(user, place), action_id, place.get("block_id"))
        if control.element["type"] in PRESSED:
            await acts.click(self.workspace, user, action_id=action_id, value=form.get("value"), **place)
        else:
            chosen = fields.value(form, control.block, control.element, self._zone(user))
            await acts.choose(self.workspace, user, action_id=action_id, value=chosen, **place)

    async def submit(self, user: str, form: FormData) -> None:
        await self._keep_inputs(user, form, _place(form))
        await acts.submit(self.workspace, user, _given(form, "view_id"))

    async def close(self, user: str, form: FormData) -> None:
        view_id = _given(form, "view_id")
        if view_id in self.workspace.views:  # Escape pressed twice: it is closed already, as they wanted
            await acts.close(self.workspace, user, view_id)

    async def react(self, user: str, form: FormData) -> None:
        await acts.react(self.workspace, user, _given(form, "channel"), _given(form, "ts"), _given(form, "name"))

    async def jump(self, user: str, form: FormData) -> None:
        if self.workspace.clock.running:
            return
        number = _given(form, "jump")
        try:
            target = moving.target(self.workspace, None, None, int(number) if number.isdecimal() else None)
        except ValueError as fault:
            raise CannotDo(str(fault)) from None
        await moving.move(self.workspace, target, glide=True)

    async def options(self, user: str, form: FormData) -> str:
        found = await acts.options(
            self.workspace, user, query=_given(form, "query"), action_id=_given(form, "action_id"), **_place(form)
        )
        return self.templates.get_template("options.html").render(options=found)

    def seen(self, user: str, form: FormData) -> None:
        """Somebody read the notices."""
        self.workspace.notices.pop(user, None)
        self.workspace.tell({"notice": user})

    def _blocks(self, user: str, place: dict[str, str]) -> list[Json]:
        """Of the message or window where somebody is busy; CannotDo when it is not theirs to see."""
        who = finding.person(self.workspace, user)
        if place.get("view_id"):
            blocks: list[Json] = finding.view(self.workspace, who, place["view_id"]).body["blocks"]
            return blocks
        message = finding.message(self.workspace, who, place.get("channel", ""), place.get("ts", ""))
        return [*message.blocks, *(block for each in message.attachments for block in each.get("blocks", []))]

    async def _keep_inputs(self, user: str, form: FormData, place: dict[str, str]) -> None:
        """Puts what is in the fields around a control where the app will look for it."""
        where = {name: value for name, value in place.items() if name != "block_id"}
        for block in self._blocks(user, place):
            for element, _ in checks.elements(block):
                if block["type"] == "input" and fields.is_shown(form, block, element):
                    names = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    value = await self._value(user, form, block, element)
                    await acts.fill(self.workspace, user, value=value, **names, **where)

    async def _value(self, user: str, form: FormData, block: Json, element: Json) -> Any:
        if element["type"] == "file_input":
            sent = [each for each in form.getlist(fields.name(block, element)) if isinstance(each, UploadFile)]
            kept = [str(each) for each in form.getlist(f"{fields.name(block, element)}|kept")]
            return [await self._file(user, each) for each in sent if each.filename] or kept
        return fields.value(form, block, element, self._zone(user))

    async def _file(self, user: str, sent: UploadFile) -> str:
        content, name = await sent.read(), sent.filename or ""
        kind = sent.content_type or "application/octet-stream"
        file = File(self.workspace.new_id("F"), name, user, len(content), kind, name, content=content, completed=True)
        self.workspace.files[file.id] = file
        return file.id

    def _zone(self, user: str) -> ZoneInfo:
        return ZoneInfo(self.workspace.users[user].tz)


def _given(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _place(form: FormData) -> dict[str, str]:
    return {name: _given(form, name) for name in PLACES if _given(form, name)}
