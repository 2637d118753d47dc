"""Broadcasts: a coach writes a message, sees it as it will be, plans or stops it; an administrator sees the numbers."""

from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot import broadcast, enrol, guide
from bot.broadcast import Refusal, Wishes
from bot.core import periods
from bot.core.broadcasts import Broadcast, Fault, State
from bot.core.prompts import Locale
from handlers.slack import broadcast_blocks, fields, home
from handlers.slack.broadcast_blocks import AT, CANCEL, CHANGE, DAY, MODAL, OPEN, PLAN, REHEARSE, RETRY, TEXT, TO, Draft
from handlers.slack.fields import TEAMS, Filled, carried
from handlers.slack.listening import Asked
from handlers.slack.mrkdwn import SECTION_MOST, escape
from handlers.slack.visiting import Visit, on_click

BESIDE = {
    Fault.EMPTY: TEXT,
    Fault.TOO_LONG: TEXT,
    Fault.NO_TEAM: TEAMS,
    Fault.OVER: AT,
    Fault.TOO_FAR: DAY,
    Refusal.NOT_YOURS: TEAMS,
}
"""Beside which field the sentence about a fault stands."""
HOUR = time(10, 0)


def open_window(visit: Visit) -> None:
    """`/zetje bericht`, with or without the first words."""
    asked = visit.asked
    teams = guide.teams_of(asked.db, asked.person)
    if not teams:
        visit.say("broadcast.error.no_coach")
        return
    tomorrow = asked.now.astimezone(_zone(asked)).date() + timedelta(days=1)
    only = (teams[0][0],) if len(teams) == 1 else ()
    draft = Draft(visit.words, False, tomorrow, HOUR, only)
    visit.open(broadcast_blocks.window(asked.words, visit.locale, teams, draft))


def open_account(visit: Visit) -> None:
    """`/zetje bezorging`: one total, for an administrator."""
    asked = visit.asked
    found = broadcast.account(asked.db, asked.person, asked.admins, asked.now)
    if isinstance(found, Refusal):
        visit.say(f"broadcast.error.{found}")
    else:
        visit.open(broadcast_blocks.account_window(asked.words, visit.locale, found))


def on_submit(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    filled, locale = Filled(view), asked.locale
    name = str(carried(view).get("broadcast", "")) or None
    day, at = filled.day(DAY), filled.time(AT)
    if day is None or at is None:
        ack(response_action="errors", errors={filled.block(AT): asked.say("broadcast.error.no_moment", locale)})
        return
    if len(escape(filled.text(TEXT))) > SECTION_MOST:
        ack(response_action="errors", errors={filled.block(TEXT): asked.say("broadcast.error.too_long", locale)})
        return
    to_members = filled.one(TO) == broadcast_blocks.MEMBERS
    wishes = Wishes(filled.text(TEXT), to_members, day, at, tuple(filled.many(TEAMS)))
    outcome = broadcast.keep(asked.db, asked.person, name, wishes, _zone(asked), asked.now, view["id"])
    if not isinstance(outcome, Broadcast):
        beside = filled.block(BESIDE.get(outcome, TEXT))
        ack(response_action="errors", errors={beside: asked.say(f"broadcast.error.{outcome}", locale)})
        return
    ack(response_action="update", view=_preview(asked, locale, outcome))
    asked.later(home.refresh, asked, client)


def _open(visit: Visit) -> None:
    asked = visit.asked
    found = broadcast.find(asked.db, asked.person, visit.value)
    if isinstance(found, Refusal):
        visit.say(f"broadcast.error.{found}")
    else:
        visit.open(_preview(asked, visit.locale, found))


def _change(visit: Visit) -> None:
    asked = visit.asked
    found = broadcast.find(asked.db, asked.person, visit.value)
    if isinstance(found, Refusal) or found.state is not State.DRAFT:
        visit.say(f"broadcast.error.{found if isinstance(found, Refusal) else Refusal.UNDER_WAY}")
        return
    teams = guide.teams_of(asked.db, asked.person)
    chosen = tuple(team.hex() for team in found.teams)
    draft = Draft(found.text, found.to_members, found.day, found.at, chosen, visit.value)
    view = broadcast_blocks.window(asked.words, visit.locale, teams, draft)
    if visit.window:
        visit.client.views_update(view_id=visit.window, view=view)
    else:
        visit.open(view)


def _plan(visit: Visit) -> None:
    asked = visit.asked
    fault = broadcast.plan(asked.db, asked.person, visit.value, asked.holidays, _zone(asked), asked.now)
    asked.around.send_soon()
    _show(visit, f"broadcast.error.{fault}" if fault else "broadcast.planned")


def _rehearse(visit: Visit) -> None:
    asked = visit.asked
    refusal = broadcast.rehearse(asked.db, asked.person, visit.value, asked.now, asked.request)
    asked.around.send_soon()
    _show(visit, f"broadcast.error.{refusal}" if refusal else "broadcast.rehearsed")


def _cancel(visit: Visit) -> None:
    asked = visit.asked
    refusal = broadcast.cancel(asked.db, asked.person, visit.value, asked.now)
    _show(visit, f"broadcast.error.{refusal}" if refusal else "broadcast.cancelled")


def _retry(visit: Visit) -> None:
    asked = visit.asked
    refusal = broadcast.retry(asked.db, asked.person, asked.admins, asked.now)
    asked.around.send_soon()
    _show(visit, f"broadcast.error.{refusal}" if refusal else "broadcast.retried")


def _show(visit: Visit, key: str) -> None:
    view = broadcast_blocks.told(visit.asked.words, visit.locale, key)
    if visit.window:
        visit.client.views_update(view_id=visit.window, view=view)
    else:
        visit.open(view)
    home.refresh(visit.asked, visit.client)


def _preview(asked: Asked, locale: Locale, found: Broadcast) -> View:
    channels = fields.channels(guide.teams_of(asked.db, asked.person), found.teams)
    return broadcast_blocks.preview(asked.words, locale, found, found.state, channels)


def _zone(asked: Asked) -> ZoneInfo:
    """The clock of the one who plans it."""
    member = enrol.find(asked.db, asked.person)
    return member.rhythm.zone if member else periods.ZONE


def register(app: App) -> None:
    app.view(MODAL)(on_submit)
    doors = {OPEN: _open, CHANGE: _change, PLAN: _plan, REHEARSE: _rehearse, CANCEL: _cancel, RETRY: _retry}
    for action_id, door in doors.items():
        app.action(action_id)(on_click(door))
