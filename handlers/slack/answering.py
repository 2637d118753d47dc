"""Answering a nudge by a tap, or in a window."""

import re
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot import commit, reply
from bot.content import wording
from bot.core.snoozing import Snooze
from bot.reply import Received, Refusal
from bot.snooze import PutOff, put_off
from handlers.slack import commitments, home, nudge_blocks, receipt_blocks, visiting
from handlers.slack.fields import carried
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit


def on_tap(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    answer = action["action_id"].removeprefix(nudge_blocks.ANSWER)
    outcome = asked.answer(action["value"], answer)
    ack()
    visit = visiting.by_button(body, action, client, respond, asked)
    visiting.soon(visit, _answer_tap, outcome)
    if isinstance(outcome, Received) and outcome.about and commit.wants_a_smaller_step(outcome.prompt, answer):
        visiting.soon(visit, commitments.open_smaller, outcome.about)


def on_snooze(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    snooze, _, nudge_id = visiting.value_of(action).partition(":")
    known = Snooze(snooze) if snooze in list(Snooze) else Snooze.HOUR
    outcome = put_off(asked.db, asked.rules, asked.person, nudge_id, known, asked.now)
    ack()
    visiting.soon(visiting.by_button(body, action, client, respond, asked), _show_put_off, outcome)


def on_open(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    found = reply.look_up(asked.db, asked.rules, asked.person, action["value"], asked.now)
    ack()
    visit = visiting.by_button(body, action, client, respond, asked)
    if isinstance(found, Refusal):
        visiting.soon(visit, Visit.say, f"refusal.{found}")
        return
    about = found.about.plan if found.about else None
    view = nudge_blocks.modal(
        asked.words, found.locale, found.nudge_id, found.prompt, found.answer, _origin(body), about
    )
    visiting.soon(visit, Visit.open, view)


def on_submit(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    origin = carried(view)
    answer = _filled_in(view)
    outcome = asked.answer(str(origin.get("nudge", "")), answer)
    if isinstance(outcome, Refusal):
        sentence = asked.say(f"refusal.{outcome}", asked.locale)
        ack(response_action="errors", errors={nudge_blocks.INPUT_BLOCK: sentence})
        return
    ack()
    asked.later(_show_received, asked, client, origin, outcome)


def _answer_tap(visit: Visit, outcome: Received | Refusal) -> None:
    if isinstance(outcome, Refusal):
        visit.say(f"refusal.{outcome}")
    elif visit.respond:
        visit.respond(replace_original=True, **_received(visit.asked, outcome))
    else:
        _show_received(visit.asked, visit.client, {}, outcome)


def _show_put_off(visit: Visit, outcome: PutOff | Refusal) -> None:
    if isinstance(outcome, Refusal):
        visit.say(f"refusal.{outcome}")
    elif visit.respond:
        received = outcome.received
        moment = wording.moment(outcome.at, visit.asked.now, received.locale)
        message = receipt_blocks.put_off(visit.asked.words, received.locale, received.nudge_id, received.prompt, moment)
        visit.respond(replace_original=True, **message)


def _show_received(asked: Asked, client: WebClient, origin: dict[str, Any], outcome: Received) -> None:
    """By the response url while it works (30 minutes): chat.update has a lower limit (design.md, decision 2)."""
    message = _received(asked, outcome)
    if origin.get("url"):
        answer = WebhookClient(origin["url"], ssl=client.ssl).send(replace_original=True, **message)
        if answer.status_code == 200:
            return
    if origin.get("channel") and origin.get("ts"):
        client.chat_update(channel=origin["channel"], ts=origin["ts"], **message)
    elif handle := reply.handle_of(asked.db, outcome):  # answered at home
        channel = client.conversations_open(users=asked.person.key)["channel"]["id"]
        client.chat_update(channel=channel, ts=handle, **message)
    home.refresh(asked, client)


def _received(asked: Asked, outcome: Received) -> dict[str, Any]:
    return receipt_blocks.received(asked.words, outcome.locale, outcome.nudge_id, outcome.prompt)


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
    app.action(nudge_blocks.SNOOZE)(on_snooze)
    app.action(nudge_blocks.WRITE)(on_open)
    app.action(nudge_blocks.CHANGE)(on_open)
    app.view(nudge_blocks.MODAL)(on_submit)
