"""Answering a nudge by a tap, or in a window."""

import json
import re
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View
from slack_sdk.webhook import WebhookClient

from bot import reply
from bot.reply import Received, Refusal
from handlers.slack import nudge_blocks
from handlers.slack.listening import Asked


def on_tap(ack: Ack, action: dict[str, Any], respond: Respond, asked: Asked) -> None:
    answer = action["action_id"].removeprefix(nudge_blocks.ANSWER)
    library = asked.around.pack.library
    outcome = reply.record(asked.db, library, asked.person, action["value"], answer, asked.now)
    ack()
    asked.later(_answer_tap, asked, respond, outcome)


def on_open(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    found = reply.look_up(asked.db, asked.around.pack.library, asked.person, action["value"], asked.now)
    ack()
    if isinstance(found, Refusal):
        asked.later(_answer_tap, asked, respond, found)
        return
    view = nudge_blocks.modal(
        asked.around.words, found.locale, found.nudge_id, found.prompt, found.answer, _origin(body)
    )
    asked.later(_open_view, client, body["trigger_id"], view)


def on_submit(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    origin = json.loads(view["private_metadata"])
    library = asked.around.pack.library
    outcome = reply.record(asked.db, library, asked.person, origin["nudge"], _filled_in(view), asked.now)
    if isinstance(outcome, Refusal):
        ack(response_action="errors", errors={nudge_blocks.INPUT_BLOCK: asked.say(f"refusal.{outcome}")})
        return
    ack()
    asked.later(_show_received, asked, client, origin, outcome)


def _answer_tap(asked: Asked, respond: Respond, outcome: Received | Refusal) -> None:
    if isinstance(outcome, Refusal):
        respond(text=asked.say(f"refusal.{outcome}"), replace_original=False, response_type="ephemeral")
    else:
        respond(replace_original=True, **_received(asked, outcome))


def _open_view(client: WebClient, trigger_id: str, view: View) -> None:
    client.views_open(trigger_id=trigger_id, view=view)


def _show_received(asked: Asked, client: WebClient, origin: dict[str, str], outcome: Received) -> None:
    """By the response url while it works (30 minutes): chat.update has a lower limit (design.md, decision 2)."""
    message = _received(asked, outcome)
    if origin.get("url"):
        answer = WebhookClient(origin["url"]).send(replace_original=True, **message)
        if answer.status_code == 200:
            return
    if origin.get("channel") and origin.get("ts"):
        client.chat_update(channel=origin["channel"], ts=origin["ts"], **message)


def _received(asked: Asked, outcome: Received) -> dict[str, Any]:
    return nudge_blocks.received(asked.around.words, outcome.locale, outcome.nudge_id, outcome.prompt)


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
