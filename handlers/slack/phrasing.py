"""A team's recipe in one sentence: anybody of the team, or its coach, writes it down for the others."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import phrase
from bot.content import advice
from bot.phrase import Refusal
from handlers.slack import home, phrasing_blocks
from handlers.slack.fields import Filled, carried
from handlers.slack.listening import Asked
from handlers.slack.phrasing_blocks import MODAL, OPEN, TEXT
from handlers.slack.visiting import Visit, on_click


def on_submit(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    """The first time advice may come; the same text sent again goes as it is."""
    filled, kept, locale = Filled(view), carried(view), asked.locale
    text, team = filled.text(TEXT), str(kept.get("team", ""))
    found = [] if text == kept.get("advised") else advice.advise(text, locale)
    looked = phrase.look(asked.db, asked.person, team) if found else None
    if isinstance(looked, tuple):
        _, channel = looked
        ack(response_action="update", view=phrasing_blocks.window(asked.words, locale, team, channel, text, found))
        return
    refusal = phrase.keep(asked.db, asked.person, team, text, asked.now, view["id"])
    if refusal:
        ack(response_action="errors", errors={filled.block(TEXT): asked.say(f"phrase.error.{refusal}", locale)})
        return
    ack()
    asked.later(asked.around.send_soon)
    asked.later(home.refresh, asked, client)


def _open(visit: Visit) -> None:
    asked = visit.asked
    found = phrase.look(asked.db, asked.person, visit.value)
    if isinstance(found, Refusal):
        visit.say(f"phrase.error.{found}")
    else:
        sentence, channel = found
        visit.open(phrasing_blocks.window(asked.words, visit.locale, visit.value, channel, sentence))


def register(app: App) -> None:
    app.action(OPEN)(on_click(_open))
    app.view(MODAL)(on_submit)
