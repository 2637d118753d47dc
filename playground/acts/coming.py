"""Coming, going and changing: people in channels, apps in channels, accounts."""

from typing import TYPE_CHECKING

from playground.acts import finding
from playground.acts.refusals import CannotDo
from playground.model import Channel, User

if TYPE_CHECKING:
    from playground.workspace import Workspace

PROFILE = {
    "real_name",
    "display_name",
    "title",
    "email",
    "tz",
    "locale",
    "status_text",
    "status_emoji",
    "is_admin",
    "is_restricted",
}
"""What can be changed about somebody."""


def join(workspace: "Workspace", user: str, channel: str) -> None:
    who, room = finding.person(workspace, user), _room(workspace, channel)
    if who.id not in room.members:
        workspace.member_joined(room.id, who.id)


def leave(workspace: "Workspace", user: str, channel: str) -> None:
    who, room = finding.person(workspace, user), _room(workspace, channel)
    if who.id in room.members:
        workspace.member_left(room.id, who.id)


def invite_bot(workspace: "Workspace", user: str, channel: str, app: str) -> None:
    """Brings an app's bot into a channel, as /invite does."""
    who, room = finding.person(workspace, user), _room(workspace, channel)
    if who.id not in room.members:
        raise CannotDo(f"{who.name} is not in this conversation.")
    found = next((each for each in workspace.apps.values() if app in (each.id, each.name, each.bot_user)), None)
    if found is None:
        raise CannotDo(f"There is no app called {app}.")
    if found.bot_user not in room.members:
        workspace.member_joined(room.id, found.bot_user, inviter=who.id)


def create_person(workspace: "Workspace", person: User) -> User:
    if person.id in workspace.users:
        raise CannotDo(f"There is already somebody called {person.id}.")
    workspace.users[person.id] = person
    workspace.tell({"people": True})
    workspace.wire.events.about_person("team_join", person)
    return person


def deactivate(workspace: "Workspace", user: str) -> None:
    """Closes an account. Slack tells apps by a user_change with `deleted`."""
    who = finding.person(workspace, user)
    who.deleted = True
    _changed(workspace, who)


def change_profile(workspace: "Workspace", user: str, **changes: object) -> None:
    """Time zone, language, name, title, … of one person."""
    who = finding.person(workspace, user)
    unknown = changes.keys() - PROFILE
    if unknown:
        raise CannotDo(f"Nobody has a {', '.join(sorted(unknown))} to change.")
    for name, value in changes.items():
        setattr(who, name, value)
    _changed(workspace, who)


def _changed(workspace: "Workspace", who: User) -> None:
    workspace.tell({"people": True})
    workspace.wire.events.about_person("user_change", who)


def _room(workspace: "Workspace", channel: str) -> Channel:
    named = (each for each in workspace.channels.values() if each.name and each.name == channel)
    room = workspace.channels.get(channel) or next(named, None)
    if room is None or room.is_im:
        raise CannotDo(f"There is no channel called {channel}.")
    return room
