"""Coming, going and changing: people in channels, apps in channels, accounts, groups."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from playground.acts import finding
from playground.acts.refusals import CannotDo
from playground.model import User, UserGroup

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


async def join(workspace: "Workspace", user: str, channel: str, inviter: str = "") -> None:
    """By oneself, or brought in by a member; a private channel and a guest take a member to do it."""
    who, room = finding.person(workspace, user), finding.room(workspace, channel)
    host = finding.person(workspace, inviter) if inviter else None
    if host and host.id not in room.members:
        raise CannotDo(f"{host.name} is not in this conversation.")
    if not host and (room.is_private or who.is_restricted):
        raise CannotDo(f"Somebody in {room.name} has to invite {who.name}.")
    workspace.member_joined(room.id, who.id, inviter=host.id if host else None)


async def leave(workspace: "Workspace", user: str, channel: str) -> None:
    """Also how an app's bot is put out of a channel."""
    who, room = finding.anybody(workspace, user), finding.room(workspace, channel)
    if who.id in room.members:
        workspace.member_left(room.id, who.id)


async def invite_bot(workspace: "Workspace", user: str, channel: str, app: str) -> None:
    """Brings an app's bot into a channel, as /invite does."""
    await join(workspace, finding.app(workspace, app).bot_user, channel, inviter=user)


async def archive(workspace: "Workspace", user: str, channel: str) -> None:
    who, room = finding.person(workspace, user), finding.room(workspace, channel)
    workspace.wire.events.about_room("channel_archive", room, who.id)
    room.is_archived = True
    workspace.tell({"channel": room.id, "people": True})


async def create_person(workspace: "Workspace", person: User) -> User:
    if person.id in workspace.users:
        raise CannotDo(f"There is already somebody called {person.id}.")
    workspace.users[person.id] = person
    workspace.tell({"people": True})
    workspace.wire.events.about_person("team_join", person)
    return person


async def deactivate(workspace: "Workspace", user: str) -> None:
    """Closes an account. Slack tells apps by a user_change with `deleted`."""
    who = finding.person(workspace, user)
    who.deleted = True
    workspace.close_modals(who.id)
    _changed(workspace, who)


async def change_profile(workspace: "Workspace", user: str, **changes: object) -> None:
    """Time zone, language, name, title, … of one person."""
    who = finding.person(workspace, user)
    unknown = changes.keys() - PROFILE
    if unknown:
        raise CannotDo(f"Nobody has a {', '.join(sorted(unknown))} to change.")
    for name, value in changes.items():
        setattr(who, name, value)
    _changed(workspace, who)


async def change_group(workspace: "Workspace", handle: str, users: Sequence[str], name: str = "") -> UserGroup:
    """Who is in a user group; a new handle makes a new group."""
    members = [finding.person(workspace, user).id for user in users]
    known = next((group for group in workspace.usergroups.values() if group.handle == handle), None)
    group = known or UserGroup(workspace.new_id("S"), handle, name or handle)
    group.users, group.name = members, name or group.name
    workspace.usergroups[group.id] = group
    workspace.tell({"people": True})
    workspace.wire.events.about_group("subteam_updated" if known else "subteam_created", group)
    return group


def _changed(workspace: "Workspace", who: User) -> None:
    workspace.tell({"people": True})
    workspace.wire.events.about_person("user_change", who)
