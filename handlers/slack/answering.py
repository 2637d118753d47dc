"""Answering a nudge by a tap, or in a window."""

import json
import logging
import re
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient
from sqlalchemy import Engine

from bot import reply
from bot.content.pack import Pack
from bot.content.wording import Wording
from bot.core.addresses import Address
from bot.core.prompts import Locale
from bot.reply import Received, Refusal
from handlers.slack import nudge_blocks
from handlers.slack.listening import Later

logger = logging.getLogger(__name__)


def on_tap(
    ack: Ack,
    action: dict[str, Any],
    respond: Respond,
    db: Engine,
    pack: Pack,
    words: Wording,
    person: Address,
    now: datetime,
    default_locale: Locale,
    later: Later,
) -> None:
    answer = action["action_id"].removeprefix(nudge_blocks.ANSWER)
    outcome = reply.record(db, pack.library, person, action["value"], answer, now)
    ack()
    later(_answer_tap, respond, words, outcome, default_locale)


def on_open(
    ack: Ack,
    action: dict[str, Any],
    body: dict[str, Any],
    client: WebClient,
    respond: Respond,
    db: Engine,
    pack: Pack,
    words: Wording,
    person: Address,
    now: datetime,
    default_locale: Locale,
    later: Later,
) -> None:
    found = reply.look_up(db, pack.library, person, action["value"], now)
    ack()
    if isinstance(found, Refusal):
        later(_answer_tap, respond, words, found, default_locale)
        return
    view = nudge_blocks.modal(words, found.locale, found.nudge_id, found.prompt, found.answer, _origin(body))
    later(_open_view, client, body["trigger_id"], view)


def on_submit(
    ack: Ack,
    view: dict[str, Any],
    client: WebClient,
    db: Engine,
    pack: Pack,
    words: Wording,
    person: Address,
    now: datetime,
    default_locale: Locale,
    later: Later,
) -> None:
    origin = json.loads(view["private_metadata"])
    outcome = reply.record(db, pack.library, person, origin["nudge"], _filled_in(view), now)
    if isinstance(outcome, Refusal):
        ack(
            response_action="errors",
            errors={nudge_blocks.INPUT_BLOCK: words.say(default_locale, f"refusal.{outcome}")},
        )
        return
    ack()
    later(_show_received, client, origin, words, outcome)


def _answer_tap(respond: Respond, words: Wording, outcome: Received | Refusal, locale: Locale) -> None:
    if isinstance(outcome, Refusal):
        respond(text=words.say(locale, f"refusal.{outcome}"), replace_original=False, response_type="ephemeral")
    else:
        message = nudge_blocks.received(words, outcome.locale, outcome.nudge_id, outcome.prompt)
        respond(replace_original=True, **message)


def _open_view(client: WebClient, trigger_id: str, view: Any) -> None:
    client.views_open(trigger_id=trigger_id, view=view)


def _show_received(client: WebClient, origin: dict[str, str], words: Wording, outcome: Received) -> None:
    """By the response url while it works (30 minutes): chat.update has a lower limit (design.md, decision 2)."""
    message = nudge_blocks.received(words, outcome.locale, outcome.nudge_id, outcome.prompt)
    if origin.get("url"):
        answer = WebhookClient(origin["url"]).send(replace_original=True, **message)
        if answer.status_code == 200:
            return
    if origin.get("channel") and origin.get("ts"):
        client.chat_update(channel=origin["channel"], ts=origin["ts"], **message)


def _origin(body: dict[str, Any]) -> dict[str, str]:
    """Where the button was, so that its message can be brought up to date after the window closes."""
    container = body.get("container", {})
    return {
        "url": body.get("response_url", ""),
        "channel": container.get("channel_id", ""),
        "ts": container.get("message_ts", ""),
    }


def _filled_in(view: dict[str, Any]) -> str:
    state = view["state"]["values"].get(nudge_blocks.INPUT_BLOCK, {}).get(nudge_blocks.INPUT, {})
    if state.get("type") == "radio_buttons":
        return str((state.get("selected_option") or {}).get("value", ""))
    return f"text:{state.get('value') or ''}"


def register(app: App) -> None:
    app.action(re.compile(rf"^{re.escape(nudge_blocks.ANSWER)}"))(on_tap)
    app.action(nudge_blocks.WRITE)(on_open)
    app.action(nudge_blocks.CHANGE)(on_open)
    app.view(nudge_blocks.MODAL)(on_submit)
