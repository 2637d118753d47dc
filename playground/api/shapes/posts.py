"""Messages and files as Slack writes them."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from playground.model import File, Json, Message

if TYPE_CHECKING:
    from playground.workspace import Workspace


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
        "files": [_file_or_grave(workspace, key) for key in post.files],
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


def _file_or_grave(workspace: "Workspace", key: str) -> Json:
    kept = workspace.files.get(key)
    return file(workspace, kept) if kept else {"id": key, "mode": "tombstone"}


def file(workspace: "Workspace", kept: File) -> Json:
    private = f"{workspace.base_url}files-pri/{workspace.team_id}-{kept.id}"
    name = quote(kept.name, safe="")
    place = f"https://{workspace.domain}.slack.com/files/{kept.user}/{kept.id}/{name}"
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
        "url_private": f"{private}/{name}",
        "url_private_download": f"{private}/download/{name}",
        "permalink": place,
        "channels": kept.channels,
        "file_access": "visible",
    }
