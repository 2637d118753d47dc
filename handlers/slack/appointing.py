"""Roles: an administrator names coaches, administrators, privacy officers and observers."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import appoint
from bot.appoint import Refusal
from bot.core.offices import Office
from handlers.slack import appointing_blocks, home
from handlers.slack.appointing_blocks import COACH_MODAL, OFFICE, ROLES_MODAL, TAKE, WHO
from handlers.slack.fields import Filled, carried
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit, on_click


def open_roles(visit: Visit) -> None:
    asked = visit.asked
    found = appoint.holders(asked.db, asked.person, asked.admins)
    if isinstance(found, Refusal):
        visit.say(f"appoint.error.{found}")
    else:
        visit.open(appointing_blocks.roles_window(asked.words, visit.locale, found))


def on_roles(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    filled = Filled(view)
    who, office = filled.person(WHO), filled.one(OFFICE)
    if who is None or office not in list(Office):
        ack(response_action="errors", errors={filled.block(WHO): asked.say("ask.nobody", asked.locale)})
        return
    person = asked.colleague(who)
    refusal = appoint.give(asked.db, asked.person, asked.admins, person, Office(office), asked.now)
    _answer(ack, asked, filled, refusal)
    if refusal is None:
        asked.later(home.refresh_for, asked, client, person)


def open_coach(visit: Visit) -> None:
    """`/zetje coach`, in the channel of the team."""
    asked = visit.asked
    found = appoint.holders(asked.db, asked.person, asked.admins)
    if isinstance(found, Refusal):
        visit.say(f"appoint.error.{found}")
    else:
        visit.open(appointing_blocks.coach_window(asked.words, visit.locale, visit.channel))


def on_coach(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    filled, channel = Filled(view), str(carried(view).get("channel", ""))
    who = filled.person(WHO)
    if who is None:
        ack(response_action="errors", errors={filled.block(WHO): asked.say("ask.nobody", asked.locale)})
        return
    person = asked.colleague(who)
    refusal = appoint.name_coach(asked.db, asked.person, asked.admins, asked.channel(channel), person, asked.now)
    _answer(ack, asked, filled, refusal, "coach.named")
    if refusal is None:
        asked.later(asked.around.send_soon)
        asked.later(home.refresh_for, asked, client, person)


def _answer(ack: Ack, asked: Asked, filled: Filled, refusal: Refusal | None, told: str = "") -> None:
    locale = asked.locale
    if refusal:
        ack(response_action="errors", errors={filled.block(WHO): asked.say(f"appoint.error.{refusal}", locale)})
        return
    if told:
        ack(response_action="update", view=appointing_blocks.told(asked.words, locale, told))
        return
    found = appoint.holders(asked.db, asked.person, asked.admins)
    holders = [] if isinstance(found, Refusal) else found
    ack(response_action="update", view=appointing_blocks.roles_window(asked.words, locale, holders))


def _take(visit: Visit) -> None:
    asked = visit.asked
    role, _, rest = visit.value.partition(":")
    who, _, channel = rest.partition(":")
    person = asked.colleague(who)
    if role in list(Office):
        refusal = appoint.take(asked.db, asked.person, asked.admins, person, Office(role), asked.now)
    else:
        place = asked.channel(channel)
        refusal = appoint.relieve_coach(asked.db, asked.person, asked.admins, place, person, asked.now)
    found = appoint.holders(asked.db, asked.person, asked.admins)
    if refusal or isinstance(found, Refusal):
        visit.say(f"appoint.error.{refusal or found}")
        return
    if visit.window:
        view = appointing_blocks.roles_window(asked.words, visit.locale, found)
        visit.client.views_update(view_id=visit.window, view=view)
    home.refresh_for(asked, visit.client, person)


def register(app: App) -> None:
    app.view(ROLES_MODAL)(on_roles)
    app.view(COACH_MODAL)(on_coach)
    app.action(TAKE)(on_click(_take))
