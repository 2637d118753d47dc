"""One call of a Web API method, and the table of methods."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from playground.model import App, Channel, Json, User

if TYPE_CHECKING:
    from playground.workspace import Workspace

Answer = Callable[["Call"], Json | Awaitable[Json]]


class Refused(Exception):
    """Slack says no: an error code, and what goes with it in the answer."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra: Json = extra


@dataclass(frozen=True)
class Call:
    """What an app asks. `args` is decoded from the query, the form or the JSON body."""

    workspace: "Workspace"
    app: App | None
    args: Json
    now: datetime
    host: str = "127.0.0.1"
    token: str = ""

    @property
    def caller(self) -> App:
        if self.app is None:
            raise Refused("not_authed")
        return self.app

    @property
    def me(self) -> str:
        """The user id of the bot that calls."""
        return self.caller.bot_user

    def text(self, name: str, missing: str = "invalid_arguments") -> str:
        """A required argument."""
        value = self.args.get(name)
        if value in (None, ""):
            raise Refused(missing, **messages(f"missing required field: {name}"))
        return str(value)

    def maybe(self, name: str) -> str:
        return str(self.args.get(name) or "")

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.args.get(name)
        if value is None:
            return default
        return value if isinstance(value, bool) else str(value).lower() in ("1", "true")

    def number(self, name: str, default: int, most: int) -> int:
        value = self.args.get(name)
        if value in (None, "", 0, "0"):
            return default
        try:
            return min(max(int(value), 1), most)
        except (TypeError, ValueError):
            raise Refused("invalid_limit") from None

    def user(self, name: str = "user", missing: str = "user_not_found") -> User:
        found = self.workspace.users.get(self.maybe(name))
        if found is None:
            raise Refused(missing)
        return found

    def channel(self, name: str = "channel") -> Channel:
        """A conversation this app may know of: private ones only when its bot is in it."""
        room = self.workspace.channels.get(self.maybe(name))
        if room is None or ((room.is_im or room.is_private) and self.me not in room.members):
            raise Refused("channel_not_found")
        return room


@dataclass(frozen=True)
class Method:
    name: str
    answer: Answer
    scopes: tuple[str, ...]
    """One of these is enough; empty when any token will do."""
    tier: int
    app_token: bool = False
    anonymous: bool = False
    """Answers without any token."""

    async def run(self, call: Call) -> Json:
        result = self.answer(call)
        return await result if inspect.isawaitable(result) else result


@dataclass
class MethodTable:
    by_name: dict[str, Method] = field(default_factory=dict)

    def method(
        self,
        name: str,
        *,
        scopes: tuple[str, ...] = (),
        tier: int,
        app_token: bool = False,
        anonymous: bool = False,
    ) -> Callable[[Answer], Answer]:
        def enter(answer: Answer) -> Answer:
            self.by_name[name] = Method(name, answer, scopes, tier, app_token, anonymous)
            return answer

        return enter


def messages(*problems: str) -> Json:
    """Problems as Slack lists them beside an error code."""
    return {"response_metadata": {"messages": [f"[ERROR] {problem}" for problem in problems]}}


def need_scope(call: Call, scope: str) -> None:
    """For scopes that depend on the kind of conversation."""
    if scope not in call.caller.scopes:
        raise Refused("missing_scope", needed=scope, provided=",".join(sorted(call.caller.scopes)))


def page(call: Call, items: list[Any], most: int = 1000, default: int = 100) -> tuple[list[Any], Json]:
    """One page of a list, and the cursor to the next ("" at the end), as cursor pagination does."""
    limit = call.number("limit", default, most)
    start = _start(call.maybe("cursor"))
    end = start + limit
    following = f"next:{end}" if end < len(items) else ""
    return items[start:end], {"response_metadata": {"next_cursor": following}}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    kind, _, place = cursor.partition(":")
    if kind != "next" or not place.isdigit():
        raise Refused("invalid_cursor")
    return int(place)
