"""Challenges: a coach sets one up in a window, sees it as it will be, plans it; colleagues join in private."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import challenge, guide, take_up
from bot.challenge import Refusal, Wishes
from bot.core import periods, timing
from bot.core.challenges import Challenge, Fault, Words
from bot.core.prompts import Text, Theme
from bot.core.rhythms import Rhythm
from handlers.slack import challenge_blocks, challenge_window, fields, home
from handlers.slack.challenge_blocks import CANCEL, CHANGE, JOIN, LEAVE, OPEN, PLAN, REHEARSE
from handlers.slack.challenge_window import (
    DEED,
    DEED_EN,
    FIRST,
    LAST,
    MODAL,
    NAME,
    NAME_EN,
    RHYTHM,
    TEMPLATE,
    THEME,
    Draft,
)
from handlers.slack.fields import TEAMS, Filled, carried
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit, on_click

BESIDE = {
    Fault.NO_NAME: NAME,
    Fault.NO_DEED: DEED,
    Fault.NO_TEAM: TEAMS,
    Fault.ENDS_BEFORE_IT_STARTS: LAST,
    Fault.TOO_LONG: LAST,
    Fault.STARTED: FIRST,
    Refusal.NOT_YOURS: TEAMS,
    Refusal.BUSY: FIRST,
}
"""Beside which field the sentence about a fault stands."""


def open_window(visit: Visit) -> None:
    """`/uitdaging`: a template or a blank one."""
    asked = visit.asked
    teams = guide.teams_of(asked.db, asked.person)
    if not teams:
        visit.say("challenge.error.no_coach")
        return
    visit.open(challenge_window.window(asked.words, visit.locale, asked.around.pack, teams, _blank(asked, teams)))


def on_template(ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, asked: Asked) -> None:
    """A template fills the fields in; they can be changed."""
    view = body["view"]
    teams = guide.teams_of(asked.db, asked.person)
    chosen = (action.get("selected_option") or {}).get("value")
    found = next((each for each in asked.around.pack.challenges if each.id == chosen), None)
    ack()
    if found and teams:
        turn = int(carried(view).get("turn", 0)) + 1
        draft = challenge_window.from_template(found, _blank(asked, teams), turn)
        window = challenge_window.window(asked.words, asked.locale, asked.around.pack, teams, draft)
        asked.later(lambda: client.views_update(view_id=view["id"], view=window))


def on_submit(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    filled, locale, kept = Filled(view), asked.locale, carried(view)
    name = str(kept.get("challenge", "")) or None
    wishes = _wishes(asked, filled, kept)
    if wishes is None:
        ack(response_action="errors", errors={filled.block(LAST): asked.say("challenge.error.no_days", locale)})
        return
    outcome = challenge.keep(asked.db, asked.person, name, wishes, asked.holidays, asked.now, view["id"])
    if not isinstance(outcome, Challenge):
        beside = filled.block(BESIDE.get(outcome, NAME))
        ack(response_action="errors", errors={beside: asked.say(f"challenge.error.{outcome}", locale)})
        return
    ack(response_action="update", view=_preview(asked, outcome))
    asked.later(home.refresh, asked, client)


def _open(visit: Visit) -> None:
    found = challenge.find(visit.asked.db, visit.asked.person, visit.value)
    if isinstance(found, Refusal):
        visit.say(f"challenge.error.{found}")
    else:
        visit.open(_preview(visit.asked, found))


def _change(visit: Visit) -> None:
    asked = visit.asked
    found = challenge.find(asked.db, asked.person, visit.value)
    if isinstance(found, Refusal):
        visit.say(f"challenge.error.{found}")
        return
    teams = guide.teams_of(asked.db, asked.person)
    view = challenge_window.window(
        asked.words, visit.locale, asked.around.pack, teams, challenge_window.draft_of(found)
    )
    if visit.window:
        visit.client.views_update(view_id=visit.window, view=view)
    else:
        visit.open(view)


def _plan(visit: Visit) -> None:
    asked = visit.asked
    outcome = challenge.plan(asked.db, asked.person, visit.value, asked.holidays, asked.now)
    if isinstance(outcome, Challenge):
        _show(visit, "challenge.planned")
    else:
        _show(visit, f"challenge.error.{outcome}")


def _rehearse(visit: Visit) -> None:
    asked = visit.asked
    refusal = challenge.rehearse(asked.db, asked.person, visit.value, asked.now, asked.request)
    asked.around.send_soon()
    _show(visit, f"challenge.error.{refusal}" if refusal else "challenge.rehearsed")


def _cancel(visit: Visit) -> None:
    asked = visit.asked
    outcome = challenge.cancel(asked.db, asked.person, visit.value, asked.holidays, asked.now)
    _show(visit, f"challenge.error.{outcome}" if isinstance(outcome, Refusal) else "challenge.cancelled")


def _join(visit: Visit) -> None:
    """In private: the answer is for this person alone, and the channel shows nothing (R16)."""
    asked = visit.asked
    outcome = take_up.join(asked.db, asked.person, visit.value, asked.holidays, asked.now)
    if isinstance(outcome, take_up.Refusal):
        visit.say(f"challenge.error.{outcome}")
        return
    visit.show(challenge_blocks.joined(asked.words, visit.locale, outcome))
    home.refresh(asked, visit.client)


def _leave(visit: Visit) -> None:
    asked = visit.asked
    outcome = take_up.leave(asked.db, asked.person, visit.value, asked.holidays, asked.now)
    visit.say(f"challenge.error.{outcome}" if isinstance(outcome, take_up.Refusal) else "challenge.left")
    home.refresh(asked, visit.client)


def _show(visit: Visit, key: str) -> None:
    """The preview's window closes with one sentence; the overview at home follows."""
    view = challenge_blocks.told(visit.asked.words, visit.locale, key)
    if visit.window:
        visit.client.views_update(view_id=visit.window, view=view)
    else:
        visit.open(view)
    home.refresh(visit.asked, visit.client)


def _preview(asked: Asked, found: Challenge) -> Any:
    phase = found.phase(timing.local_day(asked.now, periods.ZONE))
    quiet = challenge.quiet_days(asked.db, found, asked.holidays)
    channels = fields.channels(guide.teams_of(asked.db, asked.person), found.teams)
    return challenge_blocks.preview(asked.words, asked.locale, asked.rules.library, found, phase, quiet, channels)


def _blank(asked: Asked, teams: list[tuple[str, Any]]) -> Draft:
    """From next Monday on, for a week."""
    monday = periods.Period.of(asked.now).next.monday
    only = (teams[0][0],) if len(teams) == 1 else ()
    empty = Text("", "")
    return Draft(Words(empty, empty), Theme.EIGEN_RECEPT, Rhythm.DAILY, monday, monday + timedelta(days=4), only)


def _wishes(asked: Asked, filled: Filled, kept: dict[str, Any]) -> Wishes | None:
    first, last = filled.day(FIRST), filled.day(LAST)
    if first is None or last is None:
        return None
    theme, rhythm = filled.one(THEME), filled.one(RHYTHM)
    name = Text(filled.text(NAME), filled.text(NAME_EN))
    deed = Text(filled.text(DEED), filled.text(DEED_EN))
    return Wishes(
        words=_with_messages(asked, name, deed, kept),
        theme=Theme(theme) if theme in list(Theme) else Theme.EIGEN_RECEPT,
        rhythm=Rhythm(rhythm) if rhythm in list(Rhythm) else Rhythm.DAILY,
        first=first,
        last=last,
        teams=tuple(filled.many(TEAMS)),
    )


def _with_messages(asked: Asked, name: Text, deed: Text, kept: dict[str, Any]) -> Words:
    """The team's messages are those of the template; a challenge that is changed keeps its own."""
    template = next((each for each in asked.around.pack.challenges if each.id == kept.get("template")), None)
    if template:
        return Words(name, deed, template.start, template.halfway, template.closing)
    before = challenge.find(asked.db, asked.person, str(kept.get("challenge", "")))
    return replace(before.words, name=name, deed=deed) if isinstance(before, Challenge) else Words(name, deed)


def register(app: App) -> None:
    app.action(TEMPLATE)(on_template)
    app.view(MODAL)(on_submit)
    doors = {
        OPEN: _open,
        CHANGE: _change,
        PLAN: _plan,
        REHEARSE: _rehearse,
        CANCEL: _cancel,
        JOIN: _join,
        LEAVE: _leave,
    }
    for action_id, does in doors.items():
        app.action(action_id)(on_click(does))
