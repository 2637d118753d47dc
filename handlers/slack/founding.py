"""A channel becomes a team, in a window for an administrator; its people are kept in line with Slack."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot import appoint, gather
from bot.core.prompts import Locale
from bot.gather import Founded, Profile, Refusal, Settings
from handlers.slack import founding_blocks, home, people, visiting
from handlers.slack.fields import Filled, carried
from handlers.slack.founding_blocks import COACH, DEPARTMENT, GROUP, LANGUAGE, MODAL
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit

MOST_GROUPS = 100
"""Options that fit in one of Slack's lists."""


def open_team(visit: Visit) -> None:
    """`/zetje team`, in the channel that is to be one."""
    asked = visit.asked
    found = gather.settings_of(asked.db, asked.person, asked.admins, asked.channel(visit.channel))
    if isinstance(found, Refusal):
        visit.say(f"team.error.{found}")
        return
    if not visit.channel.startswith(("C", "G")):
        visit.say("command.team_in_channel")
        return
    if not _is_in(visit.client, visit.channel):
        visit.say("command.not_in_channel")
        return
    known, departments = found
    settings = known or Settings(visit.words or None, visit.asked.around.locale)
    groups = _groups(visit.client)
    visit.open(
        founding_blocks.window(asked.words, visit.locale, visit.channel, settings, departments, groups, new=not known)
    )


def on_team(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    """Reading who is in the channel takes Slack a while; the window waits, and then says how it ended."""
    filled, locale, channel = Filled(view), asked.locale, str(carried(view).get("channel", ""))
    language: Locale = "en" if filled.one(LANGUAGE) == "en" else "nl"
    group = filled.one(GROUP)
    settings = Settings(
        department=filled.text(DEPARTMENT) or None,
        locale=language,
        group=asked.group(group) if group and group != founding_blocks.CHANNEL else None,
    )
    coach = filled.person(COACH)
    ack(response_action="update", view=founding_blocks.told(asked.words, locale, "team.busy"))
    visiting.finish(asked, client, view["id"], lambda: _found(asked, client, channel, settings, coach))


def match_group(asked: Asked, client: WebClient, group: str) -> None:
    gather.match(asked.db, asked.group(group), _profiles(asked, client, _in_group(client, group)), asked.now)
    asked.around.send_soon()


def _found(asked: Asked, client: WebClient, channel: str, settings: Settings, coach: str | None) -> View:
    ids = _in_group(client, settings.group.key) if settings.group else _in_channel(client, channel)
    profiles = _profiles(asked, client, ids)
    place = asked.channel(channel)
    outcome = gather.found(asked.db, asked.person, asked.admins, place, settings, profiles, asked.now)
    if not isinstance(outcome, Founded):
        return founding_blocks.told(asked.words, asked.locale, f"team.error.{outcome}")
    if coach:
        appoint.name_coach(asked.db, asked.person, asked.admins, place, asked.colleague(coach), asked.now)
        home.refresh_for(asked, client, asked.colleague(coach))
    asked.around.send_soon()
    key = "team.founded" if outcome.new else "team.changed"
    return founding_blocks.told(asked.words, asked.locale, key, channel=f"<#{channel}>")


def _profiles(asked: Asked, client: WebClient, ids: list[str]) -> list[Profile]:
    users = [client.users_info(user=id, include_locale=True)["user"] for id in ids]
    return [people.profile(user, asked.person.tenant, asked.around) for user in users if people.takes_part(user)]


def _is_in(client: WebClient, channel: str) -> bool:
    """Whether the bot may post there. Slack hides private channels from who is not in them."""
    try:
        return bool(client.conversations_info(channel=channel)["channel"]["is_member"])
    except SlackApiError as refused:
        if refused.response.get("error") == "channel_not_found":
            return False
        raise


def _in_channel(client: WebClient, channel: str) -> list[str]:
    return [user for page in client.conversations_members(channel=channel, limit=200) for user in page["members"]]


def _in_group(client: WebClient, group: str) -> list[str]:
    return list(client.usergroups_users_list(usergroup=group)["users"])


def _groups(client: WebClient) -> list[tuple[str, str]]:
    """(id, name) of the user groups there are; none where the workspace has no such thing."""
    try:
        found = client.usergroups_list()["usergroups"]
    except SlackApiError:
        return []
    return [(str(group["id"]), f"@{group['handle']}") for group in found][: MOST_GROUPS - 1]


def register(app: App) -> None:
    app.view(MODAL)(on_team)
