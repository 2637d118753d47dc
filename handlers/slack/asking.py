"""Asking for help, thanking, telling it oneself. Nothing of it is stored, linked to an answer, or counted."""

from http.client import HTTPException
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.models.views import View

from bot import propose
from bot.core.prompts import Locale
from handlers.slack import asking_blocks, visiting
from handlers.slack.asking_blocks import COACH, WHO, WORDS
from handlers.slack.fields import Filled, carried
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit, by_button, soon


def open_ask(visit: Visit) -> None:
    visit.open(asking_blocks.ask_window(visit.asked.words, visit.locale, _coaches(visit.asked)))


def open_thank(visit: Visit) -> None:
    visit.open(asking_blocks.thank_window(visit.asked.words, visit.locale))


def open_tell(visit: Visit) -> None:
    """They tell it themselves, where and how they like; the bot neither posts, reads nor counts it (R14)."""
    visit.say("tell.how")


def on_hint(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    ack()
    soon(by_button(body, action, client, respond, asked), _hint)


def on_ask(ack: Ack, view: dict[str, Any], asked: Asked) -> None:
    filled, locale = Filled(view), asked.locale
    whom = filled.person(WHO)
    if filled.one(COACH) == "coach":
        whom = next(iter(_coaches(asked)), None)
    problem = _problem(asked, whom, filled.text(WORDS), locale)
    if problem or whom is None:
        ack(response_action="errors", errors=problem)
        return
    preview = asking_blocks.ask_preview(asked.words, locale, whom, asked.person.key, filled.text(WORDS))
    ack(response_action="push", view=preview)


def on_send(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    kept, locale = carried(view), asked.locale
    message = asking_blocks.help_message(asked.words, locale, asked.person.key, str(kept.get("text", "")))
    ack(response_action="update", view=asking_blocks.told(asked.words, locale, "ask.sending"))
    visiting.finish(asked, client, view["id"], lambda: _send(asked, client, locale, str(kept.get("whom", "")), message))


def on_thank(ack: Ack, view: dict[str, Any], asked: Asked) -> None:
    filled, locale = Filled(view), asked.locale
    whom = filled.person(WHO)
    problem = _problem(asked, whom, filled.text(WORDS), locale)
    if problem or whom is None:
        ack(response_action="errors", errors=problem)
        return
    ack(response_action="push", view=asking_blocks.thank_preview(asked.words, locale, whom, filled.text(WORDS)))


def _problem(asked: Asked, whom: str | None, text: str, locale: Locale) -> dict[str, str]:
    if whom is None:
        return {WHO: asked.say("ask.nobody", locale)}
    if whom == asked.person.key:
        return {WHO: asked.say("ask.yourself", locale)}
    return {} if text else {WORDS: asked.say("refusal.empty", locale)}


def _hint(visit: Visit) -> None:
    visit.open(visit.notice(asking_blocks.hints(visit.asked.words, visit.locale)))


def _send(asked: Asked, client: WebClient, locale: Locale, whom: str, message: dict[str, Any]) -> View:
    """At once and not through the outbox, where a row would remember who asked whom.

    The person is there to see how it ends; when it fails their words are still in the window.
    """
    try:
        client.chat_postMessage(channel=whom, unfurl_links=False, unfurl_media=False, **message)
    except (SlackApiError, SlackRequestError, HTTPException, OSError):
        return asking_blocks.told(asked.words, locale, "ask.failed", message["blocks"])
    return asking_blocks.told(asked.words, locale, "ask.sent")


def _coaches(asked: Asked) -> list[str]:
    """Coaches of their own team, themselves left out."""
    return [coach.key for coach in propose.coaches_of(asked.db, asked.person) if coach != asked.person]


def register(app: App) -> None:
    app.action(asking_blocks.HINT)(on_hint)
    app.view(asking_blocks.ASK)(on_ask)
    app.view(asking_blocks.ASK_PREVIEW)(on_send)
    app.view(asking_blocks.THANK)(on_thank)
