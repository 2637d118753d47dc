"""The nouns as Slack writes them in JSON. What a page shows and what a rule decides lives elsewhere."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from playground.model import Channel, File, Json, Message, User, UserGroup, View

if TYPE_CHECKING:
    from playground.workspace import Workspace


def user(workspace: "Workspace", person: User, include_locale: bool = True) -> Json:
    shape: Json = {
        "id": person.id,
        "team_id": workspace.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(workspace.clock.now().timestamp()),
        "profile": profile(workspace, person),
    }
    if not person.deleted:
        shape |= _standing(workspace.clock.now(), person)
    if include_locale and not person.deleted:
        shape["locale"] = person.locale
    return shape


def _standing(now: datetime, person: User) -> Json:
    """What Slack tells only about accounts that are still in use."""
    return {
        "real_name": person.real_name,
        "color": "9f69e7",
        "tz": person.tz,
        "tz_label": _tz_label(now, person),
        "tz_offset": person.tz_offset(now),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }


def _tz_label(now: datetime, person: User) -> str:
    summer = bool(now.astimezone(ZoneInfo(person.tz)).dst())
    names = {"Europe/Amsterdam": "Central European"}
    if person.tz in names:
        return f"{names[person.tz]} {'Summer Time' if summer else 'Time'}"
    return person.tz.rsplit("/", 1)[-1].replace("_", " ")


def profile(workspace: "Workspace", person: User) -> Json:
    shape: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "first_name": person.real_name.partition(" ")[0],
        "last_name": person.real_name.partition(" ")[2],
        "status_text": person.status_text,
        "status_emoji": person.status_emoji,
        "status_expiration": 0,
        "avatar_hash": "",
        "team": workspace.team_id,
    }
    if person.is_bot:
        return shape | {"api_app_id": person.app_id, "bot_id": person.bot_id, "always_active": True}
    return shape | {"email": person.email}


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


def message(workspace: "Workspace", post: Message, include_metadata: bool = True) -> Json:
    """Fields that are empty are left out, as Slack does; `type`, `user`, `text` and `ts` are always there."""
    shape: Json = {"type": "message", "user": post.user, "text": post.text, "ts": post.ts, "team": workspace.team_id}
    optional: Json = {
        "subtype": post.subtype,
        "bot_id": post.bot_id,
        "app_id": post.app_id,
        "username": post.username,
        "icons": {"emoji": post.icon_emoji} if post.icon_emoji else None,
        "client_msg_id": post.client_msg_id,
        "blocks": post.blocks,
        "attachments": post.attachments,
        "thread_ts": post.thread_ts,
        "edited": {"user": post.user, "ts": post.edited_ts} if post.edited_ts else None,
        "metadata": post.metadata if include_metadata else None,
        "files": [file(workspace, workspace.files[key]) for key in post.files if key in workspace.files],
        "reactions": _reactions(post),
        "bot_profile": _bot_profile(workspace, post),
    }
    return shape | {name: value for name, value in optional.items() if value}


def thread(post: Message, replies: list[Message]) -> Json:
    """What a parent message tells about its thread."""
    if not replies:
        return {}
    voices = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": post.ts,
        "reply_count": len(replies),
        "reply_users_count": len(voices),
        "reply_users": voices[:5],
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def _reactions(post: Message) -> list[Json]:
    return [{"name": name, "users": users, "count": len(users)} for name, users in post.reactions.items() if users]


def _bot_profile(workspace: "Workspace", post: Message) -> Json | None:
    app = workspace.apps.get(post.app_id or "")
    if not app:
        return None
    return {
        "id": app.bot_id,
        "app_id": app.id,
        "user_id": app.bot_user,
        "name": app.name,
        "icons": {},
        "deleted": False,
        "updated": 0,
        "team_id": workspace.team_id,
    }


def view(workspace: "Workspace", shown: View) -> Json:
    app = workspace.apps[shown.app_id]
    empty: Json = {
        "private_metadata": "",
        "callback_id": "",
        "title": None,
        "submit": None,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
    }
    return {
        **empty,
        **shown.body,
        "id": shown.id,
        "team_id": workspace.team_id,
        "type": shown.type,
        "state": {"values": shown.state},
        "hash": shown.hash,
        "previous_view_id": shown.previous,
        "root_view_id": shown.root or shown.id,
        "external_id": shown.external_id,
        "app_id": shown.app_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": app.bot_id,
    }


def file(workspace: "Workspace", kept: File) -> Json:
    private = f"{workspace.base_url}files-pri/{workspace.team_id}-{kept.id}"
    place = f"https://{workspace.domain}.slack.com/files/{kept.user}/{kept.id}/{kept.name}"
    return {
        "id": kept.id,
        "name": kept.name,
        "title": kept.title or kept.name,
        "mimetype": kept.mimetype,
        "filetype": kept.name.rpartition(".")[2].lower(),
        "user": kept.user,
        "size": kept.size,
        "mode": "hosted",
        "alt_txt": kept.alt_text,
        "is_external": False,
        "is_public": bool(kept.channels),
        "url_private": f"{private}/{kept.name}",
        "url_private_download": f"{private}/download/{kept.name}",
        "permalink": place,
        "channels": kept.channels,
        "file_access": "visible",
    }


def usergroup(workspace: "Workspace", group: UserGroup, include_users: bool) -> Json:
    shape: Json = {
        "id": group.id,
        "team_id": workspace.team_id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "description": "",
        "is_external": False,
        "date_create": 0,
        "date_update": 0,
        "date_delete": 0,
        "user_count": len(group.users),
    }
    return shape | ({"users": group.users} if include_users else {})


def team(workspace: "Workspace") -> Json:
    return {
        "id": workspace.team_id,
        "name": workspace.name,
        "url": f"https://{workspace.domain}.slack.com/",
        "domain": workspace.domain,
        "email_domain": "",
        "icon": {},
    }
