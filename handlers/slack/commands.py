"""/zetje: what one can do with words. Answers are for the one who asks, never for the channel."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine

from bot import enrol
from bot.content.wording import Wording
from bot.core.addresses import Address
from bot.core.planning import Holidays
from bot.core.prompts import Locale
from handlers.slack import joining, people
from handlers.slack.listening import Later

COMMAND = "/zetje"
JOIN, STOP, TEAM, HELP = "join", "stop", "team", "help"
WORDS = {
    "mee": JOIN,
    "meedoen": JOIN,
    "hallo": JOIN,
    "join": JOIN,
    "hello": JOIN,
    "stop": STOP,
    "stoppen": STOP,
    "team": TEAM,
    "help": HELP,
    "hulp": HELP,
    "": HELP,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One use of the command: by whom, where, and everything needed to answer."""

    respond: Respond
    client: WebClient
    db: Engine
    words: Wording
    holidays: Holidays
    person: Address
    channel: Address
    rest: str
    locale: Locale
    zone: ZoneInfo
    is_admin: bool
    now: datetime
    send_soon: Callable[[], None]

    def say(self, key: str, **params: object) -> None:
        self.respond(text=self.words.say(self.locale, key, **params), response_type="ephemeral")


def on_command(
    ack: Ack,
    command: dict[str, Any],
    client: WebClient,
    respond: Respond,
    db: Engine,
    words: Wording,
    person: Address,
    tenant: str,
    admins: frozenset[str],
    holidays: Holidays,
    now: datetime,
    default_locale: Locale,
    default_zone: ZoneInfo,
    later: Later,
    send_soon: Callable[[], None],
) -> None:
    word, _, rest = command.get("text", "").strip().partition(" ")
    member = enrol.find(db, person)
    asked = Asked(
        respond=respond,
        client=client,
        db=db,
        words=words,
        holidays=holidays,
        person=person,
        channel=Address("slack", tenant, "channel", command["channel_id"]),
        rest=rest.strip(),
        locale=member.locale if member else default_locale,
        zone=default_zone,
        is_admin=person.key in admins,
        now=now,
        send_soon=send_soon,
    )
    ack()
    later(_answer, asked, word.casefold())


def _answer(asked: Asked, word: str) -> None:
    match WORDS.get(word):
        case "join":
            outcome = enrol.join(asked.db, asked.person, asked.holidays, asked.now)
            joining.show_welcome(asked.respond, asked.words, outcome, asked.locale)
        case "stop":
            stopped = enrol.stop(asked.db, asked.person, asked.now)
            asked.say("command.stopped" if stopped else "command.not_taking_part")
        case "team":
            _found_team(asked)
        case "help":
            asked.say("command.help_admin" if asked.is_admin else "command.help")
        case _:
            _suggest(asked, word)


def _found_team(asked: Asked) -> None:
    if not asked.is_admin:
        asked.say("command.admins_only")
        return
    if not asked.channel.key.startswith(("C", "G")):
        asked.say("command.team_in_channel")
        return
    if not _is_in(asked.client, asked.channel.key):
        asked.say("command.not_in_channel")
        return
    profiles = [
        people.profile(user, asked.person.tenant, asked.zone, asked.locale)
        for user in _users_of(asked.client, asked.channel.key)
        if people.takes_part(user)
    ]
    founded = enrol.found_team(asked.db, asked.channel, asked.rest or None, profiles, asked.locale, asked.now)
    asked.send_soon()
    key = "command.team_founded" if founded.new else "command.team_known"
    asked.say(key, invited=founded.invited)


def _is_in(client: WebClient, channel: str) -> bool:
    """Whether the bot may post there. Slack hides private channels from who is not in them."""
    try:
        return bool(client.conversations_info(channel=channel)["channel"]["is_member"])
    except SlackApiError as refused:
        if refused.response.get("error") == "channel_not_found":
            return False
        raise


def _users_of(client: WebClient, channel: str) -> list[dict[str, Any]]:
    members = [user for page in client.conversations_members(channel=channel, limit=200) for user in page["members"]]
    return [client.users_info(user=user, include_locale=True)["user"] for user in members]


def _suggest(asked: Asked, word: str) -> None:
    """A wrong word gets one suggestion, not a wall of text."""
    near = difflib.get_close_matches(word, [known for known in WORDS if known], n=1)
    if near:
        asked.say("command.did_you_mean", suggestion=f"{COMMAND} {near[0]}")
    else:
        asked.say("command.unknown")


def register(app: App) -> None:
    app.command(COMMAND)(on_command)
