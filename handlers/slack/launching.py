"""A team prepares: the A4 in the channel, colleagues to whom it is clear, prompts of its own; then it starts."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import launch
from bot.core.prompts import Role
from bot.launch import Refusal
from handlers.slack import home, launching_blocks
from handlers.slack.fields import Filled, carried
from handlers.slack.launching_blocks import A4, CLEAR, READ, ROLE, SENTENCE, START, TEXTS, WRITE, WRITTEN
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit, on_click


def on_read(ack: Ack, view: dict[str, Any], asked: Asked) -> None:
    filled, locale = Filled(view), asked.locale
    role, team = filled.one(ROLE), str(carried(view).get("team", ""))
    known = Role(role) if role in list(Role) else Role.BALIE_KCC
    refusal = launch.understand(asked.db, asked.person, team, known, filled.text(SENTENCE))
    if refusal:
        ack(response_action="errors", errors={filled.block(SENTENCE): asked.say(f"launch.error.{refusal}", locale)})
    else:
        ack(response_action="update", view=launching_blocks.told(asked.words, locale, "launch.thanks"))


def on_written(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    filled, locale = Filled(view), asked.locale
    team, texts = str(carried(view).get("team", "")), filled.text(TEXTS).splitlines()
    refusal = launch.write_down(asked.db, asked.person, team, texts, asked.now)
    if refusal:
        ack(response_action="errors", errors={filled.block(TEXTS): asked.say(f"launch.error.{refusal}", locale)})
        return
    ack(response_action="update", view=launching_blocks.told(asked.words, locale, "launch.written"))
    asked.later(home.refresh, asked, client)


def _open_read(visit: Visit) -> None:
    """ "Ik snap het" under the A4."""
    refusal = launch.may_read(visit.asked.db, visit.asked.person, visit.value)
    if refusal:
        visit.say(f"launch.error.{refusal}")
        return
    role = visit.member.role if visit.member else None
    visit.open(launching_blocks.read_window(visit.asked.words, visit.locale, visit.value, role))


def _open_write(visit: Visit) -> None:
    visit.open(launching_blocks.write_window(visit.asked.words, visit.locale, visit.value))


def _send_a4(visit: Visit) -> None:
    asked = visit.asked
    refusal = launch.send_a4(asked.db, asked.person, visit.value, asked.now)
    _tell(visit, refusal, "launch.sheet_sent")


def _start(visit: Visit) -> None:
    asked = visit.asked
    refusal = launch.start(asked.db, asked.person, visit.value, asked.now)
    _tell(visit, refusal, "launch.started")


def _tell(visit: Visit, refusal: Refusal | None, key: str) -> None:
    visit.say(f"launch.error.{refusal}" if refusal else key)
    visit.asked.around.send_soon()
    home.refresh(visit.asked, visit.client)


def register(app: App) -> None:
    for action_id, door in {CLEAR: _open_read, A4: _send_a4, WRITE: _open_write, START: _start}.items():
        app.action(action_id)(on_click(door))
    app.view(READ)(on_read)
    app.view(WRITTEN)(on_written)
