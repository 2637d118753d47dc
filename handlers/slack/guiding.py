"""The coach's side: this week's talk card into the channel of a team."""

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot import guide
from bot.guide import Refusal
from handlers.slack import guide_blocks, home
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit, by_button, soon


def on_place(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    ack()
    soon(by_button(body, action, client, respond, asked), _place)


def _place(visit: Visit) -> None:
    asked = visit.asked
    outcome = guide.place_card(asked.db, asked.person, visit.value, asked.now)
    if isinstance(outcome, Refusal):
        visit.say(f"guide.error.{outcome}")
    else:
        asked.around.send_soon()
    home.refresh(asked, visit.client)


def register(app: App) -> None:
    app.action(guide_blocks.PLACE)(on_place)
