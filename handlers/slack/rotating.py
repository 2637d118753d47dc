"""The team's own recipe, for its coach: themes of the coming weeks, own prompts, days the team is closed."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import rotate
from bot.core.members import Absence
from bot.core.prompts import Theme
from bot.rotate import Recipe, Refusal
from handlers.slack import rotating_blocks
from handlers.slack.fields import Filled, carried
from handlers.slack.listening import Asked
from handlers.slack.rotating_blocks import CLOSE, FIRST, LAST, OPEN, REOPEN, RETIRE, SWAP
from handlers.slack.visiting import Visit, on_click, value_of


def on_swap(ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, asked: Asked) -> None:
    """Choosing a theme for a week exchanges it with the week that had it."""
    ack()
    week, _, theme = value_of(action).partition(":")
    view = body["view"]
    team = str(carried(view).get("team", ""))
    if theme in list(Theme):
        outcome = rotate.swap(asked.db, asked.person, team, week, Theme(theme), asked.now)
        asked.later(_redraw, asked, client, view["id"], outcome)


def on_close(ack: Ack, view: dict[str, Any], asked: Asked) -> None:
    """The window's own button: closing days are added, and the window stays."""
    filled, locale, team = Filled(view), asked.locale, str(carried(view).get("team", ""))
    first, last = filled.day(FIRST), filled.day(LAST)
    if first is None and last is None:
        ack()
        return
    if first is None or last is None:
        ack(response_action="errors", errors={filled.block(LAST): asked.say("rotate.error.both", locale)})
        return
    outcome = rotate.close(asked.db, asked.person, team, Absence(first, last), asked.holidays, asked.now)
    if isinstance(outcome, Refusal):
        ack(response_action="errors", errors={filled.block(LAST): asked.say(f"rotate.error.{outcome}", locale)})
        return
    turn = int(carried(view).get("turn", 0)) + 1
    ack(response_action="update", view=rotating_blocks.window(asked.words, locale, outcome, turn))


def _open(visit: Visit) -> None:
    asked = visit.asked
    found = rotate.look(asked.db, asked.person, visit.value, asked.now)
    if isinstance(found, Refusal):
        visit.say(f"rotate.error.{found}")
    else:
        visit.open(rotating_blocks.window(asked.words, visit.locale, found))


def _retire(visit: Visit) -> None:
    asked = visit.asked
    _shown(visit, rotate.retire(asked.db, asked.person, visit.value, asked.now))


def _reopen(visit: Visit) -> None:
    asked = visit.asked
    team, _, days = visit.value.partition(":")
    try:
        closed = Absence.parse(days)
    except ValueError:  # a button that is not ours
        visit.say("command.unknown")
        return
    _shown(visit, rotate.reopen(asked.db, asked.person, team, closed, asked.holidays, asked.now))


def _shown(visit: Visit, outcome: Recipe | Refusal) -> None:
    if isinstance(outcome, Refusal):
        visit.say(f"rotate.error.{outcome}")
    elif visit.window:
        _redraw(visit.asked, visit.client, visit.window, outcome)


def _redraw(asked: Asked, client: WebClient, window: str, outcome: Recipe | Refusal) -> None:
    if isinstance(outcome, Recipe):
        client.views_update(view_id=window, view=rotating_blocks.window(asked.words, asked.locale, outcome))


def register(app: App) -> None:
    app.action(SWAP)(on_swap)
    for action_id, door in {OPEN: _open, RETIRE: _retire, REOPEN: _reopen}.items():
        app.action(action_id)(on_click(door))
    app.view(CLOSE)(on_close)
