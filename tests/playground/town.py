"""A small workspace with somebody and something of every kind, for tests of the Web API."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

SCOPES = [
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
    "users:read.email",
]

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Zomaar"},
    "features": {
        "bot_user": {"display_name": "zomaar"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [{"command": "/zomaar", "description": "Zegt iets"}],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "socket_mode_enabled": True,
        "interactivity": {"is_enabled": True},
        "event_subscriptions": {"bot_events": ["message.channels", "message.im"]},
    },
}

SEED: dict[str, Any] = {
    "team": {"name": "Gemeente Voorbeeld", "domain": "voorbeeld", "lang": "nl"},
    "users": [
        {"id": "U_ANNA", "name": "anna", "real_name": "Anna de Boer", "email": "anna@voorbeeld.nl"},
        {"id": "U_JOHN", "name": "john", "real_name": "John Smith", "tz": "Europe/London", "locale": "en-GB"},
        {"id": "U_GUEST", "name": "gast", "real_name": "Gast", "is_restricted": True},
        {"id": "U_GONE", "name": "weg", "real_name": "Al Weg", "email": "weg@voorbeeld.nl", "deleted": True},
        {"id": "U_STRANGER", "name": "vreemd", "real_name": "Vera Vreemd"},
    ],
    "channels": [
        {"id": "C_TEAM", "name": "team-burgerzaken", "members": ["U_ANNA", "U_JOHN", "zomaar"]},
        {"id": "C_OTHER", "name": "algemeen", "members": ["U_ANNA", "U_JOHN"]},
        {"id": "C_SECRET", "name": "directie", "members": ["U_ANNA"], "is_private": True},
        {"id": "C_OLD", "name": "oud", "members": ["U_ANNA", "zomaar"], "is_archived": True},
    ],
    "usergroups": [{"id": "S_DESK", "handle": "balie", "name": "Balie", "users": ["U_ANNA", "U_JOHN"]}],
}


def refusal(method: Callable[..., SlackResponse], **arguments: Any) -> str:
    """The error code that Slack's client raises for this call."""
    with pytest.raises(SlackApiError) as refused:
        method(**arguments)
    return str(refused.value.response["error"])
