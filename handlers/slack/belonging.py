"""Where somebody belongs: their home team, and the talk with their manager that they prepare."""

from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import dates, enrol, gather, steer
from bot.content import wording
from bot.core import timing
from bot.core.members import Member, Standing
from bot.dates import Doubt, Found
from bot.gather import Refusal
from bot.steer import Fault
from handlers.slack import belonging_blocks, home
from handlers.slack.belonging_blocks import DAY, HOME_MODAL, TALK_MODAL, TEAM
from handlers.slack.fields import Filled
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit


def open_home_team(visit: Visit) -> None:
    """`/zetje mijn team`: with more than one team somebody chooses where they count (disclosure-policy R7)."""
    homes = gather.homes(visit.asked.db, visit.asked.person)
    if len(homes) < 2:
        visit.say("belong.one_team" if homes else "belong.no_team")
    else:
        visit.open(belonging_blocks.home_window(visit.asked.words, visit.locale, homes))


def on_home_team(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    filled, locale = Filled(view), asked.locale
    outcome = gather.move(asked.db, asked.person, filled.one(TEAM) or "", asked.now)
    if isinstance(outcome, Refusal):
        member = enrol.find(asked.db, asked.person)
        free = gather.free_to_move(member) if member else None
        day = wording.day(free, locale) if free else ""
        ack(
            response_action="errors", errors={filled.block(TEAM): asked.say(f"belong.error.{outcome}", locale, day=day)}
        )
        return
    ack(response_action="update", view=belonging_blocks.told(asked.words, locale, "belong.moved"))
    asked.later(home.refresh, asked, client)


def open_talk(visit: Visit) -> None:
    """`/zetje bilateraal vrijdag`: its questions come the day before, to this person only."""
    member = visit.member
    if member is None or not member.takes_part:
        visit.say("refusal.stranger")
        return
    today = timing.local_day(visit.asked.now, member.rhythm.zone)
    found = dates.find_day(visit.words, today) if visit.words else None
    day: date | None = found.day if isinstance(found, Found) else member.one_to_one
    doubt = found if isinstance(found, Doubt) else None
    day = day if day and day > today else None
    visit.open(belonging_blocks.talk_window(visit.asked.words, visit.locale, day, doubt))


def on_talk(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    filled, locale = Filled(view), asked.locale
    outcome = steer.prepare_talk(asked.db, asked.person, filled.day(DAY), asked.holidays, asked.now)
    if isinstance(outcome, Fault):
        ack(response_action="errors", errors={filled.block(DAY): asked.say(f"steer.{outcome}", locale)})
        return
    key = _kept(outcome) if outcome.one_to_one else "talk.off"
    ack(response_action="update", view=belonging_blocks.told(asked.words, locale, key))
    asked.later(home.refresh, asked, client)


def _kept(member: Member) -> str:
    return "talk.paused" if member.standing is Standing.PAUSED else "talk.kept"


def register(app: App) -> None:
    app.view(HOME_MODAL)(on_home_team)
    app.view(TALK_MODAL)(on_talk)
