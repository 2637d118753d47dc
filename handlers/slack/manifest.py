"""The manifest Slack wants of an app: what it is called, what it may do, what it hears."""

from typing import Any

from bot.content.wording import Wording
from bot.core.prompts import Locale
from handlers.slack.commands import CHALLENGE, COMMAND, COMMITMENT, RECIPE

PATH = "/slack/events"
"""Where signed requests arrive, when they come instead of a socket."""
SCOPES = {
    "chat:write": "to send nudges and the weekly post",
    "commands": "for /zetje",
    "im:write": "to find the conversation with somebody again after a fault",
    "im:history": "to take a typed answer, and to see whether a message arrived",
    "channels:read": "to know who is in a team's channel",
    "groups:read": "the same for a private channel",
    "channels:history": "to see whether the weekly post arrived",
    "groups:history": "the same for a private channel",
    "usergroups:read": "to let a user group be a team's people",
    "users:read": "to know time zone and language",
    "files:write": "to put the picture in the weekly post, and to give somebody their own data",
}
EVENTS = [
    "app_home_opened",
    "app_uninstalled",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "subteam_updated",
    "tokens_revoked",
    "user_change",
]
COLOUR = "#1f5f5b"


def manifest(words: Wording, locale: Locale, request_url: str | None = None) -> dict[str, Any]:
    """Socket Mode, unless there is a `request_url` where Slack can send its requests."""
    settings: dict[str, Any] = {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": False,
        "socket_mode_enabled": request_url is None,
        "token_rotation_enabled": False,
    }
    commands = [
        _command(words, locale, COMMAND, "command"),
        _command(words, locale, COMMITMENT[locale], "commitment"),
        _command(words, locale, RECIPE[locale], "recipe"),
        _command(words, locale, CHALLENGE[locale], "challenge"),
    ]
    if request_url:
        settings["event_subscriptions"]["request_url"] = request_url
        settings["interactivity"]["request_url"] = request_url
        settings["interactivity"]["message_menu_options_url"] = request_url
        commands = [command | {"url": request_url} for command in commands]
    return {
        "display_information": {
            "name": "Zetje",
            "description": words.say(locale, "manifest.description"),
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Zetje", "always_online": True},
            "slash_commands": commands,
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": settings,
    }


def _command(words: Wording, locale: Locale, name: str, key: str) -> dict[str, Any]:
    return {
        "command": name,
        "description": words.say(locale, f"manifest.{key}"),
        "usage_hint": words.say(locale, f"manifest.{key}_hint"),
        "should_escape": False,
    }
