"""The shapes of interactions and commands, as Slack documents them."""

from typing import TYPE_CHECKING

from playground.api import shapes
from playground.model import App, Channel, Json, Message, View

if TYPE_CHECKING:
    from playground.workspace import Workspace


def place_in_message(workspace: "Workspace", message: Message) -> Json:
    """Where in the workspace that message is. Slack leaves the message itself out when it is ephemeral."""
    room = workspace.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": room.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    place = {"container": container, "channel": {"id": room.id, "name": _name(room)}}
    return place if message.ephemeral_to else place | {"message": shapes.message(workspace, message)}


def place_in_view(workspace: "Workspace", view: View, values: Json) -> Json:
    return {"container": {"type": "view", "view_id": view.id}, "view": _view(workspace, view, values)}


def in_message(
    workspace: "Workspace", app: App, user: str, message: Message, action: Json, values: Json, response_url: str
) -> Json:
    """block_actions from a message. `values` is what is filled in in it."""
    body = _interaction(workspace, app, user, "block_actions") | place_in_message(workspace, message)
    return body | {"state": {"values": values}, "response_url": response_url, "actions": [action]}


def in_view(workspace: "Workspace", app: App, user: str, view: View, action: Json, values: Json) -> Json:
    """block_actions from a modal or an App Home."""
    body = _interaction(workspace, app, user, "block_actions") | place_in_view(workspace, view, values)
    return body | {"actions": [action]}


def submission(workspace: "Workspace", app: App, view: View, values: Json, response_urls: list[Json]) -> Json:
    body = _interaction(workspace, app, view.user, "view_submission")
    return body | {"view": _view(workspace, view, values), "response_urls": response_urls}


def closed(workspace: "Workspace", app: App, view: View, values: Json, is_cleared: bool) -> Json:
    body = _silent(workspace, app, view.user, "view_closed")
    return body | {"view": _view(workspace, view, values), "is_cleared": is_cleared}


def suggestion(workspace: "Workspace", app: App, user: str, action: Json, query: str, place: Json) -> Json:
    """block_suggestion: the options of an external select."""
    return (
        _silent(workspace, app, user, "block_suggestion")
        | place
        | {"action_id": action["action_id"], "block_id": action["block_id"], "value": query}
    )


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
    """Something that may open a window."""
    return _silent(workspace, app, user, type) | {"trigger_id": workspace.new_trigger(user, app.id)}


def _silent(workspace: "Workspace", app: App, user: str, type: str) -> Json:
    person = workspace.users[user]
    return {
        "type": type,
        "user": {"id": user, "username": person.name, "name": person.name, "team_id": workspace.team_id},
        "api_app_id": app.id,
        "token": "playground",
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _view(workspace: "Workspace", view: View, values: Json) -> Json:
    return shapes.view(workspace, view) | {"state": {"values": values}}


def _name(room: Channel) -> str:
    return "directmessage" if room.is_im else "privategroup" if room.is_private else room.name
