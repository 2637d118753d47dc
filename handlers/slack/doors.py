"""Every door there is, under one name: that of its button ("open.rhythm") and of its words after /zetje."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.core.prompts import Locale
from handlers.slack import (
    amending,
    appointing,
    asking,
    belonging,
    broadcasting,
    challenging,
    commitments,
    founding,
    joining,
    menu,
    my_data,
    ordering,
    recipe,
    rhythm,
    year,
)
from handlers.slack.listening import Asked
from handlers.slack.visiting import Door, by_button, soon

OPEN = "open."

DOORS: Mapping[str, Door] = {
    "ask": asking.open_ask,
    "away": rhythm.open_away,
    "account": broadcasting.open_account,
    "broadcast": broadcasting.open_window,
    "challenge": challenging.open_window,
    "coach": appointing.open_coach,
    "commitment": commitments.open_window,
    "commitments": commitments.show_list,
    "data": my_data.open_known,
    "erase": my_data.open_erase,
    "export": my_data.open_export,
    "help": menu.help,
    "home_team": belonging.open_home_team,
    "join": joining.join,
    "menu": menu.short,
    "now": rhythm.now,
    "pause": rhythm.pause,
    "recipe": recipe.open_window,
    "resume": rhythm.resume,
    "rhythm": rhythm.open_rhythm,
    "roles": appointing.open_roles,
    "said": my_data.open_said,
    "settings": amending.open_settings,
    "stop": rhythm.stop,
    "talk": belonging.open_talk,
    "team": founding.open_team,
    "tell": asking.open_tell,
    "thank": asking.open_thank,
    "vote": ordering.open_window,
    "year": year.open_window,
}

SPOKEN: Mapping[Locale, Mapping[str, str]] = {
    "nl": {
        "": "menu",
        "menu": "menu",
        "help": "help",
        "mee": "join",
        "meedoen": "join",
        "hallo": "join",
        "hoi": "join",
        "stop": "stop",
        "stoppen": "stop",
        "nu": "now",
        "pauze": "pause",
        "verder": "resume",
        "weer": "resume",
        "weg": "away",
        "vrij": "away",
        "ritme": "rhythm",
        "uur": "rhythm",
        "taal": "rhythm",
        "afspraak": "commitment",
        "afspraken": "commitments",
        "hulp": "ask",
        "hulp vragen": "ask",
        "bedankt": "thank",
        "bedankje": "thank",
        "recept": "recipe",
        "stem": "vote",
        "stemmen": "vote",
        "gezegd": "said",
        "privacy": "data",
        "gegevens": "data",
        "export": "export",
        "meenemen": "export",
        "wis": "erase",
        "wissen": "erase",
        "jaar": "year",
        "mijn jaar": "year",
        "team": "team",
        "coach": "coach",
        "mijn team": "home_team",
        "bilateraal": "talk",
        "gesprek": "talk",
        "uitdaging": "challenge",
        "bericht": "broadcast",
        "rollen": "roles",
        "instellingen": "settings",
        "bezorging": "account",
    },
    "en": {
        "": "menu",
        "menu": "menu",
        "help": "help",
        "join": "join",
        "hello": "join",
        "hi": "join",
        "stop": "stop",
        "now": "now",
        "pause": "pause",
        "resume": "resume",
        "away": "away",
        "off": "away",
        "rhythm": "rhythm",
        "language": "rhythm",
        "commit": "commitment",
        "commitment": "commitment",
        "commitments": "commitments",
        "ask": "ask",
        "thanks": "thank",
        "recipe": "recipe",
        "vote": "vote",
        "said": "said",
        "privacy": "data",
        "data": "data",
        "export": "export",
        "erase": "erase",
        "year": "year",
        "my year": "year",
        "team": "team",
        "coach": "coach",
        "my team": "home_team",
        "one-to-one": "talk",
        "challenge": "challenge",
        "broadcast": "broadcast",
        "roles": "roles",
        "settings": "settings",
        "delivery": "account",
    },
}
"""What one can type after /zetje, in either language; what we name ourselves comes first for its door."""

WORDS: Mapping[str, str] = {**SPOKEN["nl"], **SPOKEN["en"]}


def on_button(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    ack()
    door = DOORS.get(action["action_id"].removeprefix(OPEN))
    visit = by_button(body, action, client, respond, asked)
    if door is None:  # a button of an older version
        soon(visit, type(visit).say, "command.unknown")
    else:
        soon(visit, door)


def register(app: App) -> None:
    app.action(re.compile(rf"^{re.escape(OPEN)}"))(on_button)
