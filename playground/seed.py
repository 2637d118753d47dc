"""Making a workspace from a seed and the manifests of its apps."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from playground.clock import Clock
from playground.model import App, Channel, Command, Json, User, UserGroup
from playground.workspace import Workspace

NEEDS: dict[str, set[str]] = {
    "app_mention": {"app_mentions:read"},
    "channel_archive": {"channels:read", "groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "subteam_created": {"usergroups:read"},
    "subteam_updated": {"usergroups:read"},
    "team_join": {"users:read"},
    "user_change": {"users:read"},
}
"""The scopes of which an app must have one before it may subscribe to an event."""


class BadSeed(ValueError):
    """What is wrong with a seed or a manifest, in one sentence."""


def plant(seed: Json, manifests: Sequence[Json], start: datetime | None = None) -> Workspace:
    """The workspace. Names may stand where ids are left out; the same seed gives the same ids and tokens."""
    team = seed.get("team", {})
    workspace = Workspace(
        team_id=team.get("id", "T0PLAYGROUND"),
        name=team.get("name", "Playground"),
        domain=team.get("domain", "playground"),
        lang=team.get("lang", "nl"),
        clock=Clock(start),
        seed=int(seed.get("seed", 1)),
        hints=list(seed.get("hints", [])),
        jumps=list(seed.get("jumps", [])),
    )
    for entry in seed.get("users", []):
        _add_user(workspace, entry)
    for number, manifest in enumerate(manifests, start=1):
        _install(workspace, manifest, number)
    for entry in seed.get("channels", []):
        _add_channel(workspace, entry)
    for entry in seed.get("usergroups", []):
        _add_group(workspace, entry)
    return workspace


def _add_user(workspace: Workspace, entry: Json) -> None:
    try:
        person = User(**({"id": workspace.new_id("U"), "real_name": entry.get("name", "")} | entry))
    except TypeError as fault:
        raise BadSeed(f"A user in the seed cannot be read: {fault}.") from None
    workspace.users[person.id] = person


def _add_channel(workspace: Workspace, entry: Json) -> None:
    fields: Json = {"id": workspace.new_id("C"), "created": int(workspace.clock.now().timestamp())} | entry
    fields["members"] = [_user_id(workspace, name) for name in entry.get("members", [])]
    try:
        room = Channel(**fields)
    except TypeError as fault:
        raise BadSeed(f"A channel in the seed cannot be read: {fault}.") from None
    workspace.channels[room.id] = room


def _add_group(workspace: Workspace, entry: Json) -> None:
    users = [_user_id(workspace, name) for name in entry.get("users", [])]
    group = UserGroup(
        entry.get("id") or workspace.new_id("S"), entry["handle"], str(entry.get("name", entry["handle"])), users
    )
    workspace.usergroups[group.id] = group


def _user_id(workspace: Workspace, name: str) -> str:
    for person in workspace.users.values():
        if name in (person.id, person.name):
            return person.id
    raise BadSeed(f"The seed puts {name} somewhere, but there is no user {name}.")


def _install(workspace: Workspace, manifest: Json, number: int) -> None:
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    name = manifest.get("display_information", {}).get("name")
    if not name:
        raise BadSeed("A manifest has no name: display_information.name is missing.")
    _check_events(name, manifest, settings)
    app_id = f"A0PLAYGRD{number:02}"
    display = features.get("bot_user", {}).get("display_name", name)
    bot = User(
        id=workspace.new_id("U"),
        name=display.lower().replace(" ", "-"),
        real_name=display,
        display_name=display,
        is_bot=True,
        app_id=app_id,
        bot_id=workspace.new_id("B"),
    )
    workspace.users[bot.id] = bot
    workspace.apps[app_id] = _app(workspace, manifest, features, settings, bot, number)


def _app(workspace: Workspace, manifest: Json, features: Json, settings: Json, bot: User, number: int) -> App:
    scopes = _scopes(manifest)
    home = features.get("app_home", {})
    request_url = _request_url(settings, features)
    secret = hashlib.sha256(f"{workspace.seed}|{number}".encode()).hexdigest()
    return App(
        id=str(bot.app_id),
        name=manifest["display_information"]["name"],
        bot_user=bot.id,
        bot_id=str(bot.bot_id),
        # Made to look like tokens, and known to everybody: they open nothing but this workspace.
        bot_token=f"xoxb-playground-{number}-{secret[:12]}",
        app_token=f"xapp-playground-{number}-{secret[12:24]}",
        signing_secret=secret[:32],
        scopes=scopes,
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        commands=_commands(features) if "commands" in scopes else {},
        socket_mode=bool(settings.get("socket_mode_enabled", not request_url)),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        read_only=bool(home.get("messages_tab_read_only_enabled", False)),
        interactive=bool(settings.get("interactivity", {}).get("is_enabled", False)),
        description=manifest["display_information"].get("description", ""),
        request_url=request_url,
    )


def _check_events(name: str, manifest: Json, settings: Json) -> None:
    for event in settings.get("event_subscriptions", {}).get("bot_events", []):
        needed = NEEDS.get(event, set())
        if needed and needed.isdisjoint(_scopes(manifest)):
            raise BadSeed(f"{name} asks for the event {event}, which needs the scope {' or '.join(sorted(needed))}.")


def _scopes(manifest: Json) -> frozenset[str]:
    return frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))


def _commands(features: Json) -> dict[str, Command]:
    made = (
        Command(
            command=entry["command"],
            description=entry.get("description", ""),
            usage_hint=entry.get("usage_hint", ""),
            should_escape=bool(entry.get("should_escape", False)),
        )
        for entry in features.get("slash_commands", [])
    )
    return {command.command: command for command in made}


def _request_url(settings: Json, features: Json) -> str:
    """One address for everything, as Bolt has it."""
    places: list[Any] = [settings.get("event_subscriptions", {}), settings.get("interactivity", {})]
    urls = [place.get("request_url") for place in places]
    urls += [command.get("url") for command in features.get("slash_commands", [])]
    return next((str(url) for url in urls if url), "")
