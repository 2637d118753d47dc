"""Questions to Slack about this installation; for `zetje doctor`. Nothing here changes anything."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Installation:
    """What the bot token opens. `clock`: Slack's own, as it stood in the answer."""

    workspace: str
    tenant: str
    name: str
    scopes: frozenset[str]
    clock: datetime | None
    app: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """What the app token opens: the address of a socket that nobody has opened yet."""

    app: str | None
    url: str


class Seat(StrEnum):
    """Where the bot stands with a channel."""

    IN = "in"
    OUT = "out"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Room:
    """`name`: how people call it; its id where Slack hides the name."""

    name: str
    seat: Seat


def installation(client: WebClient) -> Installation:
    """Raises trouble.FAULTS."""
    answer = client.auth_test()
    headers = {name.lower(): value for name, value in answer.headers.items()}
    scopes = frozenset(scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip())
    return Installation(
        workspace=str(answer["team"]),
        tenant=str(answer["team_id"]),
        name=str(answer["user"]),
        scopes=scopes,
        clock=parsedate_to_datetime(headers["date"]) if "date" in headers else None,
        app=_app_of(client, answer.get("bot_id")),
    )


def line(client: WebClient, app_token: str) -> Line:
    """Raises trouble.FAULTS."""
    url = client.apps_connections_open(app_token=app_token)["url"]
    return Line(app=_app_of_token(client, app_token), url=str(url))


def knock(url: str, proxy: str | None) -> None:
    """Whether the socket's host answers, without opening the socket: a bot that runs would miss what came in there.

    Raises trouble.FAULTS.
    """
    there = urlsplit(url)
    host, secure = there.hostname or "", there.scheme == "wss"
    port = there.port or (443 if secure else 80)
    via = urlsplit(proxy) if proxy else None
    first = (via.hostname or "", via.port or 8080) if via else (host, port)
    connection = (HTTPSConnection if secure else HTTPConnection)(*first, timeout=TIMEOUT_SECONDS)
    if via:
        connection.set_tunnel(host, port)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    finally:
        connection.close()


def room(client: WebClient, channel: str) -> Room:
    """Slack hides private channels from who is not in them. Raises trouble.FAULTS."""
    try:
        found = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as refused:
        if refused.response.get("error") == "channel_not_found":
            return Room(channel, Seat.OUT)
        raise
    name = f"#{found.get('name', channel)}"
    if found.get("is_archived"):
        return Room(name, Seat.ARCHIVED)
    return Room(name, Seat.IN if found.get("is_member") else Seat.OUT)


def is_there(client: WebClient, person: str) -> bool:
    """Whether that person is in the workspace and not deactivated. Raises trouble.FAULTS."""
    try:
        return not client.users_info(user=person)["user"].get("deleted", False)
    except SlackApiError as refused:
        if refused.response.get("error") in ("user_not_found", "user_not_visible"):
            return False
        raise


def _app_of_token(client: WebClient, app_token: str) -> str | None:
    try:
        app: str | None = client.auth_test(token=app_token).get("app_id")
    except SlackApiError:  # Slack's page on auth.test does not promise an answer to this kind of token
        return None
    return app


def _app_of(client: WebClient, bot: str | None) -> str | None:
    """The app this bot belongs to; unknown without the scope to ask."""
    try:
        found = client.bots_info(bot=bot)["bot"] if bot else {}
    except SlackApiError:
        return None
    return found.get("app_id")
