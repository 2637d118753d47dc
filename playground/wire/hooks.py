"""Response urls: for half an hour and five times, an app may answer where somebody did something."""

from dataclasses import dataclass
from secrets import token_hex
from time import monotonic
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from playground import checks
from playground.api.naming import named
from playground.model import Json, Message

if TYPE_CHECKING:
    from playground.workspace import Workspace

LIFETIME_SECONDS = 30 * 60
USES = 5


@dataclass
class Hook:
    """`source` is the message with the button, None after a command."""

    app_id: str
    user: str
    channel: str
    source: Message | None
    made: float
    uses: int = 0

    def spent(self) -> str:
        if monotonic() - self.made > LIFETIME_SECONDS:
            return "expired_url"
        return "used_url" if self.uses >= USES else ""


class Hooks:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self._hooks: dict[str, Hook] = {}

    def new(self, app_id: str, user: str, channel: str, source: Message | None = None) -> str:
        name = token_hex(16)
        self._forget_the_old()
        self._hooks[name] = Hook(app_id, user, channel, source, monotonic())
        return f"{self.workspace.base_url}hooks/{name}"

    def _forget_the_old(self) -> None:
        while self._hooks:
            oldest = next(iter(self._hooks))
            if monotonic() - self._hooks[oldest].made < 2 * LIFETIME_SECONDS:
                return
            del self._hooks[oldest]

    def routes(self) -> list[Route]:
        return [Route("/hooks/{name}", self.receive, methods=["POST"])]

    async def receive(self, request: Request) -> Response:
        hook = self._hooks.get(request.path_params["name"])
        if hook is None:
            return PlainTextResponse("no_such_url", status_code=404)
        broken = await self.workspace.faults.apply("response_url", "before")
        if broken is not None:
            return broken
        try:
            body = await request.json()
        except ValueError:
            return PlainTextResponse("invalid_payload", status_code=400)
        problem = hook.spent() or self.respond(hook, body)
        self._log(hook, body, problem)
        if problem:
            return PlainTextResponse(problem, status_code=404 if problem.endswith("_url") else 400)
        lost = await self.workspace.faults.apply("response_url", "after")
        return lost or JSONResponse({"ok": True})

    def answer_at_once(self, app_id: str, user: str, channel: str, body: Json) -> None:
        """What an app says along with its ack of a command."""
        if body.get("text") or body.get("blocks"):
            self.respond(Hook(app_id, user, channel, None, monotonic()), body)

    def respond(self, hook: Hook, body: Json) -> str:
        """Does what the body asks; returns a problem, or nothing."""
        blocks = body.get("blocks") or []
        if blocks and checks.blocks_problems(blocks, surface="message", files=self.workspace.files):
            return "invalid_blocks"
        hook.uses += 1
        if body.get("delete_original") and hook.source:
            self._remove(hook.source)
            return ""
        if not body.get("text") and not blocks:
            return "no_text"
        content = {"text": body.get("text", ""), "blocks": named(blocks, self.workspace.new_id)}
        if body.get("replace_original") and hook.source:
            self.workspace.update(hook.source, **content, edited_ts=self._edit_mark(hook.source))
        else:
            self._post(hook, body, content)
        return ""

    def _post(self, hook: Hook, body: Json, content: Json) -> None:
        app = self.workspace.apps[hook.app_id]
        message = Message(
            channel=hook.channel,
            ts=self.workspace.new_ts(),
            user=app.bot_user,
            bot_id=app.bot_id,
            app_id=app.id,
            thread_ts=body.get("thread_ts"),
            **content,
        )
        if body.get("response_type") == "in_channel":
            self.workspace.post(message)
        else:
            message.ephemeral_to = hook.user
            self.workspace.post_ephemeral(message)

    def _edit_mark(self, message: Message) -> str | None:
        return None if message.ephemeral_to else self.workspace.new_ts()

    def _remove(self, message: Message) -> None:
        if message.ephemeral_to:
            self.workspace.ephemerals.remove(message)
            self.workspace.tell({"channel": message.channel})
        else:
            self.workspace.delete(message.channel, message.ts)

    def _log(self, hook: Hook, body: Json, problem: str) -> None:
        self.workspace.traffic.append(
            {
                "at": self.workspace.clock.now().isoformat(),
                "direction": "in",
                "kind": "response_url",
                "what": "response_url",
                "app": hook.app_id,
                "status": problem or "ok",
                "to": _reader(hook, body),
                "args": body,
            }
        )


def _reader(hook: Hook, body: Json) -> str:
    """The conversation where everybody in it reads the answer, else the one person who does."""
    replaces = body.get("replace_original") or body.get("delete_original")
    if hook.source and replaces:
        return hook.source.ephemeral_to or hook.channel
    return hook.channel if body.get("response_type") == "in_channel" else hook.user
