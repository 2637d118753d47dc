"""Somebody types in the direct message instead of tapping a button."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.content.pack import Pack
from bot.content.wording import Wording
from slack_bolt import App
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot import reply
from bot.core.addresses import Address
from bot.core.answers import DONE, NOT_TODAY
from bot.reply import Received
from handlers.slack import nudge_blocks
from handlers.slack.listening import Later


def is_typed_by_a_person(event: dict[str, Any]) -> bool:
    """A direct message with words; not an edit, a bot, or a notice of Slack's own."""
    return event.get("channel_type") == "im" and not event.get("bot_id") and event.get("subtype") is None


def on_message(
    event: dict[str, Any],
    client: WebClient,
    db: Engine,
    pack: Pack,
    words: Wording,
    person: Address,
    now: datetime,
    later: Later,
    send_soon: Callable[[], None],
) -> None:
    name = f"{event['channel']}:{event['ts']}"
    received = reply.record_typed(db, pack.library, person, event.get("text", ""), name, _labels(words), now)
    later(send_soon)
    if received and received.handle:
        later(_show_received, client, event["channel"], received.handle, words, received)


def _show_received(client: WebClient, channel: str, handle: str, words: Wording, received: Received) -> None:
    message = nudge_blocks.received(words, received.locale, received.nudge_id, received.prompt)
    client.chat_update(channel=channel, ts=handle, **message)


def _labels(words: Wording) -> dict[str, str]:
    """What the ordinary buttons say, in both languages, and the answer each stands for."""
    return {
        words.say(locale, f"answer.{answer}").casefold(): answer
        for locale in ("nl", "en")
        for answer in (*DONE, NOT_TODAY)
    }


def register(app: App) -> None:
    app.event("message", matchers=[is_typed_by_a_person])(on_message)
    app.event("message")(lambda: None)  # the other ones (edits, our own) are acknowledged and left alone
