"""What Slack tells about a person, read in one place."""

from typing import Any
from zoneinfo import ZoneInfo

from bot.core.addresses import Address
from bot.core.prompts import Locale
from bot.gather import Profile
from handlers.slack.listening import Surroundings

SLACKBOT = "USLACKBOT"


def takes_part(user: dict[str, Any]) -> bool:
    """Bots and deactivated accounts are not invited. Guests are, but count only where that is allowed (R6)."""
    return not (user.get("is_bot") or user.get("deleted") or user["id"] == SLACKBOT)


def profile(user: dict[str, Any], tenant: str, around: Surroundings) -> Profile:
    """The time zone and language of somebody's Slack profile; our own default where Slack names none we know."""
    return Profile(
        address=Address("slack", tenant, "person", user["id"]),
        zone=_zone(user.get("tz"), around.zone),
        locale=_locale(user.get("locale"), around.locale),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")) or _is_from_elsewhere(user, tenant),
    )


def _is_from_elsewhere(user: dict[str, Any], tenant: str) -> bool:
    """Of another workspace, in a channel shared with it: https://docs.slack.dev/apis/slack-connect. In an organisation
    of several workspaces somebody is at home in each that they are a member of."""
    home = {user.get("team_id", tenant), *user.get("enterprise_user", {}).get("teams", [])}
    return bool(tenant) and tenant not in home


def _zone(name: str | None, default: ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else default
    except (KeyError, ValueError, OSError):
        return default


def _locale(name: str | None, default: Locale) -> Locale:
    if not name:
        return default
    return "nl" if name.lower().startswith("nl") else "en"
