"""The small menu on every nudge: ask for help, not clear, not for my work, why this one."""

from typing import Any

from slack_bolt import Ack, App, Respond

from bot import look, notice
from bot.core.answers import NOT_MY_WORK
from bot.reply import Refusal
from handlers.slack import asking, nudge_blocks, receipt_blocks
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit, by_button, soon


def on_menu(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: Any, respond: Respond, asked: Asked
) -> None:
    ack()
    visit = by_button(body, action, client, respond, asked)
    choice, _, nudge_id = visit.value.partition(":")
    match choice:
        case nudge_blocks.ASK:
            soon(visit, asking.open_ask)
        case nudge_blocks.UNCLEAR:
            soon(visit, _unclear, nudge_id)
        case nudge_blocks.NOT_MINE:
            soon(visit, _not_mine, nudge_id)
        case nudge_blocks.WHY:
            soon(visit, _why, nudge_id)


def _unclear(visit: Visit, nudge_id: str) -> None:
    asked = visit.asked
    known = notice.unclear_prompt(asked.db, asked.person, nudge_id, asked.now)
    visit.say("menu.unclear_done" if known else "refusal.unknown")


def _not_mine(visit: Visit, nudge_id: str) -> None:
    """Counts as no answer (disclosure-policy R4a), and the message says what else there is."""
    asked = visit.asked
    outcome = asked.answer(nudge_id, NOT_MY_WORK)
    if isinstance(outcome, Refusal):
        visit.say(f"refusal.{outcome}")
    elif visit.respond:
        visit.respond(replace_original=True, **receipt_blocks.set_aside(asked.words, outcome.locale, outcome.prompt))


def _why(visit: Visit, nudge_id: str) -> None:
    asked = visit.asked
    found = look.why(asked.db, asked.rules, asked.person, nudge_id)
    if found is None:
        visit.say("refusal.unknown")
        return
    prompt, reasons = found
    theme = visit.text(f"theme.{prompt.theme}")
    sentences = [visit.text(f"why.{reason}", theme=theme) for reason in reasons]
    visit.say("why.because", reasons=" ".join(sentences))


def register(app: App) -> None:
    app.action(nudge_blocks.MENU)(on_menu)
