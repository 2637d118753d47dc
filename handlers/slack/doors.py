"""Every door there is, under one name: that of its button ("open.rhythm") and of its words after /zetje."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

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

WORDS: Mapping[str, str] = {
    "": "menu",
    "menu": "menu",
    "help": "help",
    "mee": "join",
    "meedoen": "join",
    "hallo": "join",
    "hoi": "join",
    "join": "join",
    "hello": "join",
    "hi": "join",
    "stop": "stop",
    "stoppen": "stop",
    "nu": "now",
    "now": "now",
    "pauze": "pause",
    "pause": "pause",
    "verder": "resume",
    "weer": "resume",
    "resume": "resume",
    "weg": "away",
    "vrij": "away",
    "away": "away",
    "off": "away",
    "ritme": "rhythm",
    "rhythm": "rhythm",
    "uur": "rhythm",
    "taal": "rhythm",
    "language": "rhythm",
    "afspraak": "commitment",
    "commit": "commitment",
    "commitment": "commitment",
    "afspraken": "commitments",
    "commitments": "commitments",
    "hulp": "ask",
    "hulp vragen": "ask",
    "ask": "ask",
    "bedankt": "thank",
    "bedankje": "thank",
    "thanks": "thank",
    "recept": "recipe",
    "recipe": "recipe",
    "stem": "vote",
    "stemmen": "vote",
    "vote": "vote",
    "gezegd": "said",
    "said": "said",
    "privacy": "data",
    "gegevens": "data",
    "data": "data",
    "export": "export",
    "meenemen": "export",
    "wis": "erase",
    "wissen": "erase",
    "erase": "erase",
    "jaar": "year",
    "mijn jaar": "year",
    "year": "year",
    "my year": "year",
    "team": "team",
    "coach": "coach",
    "mijn team": "home_team",
    "my team": "home_team",
    "bilateraal": "talk",
    "one-to-one": "talk",
    "gesprek": "talk",
    "uitdaging": "challenge",
    "challenge": "challenge",
    "bericht": "broadcast",
    "broadcast": "broadcast",
    "rollen": "roles",
    "roles": "roles",
    "instellingen": "settings",
    "settings": "settings",
    "bezorging": "account",
    "delivery": "account",
}


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
