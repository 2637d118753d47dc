"""What one can do with words. Answers are for the one who asks, never for the channel."""

import difflib
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.core.prompts import Locale
from handlers.slack import challenging, commitments, doors, recipe, visiting
from handlers.slack.doors import DOORS, SPOKEN, WORDS
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit

COMMAND = "/zetje"
COMMITMENT = {"nl": "/afspraak", "en": "/commit"}
RECIPE = {"nl": "/recept", "en": "/recipe"}
CHALLENGE = {"nl": "/uitdaging", "en": "/challenge"}


def on_command(ack: Ack, command: dict[str, Any], client: WebClient, respond: Respond, asked: Asked) -> None:
    ack()
    visit = _visit(command, client, respond, asked)
    typed = " ".join(visit.words.split())
    word, rest = _split(typed)
    if word is None:
        visiting.soon(visit, _suggest, typed)
    else:
        visiting.soon(replace(visit, words=rest), DOORS[WORDS[word]])


def on_commitment(ack: Ack, command: dict[str, Any], client: WebClient, respond: Respond, asked: Asked) -> None:
    ack()
    visiting.soon(_visit(command, client, respond, asked), commitments.open_window)


def on_recipe(ack: Ack, command: dict[str, Any], client: WebClient, respond: Respond, asked: Asked) -> None:
    ack()
    visiting.soon(_visit(command, client, respond, asked), recipe.open_window)


def on_challenge(ack: Ack, command: dict[str, Any], client: WebClient, respond: Respond, asked: Asked) -> None:
    ack()
    visiting.soon(_visit(command, client, respond, asked), challenging.open_window)


def _visit(command: dict[str, Any], client: WebClient, respond: Respond, asked: Asked) -> Visit:
    return Visit(
        asked=asked,
        client=client,
        trigger_id=command.get("trigger_id", ""),
        respond=respond,
        words=command.get("text", "").strip(),
        channel=command["channel_id"],
    )


def _split(typed: str) -> tuple[str | None, str]:
    """The longest known phrase in front ("mijn jaar"), and what comes after it."""
    words = typed.split(" ")
    for length in (2, 1):
        phrase = " ".join(words[:length]).casefold()
        if phrase in WORDS:
            return phrase, " ".join(words[length:])
    return None, typed


def _suggest(visit: Visit, typed: str) -> None:
    """A wrong word gets one suggestion, in their own language, not a wall of text."""
    near = difflib.get_close_matches(typed.partition(" ")[0].casefold(), [known for known in WORDS if known], n=1)
    if near:
        visit.say("command.did_you_mean", suggestion=f"{COMMAND} {_in_their_language(near[0], visit.locale)}")
    else:
        visit.say("command.unknown")


def _in_their_language(word: str, locale: Locale) -> str:
    spoken = SPOKEN[locale]
    return word if word in spoken else next(own for own, door in spoken.items() if door == WORDS[word])


def register(app: App) -> None:
    app.command(COMMAND)(on_command)
    for name in COMMITMENT.values():
        app.command(name)(on_commitment)
    for name in RECIPE.values():
        app.command(name)(on_recipe)
    for name in CHALLENGE.values():
        app.command(name)(on_challenge)
    doors.register(app)
