"""Somebody types in the direct message instead of tapping a button."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot import hear, reply
from bot.content.wording import LOCALES
from bot.core.answers import DONE, LATER, NOT_TODAY
from bot.hear import Stranger
from bot.reply import Received
from handlers.slack import receipt_blocks
from handlers.slack.listening import Asked


def is_typed_by_a_person(event: dict[str, Any]) -> bool:
    """A direct message with words; not an edit, a bot, or a notice of Slack's own."""
    return event.get("channel_type") == "im" and not event.get("bot_id") and event.get("subtype") is None


def on_message(event: dict[str, Any], client: WebClient, asked: Asked) -> None:
    name, words = f"{event['channel']}:{event['ts']}", event.get("text", "")
    heard = hear.take_words(asked.db, asked.rules, asked.person, words, name, _labels(asked), asked.now)
    if isinstance(heard, Stranger):
        asked.later(_answer_stranger, asked, client, event["channel"])
        return
    asked.later(asked.around.send_soon)
    if heard:
        asked.later(_show_received, asked, client, event["channel"], heard)


def _show_received(asked: Asked, client: WebClient, channel: str, received: Received) -> None:
    handle = reply.handle_of(asked.db, received)
    if handle:
        message = receipt_blocks.received(asked.words, received.locale, received.nudge_id, received.prompt)
        client.chat_update(channel=channel, ts=handle, **message)


def _answer_stranger(asked: Asked, client: WebClient, channel: str) -> None:
    """At once and without a row: of somebody who does not take part nothing is kept, not even that they wrote."""
    client.chat_postMessage(channel=channel, text=asked.say("reply.stranger"))


def _labels(asked: Asked) -> dict[str, str]:
    """What the ordinary buttons say, in both languages, and the answer each stands for."""
    return {
        asked.say(f"answer.{answer}", locale).casefold(): answer
        for locale in LOCALES
        for answer in (DONE, LATER, NOT_TODAY)
    }


def register(app: App) -> None:
    app.event("message", matchers=[is_typed_by_a_person])(on_message)
    app.event("message")(lambda: None)  # the other ones (edits, our own) are acknowledged and left alone
