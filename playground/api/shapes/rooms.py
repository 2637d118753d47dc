"""Conversations as Slack writes them."""

from typing import TYPE_CHECKING

from playground.model import Channel, Json

if TYPE_CHECKING:
    from playground.workspace import Workspace


def channel(workspace: "Workspace", room: Channel, viewer: str) -> Json:
    """A conversation as `viewer` (a user id) sees it."""
    if room.is_im:
        return _im(workspace, room, viewer)
    creator = room.members[0] if room.members else ""
    return {
        "id": room.id,
        "name": room.name,
        "name_normalized": room.name,
        "is_channel": not room.is_private,
        "is_group": room.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": room.is_private,
        "is_archived": room.is_archived,
        "is_general": False,
        "is_shared": False,
        "is_org_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "is_member": viewer in room.members,
        "created": room.created,
        "creator": creator,
        "unlinked": 0,
        "shared_team_ids": [workspace.team_id],
        "context_team_id": workspace.team_id,
        "topic": {"value": room.topic, "creator": creator if room.topic else "", "last_set": 0},
        "purpose": {"value": room.purpose, "creator": creator if room.purpose else "", "last_set": 0},
        "previous_names": [],
    }


def _im(workspace: "Workspace", room: Channel, viewer: str) -> Json:
    other = next((member for member in room.members if member != viewer), viewer)
    known = workspace.users.get(other)
    return {
        "id": room.id,
        "created": room.created,
        "is_archived": room.is_archived,
        "is_im": True,
        "is_org_shared": False,
        "is_user_deleted": known is not None and known.deleted,
        "user": other,
        "priority": 0,
    }
