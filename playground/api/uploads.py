"""Files: asking for an upload address, uploading, sharing, and reading them back."""

import mimetypes
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from playground.api import drafts, gate, shapes
from playground.api.call import Call, MethodTable, Refused, page
from playground.model import Channel, File, Json, Message

if TYPE_CHECKING:
    from playground.workspace import Workspace

methods = MethodTable()

_WRITE = ("files:write",)
_READ = ("files:read",)


@methods.method("files.getUploadURLExternal", scopes=_WRITE, tier=4)
def upload_address(call: Call) -> Json:
    name = call.text("filename")
    try:
        size = int(call.text("length"))
    except ValueError:
        raise Refused("invalid_arguments") from None
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    kept = File(call.workspace.new_id("F"), name, call.me, size=size, mimetype=kind, alt_text=call.maybe("alt_txt"))
    call.workspace.files[kept.id] = kept
    return {"upload_url": f"http://{call.host}/upload/v1/{kept.id}", "file_id": kept.id}


async def upload(workspace: "Workspace", request: Request) -> Response:
    """Takes the bytes, raw or as a form, at the address that was given out."""
    kept = workspace.files.get(request.path_params["file_id"])
    if kept is None or kept.completed:
        return PlainTextResponse("file_not_found", status_code=404)
    content = await _content(request)
    if len(content) != kept.size:
        return PlainTextResponse("wrong length", status_code=400)
    kept.content = content
    return PlainTextResponse(f"OK - {len(content)}")


async def _content(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for part in form.values():
            if not isinstance(part, str):
                return await part.read()
    return b""


@methods.method("files.completeUploadExternal", scopes=_WRITE, tier=4)
def complete(call: Call) -> Json:
    wanted = call.args.get("files")
    if not isinstance(wanted, list) or not all(isinstance(item, dict) for item in wanted):
        raise Refused("invalid_arguments")
    files = [_uploaded(call, item) for item in wanted]
    rooms = _rooms(call)
    for kept in files:
        kept.completed = True
        kept.channels += [room.id for room in rooms if room.id not in kept.channels]
    for room in rooms:
        call.workspace.post(_share(call, room, files))
    return {"files": [shapes.file(call.workspace, kept) for kept in files]}


def _uploaded(call: Call, item: Json) -> File:
    kept = call.workspace.files.get(str(item.get("id")))
    if kept is None or kept.user != call.me or kept.completed or len(kept.content) != kept.size:
        raise Refused("file_not_found")
    kept.title = str(item.get("title") or kept.name)
    return kept


def _rooms(call: Call) -> list[Channel]:
    names = [call.maybe("channel_id"), *call.maybe("channels").split(",")]
    rooms = [call.workspace.channels.get(name.strip()) for name in names if name.strip()]
    found = [room for room in rooms if room is not None]
    if len(found) < len(rooms):
        raise Refused("channel_not_found")
    for room in found:
        drafts.may_post(call, room)
    return found


def _share(call: Call, room: Channel, files: list[File]) -> Message:
    return Message(
        channel=room.id,
        ts=call.workspace.new_ts(),
        user=call.me,
        text=call.maybe("initial_comment"),
        bot_id=call.caller.bot_id,
        app_id=call.caller.id,
        thread_ts=drafts.thread(call, room),
        subtype="file_share",
        files=[kept.id for kept in files],
    )


def _known(call: Call) -> File:
    kept = call.workspace.files.get(call.maybe("file"))
    if kept is None:
        raise Refused("file_not_found")
    return kept


@methods.method("files.info", scopes=_READ, tier=4)
def info(call: Call) -> Json:
    return {"file": shapes.file(call.workspace, _known(call)), "comments": []}


@methods.method("files.list", scopes=_READ, tier=3)
def listed(call: Call) -> Json:
    room = call.maybe("channel")
    files = [kept for kept in call.workspace.files.values() if kept.completed and (not room or room in kept.channels)]
    shown, _ = page(call, files)
    return {"files": [shapes.file(call.workspace, kept) for kept in shown]}


@methods.method("files.delete", scopes=_WRITE, tier=3)
def delete(call: Call) -> Json:
    kept = _known(call)
    if kept.user != call.me:
        raise Refused("cant_delete_file")
    call.workspace.delete_file(kept)
    return {}


async def download(workspace: "Workspace", request: Request) -> Response:
    """The bytes of a file for an app; `url_private` points here."""
    app = workspace.app_by_token(gate.token_of(request, {}))
    if app is None or app.scopes.isdisjoint(_READ):
        return PlainTextResponse("not_allowed", status_code=403)
    kept = workspace.files.get(request.path_params["key"].rpartition("-")[2])
    return contents(kept) if kept else PlainTextResponse("file_not_found", status_code=404)


def contents(kept: File) -> Response:
    """To be saved, whatever it is: a file must not become a page at this address."""
    name = f"attachment; filename*=utf-8''{quote(kept.name, safe='')}"
    headers = {"Content-Disposition": name, "X-Content-Type-Options": "nosniff"}
    return Response(kept.content, media_type=kept.mimetype, headers=headers)
