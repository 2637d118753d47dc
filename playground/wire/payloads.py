"""The shapes of interactions and commands, as Slack documents them."""

from typing import TYPE_CHECKING

from playground.api import shapes
from playground.model import App, Channel, Json, Message, View

if TYPE_CHECKING:
    from playground.workspace import Workspace


def in_message(workspace: "Workspace", app: App, user: str, message: Message, action: Json, response_url: str) -> Json:
    """block_actions from a message."""
    room = workspace.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": room.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    body = _interaction(workspace, app, user, "block_actions") | {
        "container": container,
        "channel": {"id": room.id, "name": _name(room)},
        "state": {"values": message.state},
        "response_url": response_url,
        "actions": [action],
    }
    # Slack leaves the message of an ephemeral one out.
    return body if message.ephemeral_to else body | {"message": shapes.message(workspace, message)}


def in_view(workspace: "Workspace", app: App, user: str, view: View, action: Json) -> Json:
    """block_actions from a modal or an App Home."""
    return _interaction(workspace, app, user, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "view": shapes.view(workspace, view),
        "actions": [action],
    }


def submission(workspace: "Workspace", app: App, view: View) -> Json:
    shape = shapes.view(workspace, view)
    return _interaction(workspace, app, view.user, "view_submission") | {"view": shape, "response_urls": []}


def closed(workspace: "Workspace", app: App, view: View, is_cleared: bool) -> Json:
    body = _interaction(workspace, app, view.user, "view_closed")
    body.pop("trigger_id")
    return body | {"view": shapes.view(workspace, view), "is_cleared": is_cleared}


def suggestion(workspace: "Workspace", app: App, user: str, action: Json, query: str, place: Json) -> Json:
    """block_suggestion: the options of an external select."""
    body = _interaction(workspace, app, user, "block_suggestion")
    body.pop("trigger_id")
    return body | place | {"action_id": action["action_id"], "block_id": action["block_id"], "value": query}


def command(
    workspace: "Workspace", app: App, user: str, room: Channel, name: str, text: str, response_url: str
) -> Json:
    return {
        "token": "playground",
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": room.id,
        "channel_name": _name(room),
        "user_id": user,
        "user_name": workspace.users[user].name,
        "command": name,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": workspace.new_trigger(user, app.id),
    }


def _interaction(workspace: "Workspace", app: App, user: str, type: str) -> Json:
    person = workspace.users[user]
    return {
        "type": type,
        "user": {"id": user, "username": person.name, "name": person.name, "team_id": workspace.team_id},
        "api_app_id": app.id,
        "token": "playground",
        "trigger_id": workspace.new_trigger(user, app.id),
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _name(room: Channel) -> str:
    return "directmessage" if room.is_im else "privategroup" if room.is_private else room.name
