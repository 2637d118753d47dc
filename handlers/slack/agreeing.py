"""What a team agrees on over a talk card: written down by somebody who offers to look back, kept in the channel."""

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot import agree
from bot.agree import Refusal
from bot.core import periods, timing
from bot.core.commitments import Outcome, Plan
from handlers.slack import agreeing_blocks, home
from handlers.slack.agreeing_blocks import CUE, DAY, DEED, MAKE, MODAL, SETTLE
from handlers.slack.fields import Filled, carried
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit, by_button, on_click, soon, value_of

BESIDE = {Refusal.NO_CUE: CUE, Refusal.NO_DEED: DEED, Refusal.OVER: DAY, Refusal.TOO_FAR: DAY}
"""Beside which field the sentence about a fault stands."""


def on_submit(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    filled, locale = Filled(view), asked.locale
    day = filled.day(DAY)
    if day is None:
        ack(response_action="errors", errors={filled.block(DAY): asked.say("commitment.error.no_day", locale)})
        return
    plan = Plan(filled.text(CUE), filled.text(DEED), day)
    outcome = agree.make(asked.db, asked.person, str(carried(view).get("team", "")), plan, asked.now, view["id"])
    if isinstance(outcome, Refusal):
        beside = filled.block(BESIDE.get(outcome, DEED))
        ack(response_action="errors", errors={beside: asked.say(f"agree.error.{outcome}", locale)})
        return
    ack()
    asked.later(asked.around.send_soon)
    asked.later(home.refresh, asked, client)


def on_settle(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    """How it went, from who offered to look back; the channel then reads it."""
    name, _, outcome = value_of(action).partition(":")
    known = Outcome(outcome) if outcome in list(Outcome) else Outcome.DONE
    settled = agree.settle(asked.db, asked.person, name, known)
    ack()
    soon(by_button(body, action, client, respond, asked), _show_settled, settled, known)


def _open(visit: Visit) -> None:
    asked = visit.asked
    channel = agree.channel_of(asked.db, asked.person, visit.value)
    if channel is None:
        visit.say(f"agree.error.{Refusal.NOT_YOURS}")
        return
    today = timing.local_day(asked.now, periods.ZONE)
    visit.open(agreeing_blocks.window(asked.words, visit.locale, visit.value, channel, today))


def _show_settled(visit: Visit, settled: Plan | Refusal, outcome: Outcome) -> None:
    if isinstance(settled, Refusal):
        visit.say(f"agree.error.{settled}")
    elif visit.respond:
        message = agreeing_blocks.settled(visit.asked.words, visit.asked.around.locale, settled, outcome)
        visit.respond(replace_original=True, **message)


def register(app: App) -> None:
    app.action(MAKE)(on_click(_open))
    app.action(SETTLE)(on_settle)
    app.view(MODAL)(on_submit)
