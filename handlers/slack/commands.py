"""/zetje: what one can do with words. Answers are for the one who asks, never for the channel."""

import difflib
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import enrol
from bot.core.prompts import Locale
from handlers.slack import joining, people
from handlers.slack.listening import Asked

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
class Command:
    """One use of the command: what was typed where, and how to answer."""

    asked: Asked
    respond: Respond
    client: WebClient
    channel: str
    word: str
    rest: str
    locale: Locale

    def say(self, key: str, **params: object) -> None:
        self.respond(text=self.asked.say(key, self.locale, **params), response_type="ephemeral")


def on_command(ack: Ack, command: dict[str, Any], client: WebClient, respond: Respond, asked: Asked) -> None:
    word, _, rest = command.get("text", "").strip().partition(" ")
    member = enrol.find(asked.db, asked.person)
    locale = member.locale if member else asked.around.locale
    ack()
    asked.later(_answer, Command(asked, respond, client, command["channel_id"], word.casefold(), rest.strip(), locale))


def _answer(command: Command) -> None:
    asked = command.asked
    match WORDS.get(command.word):
        case "join":
            outcome = enrol.join(asked.db, asked.person, asked.around.holidays, asked.now)
            joining.show_welcome(asked, command.respond, outcome)
        case "stop":
            stopped = enrol.stop(asked.db, asked.person, asked.now)
            command.say("command.stopped" if stopped else "command.not_taking_part")
        case "team":
            _found_team(command)
        case "help":
            command.say("command.help_admin" if asked.is_admin else "command.help")
        case _:
            _suggest(command)


def _found_team(command: Command) -> None:
    asked, around = command.asked, command.asked.around
    refusal = _why_no_team(command)
    if refusal:
        command.say(refusal)
        return
    users = [user for user in _users_of(command.client, command.channel) if people.takes_part(user)]
    profiles = [people.profile(user, asked.person.tenant, around) for user in users]
    channel, department = asked.channel(command.channel), command.rest or None
    founded = enrol.found_team(asked.db, channel, department, profiles, command.locale, asked.now)
    around.send_soon()
    command.say("command.team_founded" if founded.new else "command.team_known", invited=founded.invited)


def _why_no_team(command: Command) -> str | None:
    if not command.asked.is_admin:
        return "command.admins_only"
    if not command.channel.startswith(("C", "G")):
        return "command.team_in_channel"
    return None if _is_in(command.client, command.channel) else "command.not_in_channel"


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


def _suggest(command: Command) -> None:
    """A wrong word gets one suggestion, not a wall of text."""
    near = difflib.get_close_matches(command.word, [known for known in WORDS if known], n=1)
    if near:
        command.say("command.did_you_mean", suggestion=f"{COMMAND} {near[0]}")
    else:
        command.say("command.unknown")


def register(app: App) -> None:
    app.command(COMMAND)(on_command)
