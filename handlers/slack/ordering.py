"""`/zetje stem`: in the last week of a cycle somebody says which theme they want first."""

from typing import Any

from slack_bolt import Ack, App

from bot import order
from bot.core.prompts import Theme
from handlers.slack import ordering_blocks
from handlers.slack.fields import Filled
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit


def open_window(visit: Visit) -> None:
    asked = visit.asked
    if order.is_open_to(asked.db, asked.person, asked.now):
        visit.open(ordering_blocks.window(asked.words, visit.locale))
    else:
        visit.say(f"order.{order.Outcome.NOT_NOW}")


def on_submit(ack: Ack, view: dict[str, Any], asked: Asked) -> None:
    locale, chosen = asked.locale, Filled(view).one(ordering_blocks.THEME)
    if chosen not in list(Theme):
        errors = {ordering_blocks.THEME: asked.say("order.choose", locale)}
        ack(response_action="errors", errors=errors)
        return
    outcome = order.vote(asked.db, asked.person, Theme(chosen), asked.now)
    ack(response_action="update", view=ordering_blocks.told(asked.words, locale, outcome))


def register(app: App) -> None:
    app.view(ordering_blocks.MODAL)(on_submit)
