"""Somebody with the page open, over HTTP."""

from dataclasses import dataclass
from typing import Any

import httpx
from slack_sdk import WebClient

from playground.server import Playground
from tests.playground.apps import Json
from tests.playground.kit import modal

TEAM = "C_TEAM"


@dataclass
class Visitor:
    """Somebody with the page open."""

    town: Playground
    user: str
    line: httpx.Client

    def sees(self, room: str = TEAM, **query: str) -> str:
        page = self.line.get(f"/as/{self.user}/{room}", params=query, follow_redirects=True)
        assert page.status_code == 200
        return page.text

    def part(self, part: str, room: str = TEAM, **query: str) -> httpx.Response:
        return self.line.get(f"/as/{self.user}/part/{part}", params={"room": room, **query})

    def does(self, what: str, files: Any = None, **form: Any) -> httpx.Response:
        answer = self.line.post(f"/as/{self.user}/do/{what}", data=form, files=files)
        assert answer.status_code in (200, 204)
        return answer

    @property
    def notices(self) -> list[str]:
        found: list[str] = self.town.control.get("notices", user=self.user)
        return found


def post(bot: WebClient, *blocks: Json) -> dict[str, str]:
    """Where the message is, as its controls say it."""
    message = bot.chat_postMessage(channel=TEAM, text="Blokken", blocks=list(blocks))
    return {"channel": TEAM, "ts": str(message["ts"])}


def window(town: Playground, bot: WebClient, got: list[Json], *blocks: Json, user: str = "anna") -> str:
    """The id of a window that the app has opened for somebody."""
    town.control.command(user=user, channel="team-burgerzaken", text="/zomaar")
    trigger = town.control.wait_for(lambda: next((each for each in got if "command" in each), None))["trigger_id"]
    return str(bot.views_open(trigger_id=trigger, view=modal(*blocks))["view"]["id"])
