"""The team's own recipe: somebody proposes a prompt, the coach sees it without its author."""

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot import propose
from bot.content import advice
from bot.core.prompts import Kind
from bot.propose import Refusal
from handlers.slack import home, recipe_blocks
from handlers.slack.fields import Filled, carried
from handlers.slack.listening import Asked
from handlers.slack.recipe_blocks import ACCEPT, KIND, NAMED, TEXT
from handlers.slack.visiting import Visit, by_button, soon


def open_window(visit: Visit) -> None:
    """`/recept`, with or without a first text."""
    if not propose.may(visit.asked.db, visit.asked.person):
        visit.say("refusal.stranger")
    else:
        visit.open(recipe_blocks.window(visit.asked.words, visit.locale, visit.words[: propose.LONGEST]))


def on_submit(ack: Ack, view: dict[str, Any], asked: Asked) -> None:
    """The first time advice may come; the same text sent again goes as it is."""
    filled, locale = Filled(view), asked.locale
    text, kind = filled.text(TEXT), Kind.REFLECTION if filled.one(KIND) == Kind.REFLECTION else Kind.ACTION
    advised = carried(view).get("advised")
    found = [] if text == advised else advice.advise(text, locale)
    if found:
        ack(response_action="update", view=recipe_blocks.window(asked.words, locale, text, kind, found))
        return
    named = bool(filled.many(NAMED))
    outcome = propose.propose(asked.db, asked.person, kind, text, named=named, now=asked.now)
    if isinstance(outcome, Refusal):
        ack(response_action="errors", errors={filled.block(TEXT): asked.say(f"recipe.error.{outcome}", locale)})
        return
    key = "recipe.sent" if outcome.has_coach else "recipe.waits"
    ack(response_action="update", view=recipe_blocks.told(asked.words, locale, key))
    asked.later(asked.around.send_soon)


def on_judge(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    ack()
    soon(by_button(body, action, client, respond, asked), _judge, action["action_id"] == ACCEPT)


def _judge(visit: Visit, accepted: bool) -> None:
    asked = visit.asked
    outcome = propose.judge(asked.db, asked.person, visit.value, accept=accepted, now=asked.now)
    if isinstance(outcome, Refusal):
        visit.say(f"recipe.error.{outcome}")
    elif visit.respond:
        message = recipe_blocks.judged(asked.words, visit.locale, outcome.kind, outcome.text, accepted=accepted)
        visit.respond(replace_original=True, **message)
    else:
        home.refresh(asked, visit.client)


def register(app: App) -> None:
    app.view(recipe_blocks.MODAL)(on_submit)
    app.action(recipe_blocks.ACCEPT)(on_judge)
    app.action(recipe_blocks.DECLINE)(on_judge)
