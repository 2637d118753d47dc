"""What the features listen to, asked of themselves: so that a new listener cannot be forgotten."""

from collections.abc import Callable
from typing import Any, cast

from slack_bolt import App

from handlers.slack import FEATURES


class Registered:
    """Stands where Bolt's App does, and notes what features ask for; a name, or a pattern of names."""

    def __init__(self) -> None:
        self.asked: dict[str, list[Any]] = {}

    def __getattr__(self, kind: str) -> Callable[..., Callable[[Any], Any]]:
        def note(name: object = "", **_: object) -> Callable[[Any], Any]:
            self.asked.setdefault(kind, []).append(name)
            return lambda listener: listener

        return note


def listeners() -> dict[str, list[Any]]:
    """By kind: "action", "view", "command", "event", …"""
    notes = Registered()
    for feature in FEATURES:
        feature.register(cast(App, notes))
    return notes.asked
