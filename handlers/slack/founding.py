"""A channel becomes a team."""

from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import enrol
from handlers.slack import people
from handlers.slack.visiting import Visit


def found_team(visit: Visit) -> None:
    asked = visit.asked
    refusal = _why_no_team(visit)
    if refusal:
        visit.say(refusal)
        return
    users = [user for user in _users_of(visit.client, visit.channel) if people.takes_part(user)]
    profiles = [people.profile(user, asked.person.tenant, asked.around) for user in users]
    channel, department = asked.channel(visit.channel), visit.words or None
    founded = enrol.found_team(asked.db, channel, department, profiles, visit.locale, asked.now)
    asked.around.send_soon()
    visit.say("command.team_founded" if founded.new else "command.team_known", invited=founded.invited)


def _why_no_team(visit: Visit) -> str | None:
    if not visit.asked.is_admin:
        return "command.admins_only"
    if not visit.channel.startswith(("C", "G")):
        return "command.team_in_channel"
    return None if _is_in(visit.client, visit.channel) else "command.not_in_channel"


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
