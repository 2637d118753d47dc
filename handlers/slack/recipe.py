"""The team's own recipe: somebody proposes a prompt, the coach sees it without its author."""

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot import guide, propose
from bot.content import advice
from bot.core.prompts import Kind
from bot.propose import Refusal
from handlers.slack import home, recipe_blocks
from handlers.slack.fields import Filled, carried
from handlers.slack.listening import Asked
from handlers.slack.recipe_blocks import ACCEPT, KIND, NAMED, TEXT, WHO
from handlers.slack.visiting import Visit, by_button, soon


def open_window(visit: Visit) -> None:
    """`/recept`, with or without a first text."""
    if visit.member is None or visit.member.since is None:
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


def open_coach(visit: Visit) -> None:
    """Naming a coach is for an administrator, in the channel of the team."""
    if not visit.asked.is_admin:
        visit.say("coach.admins_only")
    else:
        visit.open(recipe_blocks.coach_window(visit.asked.words, visit.locale, visit.channel))


def on_coach(ack: Ack, view: dict[str, Any], asked: Asked) -> None:
    filled, locale = Filled(view), asked.locale
    who, channel = filled.person(WHO), str(carried(view).get("channel", ""))
    if not asked.is_admin or who is None:  # the window may be somebody else's, or an old one
        ack(response_action="errors", errors={WHO: asked.say("coach.admins_only", locale)})
        return
    outcome = guide.name_coach(asked.db, asked.channel(channel), asked.colleague(who), asked.now)
    if isinstance(outcome, guide.Refusal):
        ack(response_action="errors", errors={WHO: asked.say(f"guide.error.{outcome}", locale)})
        return
    ack(response_action="update", view=recipe_blocks.told(asked.words, locale, "coach.named"))
    asked.later(asked.around.send_soon)


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
    app.view(recipe_blocks.COACH_MODAL)(on_coach)
    app.action(recipe_blocks.ACCEPT)(on_judge)
    app.action(recipe_blocks.DECLINE)(on_judge)
