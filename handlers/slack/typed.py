"""Somebody types in the direct message instead of tapping a button."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot import reply
from bot.content.wording import LOCALES
from bot.core.answers import DONE, NOT_TODAY
from bot.reply import Received
from handlers.slack import nudge_blocks
from handlers.slack.listening import Asked


def is_typed_by_a_person(event: dict[str, Any]) -> bool:
    """A direct message with words; not an edit, a bot, or a notice of Slack's own."""
    return event.get("channel_type") == "im" and not event.get("bot_id") and event.get("subtype") is None


def on_message(event: dict[str, Any], client: WebClient, asked: Asked) -> None:
    name, words = f"{event['channel']}:{event['ts']}", event.get("text", "")
    library = asked.around.pack.library
    received = reply.record_typed(asked.db, library, asked.person, words, name, _labels(asked), asked.now)
    asked.later(asked.around.send_soon)
    if received and received.handle:
        asked.later(_show_received, asked, client, event["channel"], received.handle, received)


def _show_received(asked: Asked, client: WebClient, channel: str, handle: str, received: Received) -> None:
    message = nudge_blocks.received(asked.around.words, received.locale, received.nudge_id, received.prompt)
    client.chat_update(channel=channel, ts=handle, **message)


def _labels(asked: Asked) -> dict[str, str]:
    """What the ordinary buttons say, in both languages, and the answer each stands for."""
    return {
        asked.say(f"answer.{answer}", locale).casefold(): answer for locale in LOCALES for answer in (*DONE, NOT_TODAY)
    }


def register(app: App) -> None:
    app.event("message", matchers=[is_typed_by_a_person])(on_message)
    app.event("message")(lambda: None)  # the other ones (edits, our own) are acknowledged and left alone
