"""The invitation's buttons, the kind of work, and people who come, change or go."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.content.wording import Wording
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot import enrol
from bot.core.addresses import Address
from bot.core.members import Member
from bot.core.planning import Holidays
from bot.core.prompts import Locale, Role
from bot.enrol import Refusal
from handlers.slack import joining_blocks, people
from handlers.slack.listening import Later


def on_join(
    ack: Ack,
    respond: Respond,
    db: Engine,
    words: Wording,
    person: Address,
    holidays: Holidays,
    now: datetime,
    default_locale: Locale,
    later: Later,
) -> None:
    outcome = enrol.join(db, person, holidays, now)
    ack()
    later(show_welcome, respond, words, outcome, default_locale)


def on_decline(
    ack: Ack, respond: Respond, db: Engine, words: Wording, person: Address, default_locale: Locale, later: Later
) -> None:
    ack()
    member = enrol.find(db, person)
    message = joining_blocks.declined(words, member.locale if member else default_locale)
    later(_replace, respond, message)


def on_role(
    ack: Ack,
    action: dict[str, Any],
    respond: Respond,
    db: Engine,
    words: Wording,
    person: Address,
    holidays: Holidays,
    now: datetime,
    default_locale: Locale,
    later: Later,
) -> None:
    outcome = enrol.choose_role(db, person, Role(action["selected_option"]["value"]), holidays, now)
    ack()
    later(show_welcome, respond, words, outcome, default_locale)


def on_joined_channel(
    event: dict[str, Any],
    client: WebClient,
    db: Engine,
    tenant: str,
    now: datetime,
    default_locale: Locale,
    default_zone: ZoneInfo,
    later: Later,
    send_soon: Callable[[], None],
) -> None:
    def invite() -> None:
        user = client.users_info(user=event["user"], include_locale=True)["user"]
        if not people.takes_part(user):
            return
        channel = Address("slack", tenant, "channel", event["channel"])
        if enrol.invite(db, channel, people.profile(user, tenant, default_zone, default_locale), now):
            send_soon()

    later(invite)


def on_user_change(
    event: dict[str, Any],
    db: Engine,
    tenant: str,
    holidays: Holidays,
    now: datetime,
    default_locale: Locale,
    default_zone: ZoneInfo,
) -> None:
    """A new time zone or language counts at once; a deactivated account stops (disclosure-policy R6)."""
    user = event["user"]
    profile = people.profile(user, tenant, default_zone, default_locale)
    if user.get("deleted"):
        enrol.stop(db, profile.address, now)
    else:
        enrol.update_profile(db, profile, holidays, now)


def show_welcome(respond: Respond, words: Wording, outcome: Member | Refusal, locale: Locale) -> None:
    if isinstance(outcome, Refusal):
        respond(text=words.say(locale, f"refusal.{outcome}"), replace_original=False, response_type="ephemeral")
        return
    hour = outcome.rhythm.morning.isoformat("minutes")
    _replace(respond, joining_blocks.welcome(words, outcome.locale, outcome.role, hour))


def _replace(respond: Respond, message: dict[str, Any]) -> None:
    respond(replace_original=True, **message)


def register(app: App) -> None:
    app.action(joining_blocks.JOIN)(on_join)
    app.action(joining_blocks.DECLINE)(on_decline)
    app.action(joining_blocks.ROLE)(on_role)
    app.event("member_joined_channel")(on_joined_channel)
    app.event("user_change")(on_user_change)
