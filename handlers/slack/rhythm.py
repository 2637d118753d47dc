"""My rhythm: hours, days, pace, language, themes; away, pause, come back, stop. Never argued with."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot import dates, enrol, fetch, steer
from bot.content.wording import LOCALES
from bot.core import days, timing
from bot.core.members import Absence, Member, Standing
from bot.core.prompts import Locale, Role, Theme
from bot.core.silence import PACES
from bot.dates import Span
from bot.fetch import NotNow
from bot.gather import Profile
from bot.steer import Fault, Wishes
from handlers.slack import home, people, rhythm_blocks
from handlers.slack.fields import Filled
from handlers.slack.listening import Asked
from handlers.slack.rhythm_blocks import (
    AFTERNOON,
    DAYS,
    FIRST,
    LANGUAGE,
    LAST,
    MORNING,
    PACE,
    QUIET_FROM,
    QUIET_UNTIL,
    THEMES,
    WORK,
    ZONE,
)
from handlers.slack.visiting import Visit, by_button, soon

MOST_ZONES = 99
FIELDS = {
    Fault.NO_DAYS: DAYS,
    Fault.UNKNOWN_PACE: PACE,
    Fault.MORNING_IS_QUIET: MORNING,
    Fault.AFTERNOON_IS_QUIET: AFTERNOON,
}
"""Beside which field the sentence about a fault stands."""


def open_rhythm(visit: Visit) -> None:
    if visit.member is None or not visit.member.takes_part:
        visit.say("refusal.stranger")
    else:
        visit.open(rhythm_blocks.window(visit.asked.words, visit.member))


def on_rhythm(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    member = enrol.find(asked.db, asked.person)
    if member is None:
        ack()
        return
    outcome = steer.change(asked.db, asked.person, _wishes(view, client, asked, member), asked.holidays, asked.now)
    if isinstance(outcome, Fault):
        beside = Filled(view).block(FIELDS.get(outcome, MORNING))
        ack(response_action="errors", errors={beside: asked.say(f"steer.{outcome}", member.locale)})
        return
    ack()
    asked.later(home.refresh, asked, client)


def on_zones(ack: Ack, payload: dict[str, Any], asked: Asked) -> None:
    """Zones whose name has those letters; ours and the nearest first."""
    query = str(payload.get("value", "")).strip().casefold().replace(" ", "_")
    names = sorted(available_timezones(), key=lambda name: (name != asked.around.zone.key, "Europe/" not in name, name))
    found = [name for name in names if query in name.casefold() and "/" in name][:MOST_ZONES]
    ack(options=[each.to_dict() for each in rhythm_blocks.zones(asked.words, asked.locale, found)])


def open_away(visit: Visit) -> None:
    """With words that are clear it is done at once, with the way back beside it; else a window asks for the days."""
    asked, member = visit.asked, visit.member
    if member is None or not member.takes_part:
        visit.say("refusal.stranger")
        return
    today = timing.local_day(asked.now, member.rhythm.zone)
    span = dates.find_span(visit.words, today) if visit.words else None
    if isinstance(span, Span):
        _go(visit, Absence(span.first, span.last))
    else:
        visit.open(rhythm_blocks.away_window(asked.words, member, today, span))


def on_away(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    filled, member = Filled(view), enrol.find(asked.db, asked.person)
    first, last = filled.day(FIRST), filled.day(LAST)
    if member is None or first is None or last is None:
        ack()
        return
    outcome = steer.be_away(asked.db, asked.person, Absence(first, last), asked.holidays, asked.now)
    if isinstance(outcome, Fault):
        ack(response_action="errors", errors={filled.block(LAST): asked.say(f"steer.{outcome}", member.locale)})
        return
    ack(response_action="clear")
    asked.later(home.refresh, asked, client)


def on_take_back(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    ack()
    soon(by_button(body, action, client, respond, asked), _take_back)


def pause(visit: Visit) -> None:
    """`/zetje pauze` until they come back; with words, as `tot vrijdag`, it is an absence."""
    if visit.words:
        open_away(visit)
        return
    outcome = steer.pause(visit.asked.db, visit.asked.person, visit.asked.holidays, visit.asked.now)
    _tell(visit, outcome, "steer.paused")


def resume(visit: Visit) -> None:
    outcome = steer.resume(visit.asked.db, visit.asked.person, visit.asked.holidays, visit.asked.now)
    _tell(visit, outcome, "steer.resumed")


def stop(visit: Visit) -> None:
    stopped = enrol.stop(visit.asked.db, visit.asked.person, visit.asked.now)
    visit.say("command.stopped" if stopped else "command.not_taking_part")
    home.refresh(visit.asked, visit.client)


def now(visit: Visit) -> None:
    """A nudge now, for somebody who asks for one."""
    asked = visit.asked
    outcome = fetch.one(asked.db, asked.rules, asked.person, asked.now)
    if isinstance(outcome, NotNow):
        visit.say(f"now.{outcome}")
        return
    asked.around.send_soon()
    visit.say("now.on_its_way")
    home.refresh(asked, visit.client)


def _go(visit: Visit, away: Absence) -> None:
    asked, locale = visit.asked, visit.locale
    outcome = steer.be_away(asked.db, asked.person, away, asked.holidays, asked.now)
    if isinstance(outcome, Fault):
        visit.say(f"steer.{outcome}")
        return
    back_on = days.next_workday(outcome, away.last, asked.holidays) or away.last + timedelta(days=1)
    if outcome.standing is Standing.PAUSED:
        visit.show(rhythm_blocks.away_and_paused(asked.words, locale, away))
    else:
        visit.show(rhythm_blocks.away(asked.words, locale, away, back_on))
    home.refresh(asked, visit.client)


def _take_back(visit: Visit) -> None:
    asked = visit.asked
    try:
        away = Absence.parse(visit.value)
    except ValueError:  # a button that is not ours
        visit.say("command.unknown")
        return
    outcome = steer.be_there(asked.db, asked.person, away, asked.holidays, asked.now)
    if isinstance(outcome, Fault):
        visit.say(f"steer.{outcome}")
        return
    today = timing.local_day(asked.now, outcome.rhythm.zone)
    if visit.window:
        view = rhythm_blocks.away_window(asked.words, outcome, today, None)
        visit.client.views_update(view_id=visit.window, view=view)
    else:
        visit.show(rhythm_blocks.there(asked.words, outcome, away, today))
    home.refresh(asked, visit.client)


def _tell(visit: Visit, outcome: Member | Fault, key: str) -> None:
    visit.say(f"steer.{outcome}" if isinstance(outcome, Fault) else key)
    home.refresh(visit.asked, visit.client)


def _wishes(view: dict[str, Any], client: WebClient, asked: Asked, member: Member) -> Wishes:
    filled, rhythm = Filled(view), member.rhythm
    zone, language = filled.one(ZONE), filled.one(LANGUAGE)
    own_zone, own_locale = zone in available_timezones(), language in LOCALES
    profile = None
    if (member.own_zone and not own_zone) or (member.own_locale and not own_locale):
        profile = _profile(client, asked)
    role = filled.one(WORK)
    return Wishes(
        morning=filled.time(MORNING) or rhythm.morning,
        afternoon=filled.time(AFTERNOON) or rhythm.afternoon,
        workdays=frozenset(day for day in range(1, 8) if str(day) in filled.many(DAYS)),
        pace=next((pace for pace in PACES if str(pace) == filled.one(PACE)), rhythm.pace),
        quiet_from=filled.time(QUIET_FROM) or rhythm.quiet_from,
        quiet_until=filled.time(QUIET_UNTIL) or rhythm.quiet_until,
        zone=ZoneInfo(str(zone)) if own_zone else profile.zone if profile else rhythm.zone,
        own_zone=own_zone,
        locale=_locale(language) if own_locale else profile.locale if profile else member.locale,
        own_locale=own_locale,
        role=Role(role) if role in list(Role) else None,
        focus=frozenset(theme for theme in Theme if theme in filled.many(THEMES)),
    )


def _locale(language: str | None) -> Locale:
    return "en" if language == "en" else "nl"


def _profile(client: WebClient, asked: Asked) -> Profile:
    user = client.users_info(user=asked.person.key, include_locale=True)["user"]
    return people.profile(user, asked.person.tenant, asked.around)


def register(app: App) -> None:
    app.view(rhythm_blocks.RHYTHM)(on_rhythm)
    app.view(rhythm_blocks.AWAY)(on_away)
    app.options(ZONE)(on_zones)
    app.action(rhythm_blocks.TAKE_BACK)(on_take_back)
