"""A person's hands on the workspace from another program: a small client of /_control."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from playground.model import Json

Seen = TypeVar("Seen")


class ControlError(Exception):
    """The workspace says no; the sentence says why."""


class Control:
    """Every verb of /_control is a method: control.say(user="anna", channel="zetje", text="Hoi")."""

    def __init__(self, url: str) -> None:
        # No time-out: a glide of a month takes as long as the apps that follow it need.
        self._http = httpx.Client(base_url=f"{url}/_control/", timeout=None, trust_env=False)  # noqa: S113

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close_connection()

    def close_connection(self) -> None:
        self._http.close()

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        if verb.startswith("_"):
            raise AttributeError(verb)
        return lambda **arguments: self.do(verb, **arguments)

    def do(self, verb: str, **arguments: Any) -> Any:
        """What `verb` gives back."""
        return self._answer(self._http.post(verb, json=arguments))

    def get(self, noun: str, **query: Any) -> Any:
        return self._answer(self._http.get(noun, params={name: value for name, value in query.items() if value}))

    def messages(self, user: str, channel: str) -> list[Json]:
        """Oldest first, as that person sees them; `channel` may be the name of an app or a person."""
        return list(self.get("messages", user=user, channel=channel))

    def posted(self, since: str = "") -> list[Json]:
        return list(self.get("posted", since=since))

    def modal(self, user: str) -> Json | None:
        """The window on top on that person's screen."""
        windows = self.get("views", user=user)["modals"]
        return windows[-1] if windows else None

    def home(self, user: str, app: str) -> Json | None:
        """An app's home as that person sees it; `app` is an id."""
        homes: Json = self.get("views", user=user)["homes"]
        return homes.get(app)

    def apps(self) -> list[Json]:
        return list(self.get("apps"))

    def users(self) -> list[Json]:
        return list(self.get("users"))

    def channels(self) -> list[Json]:
        return list(self.get("channels"))

    def traffic(self, kind: str = "", what: str = "") -> list[Json]:
        return list(self.get("traffic", kind=kind, what=what))

    def notices(self, user: str) -> list[str]:
        return list(self.get("notices", user=user))

    def now(self) -> datetime:
        return datetime.fromisoformat(self.get("clock")["now"])

    def move_clock(self, to: datetime, glide: bool = True) -> None:
        self.do("clock", to=to.isoformat(), glide=glide)

    def wait_for(self, look: Callable[[], Seen | None], seconds: float = 30.0) -> Seen:
        """Looks until there is something to see: a chat answers when it answers."""
        end = monotonic() + seconds
        while not (seen := look()):
            if monotonic() > end:
                raise ControlError(f"nothing came within {seconds:g} seconds")
            sleep(0.01)
        return seen

    def wait_until_up(self, seconds: float) -> None:
        end = monotonic() + seconds
        while True:
            try:
                self.get("clock")
                return
            except httpx.TransportError:
                if monotonic() > end:
                    raise
                sleep(0.01)

    def _answer(self, response: httpx.Response) -> Any:
        body = response.json()
        if response.status_code != httpx.codes.OK:
            raise ControlError(body["error"])
        return body
