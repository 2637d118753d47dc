"""Events: what happened in the workspace, told to every app that subscribed and may see it."""

from typing import TYPE_CHECKING

from playground.api import shapes
from playground.model import App, Channel, Json, Message, User, UserGroup

if TYPE_CHECKING:
    from playground.workspace import Workspace


class Events:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace

    def posted(self, message: Message) -> None:
        room = self.workspace.channels[message.channel]
        event = shapes.message(self.workspace, message) | self._place(room) | {"event_ts": message.ts}
        self._emit(_message_name(room), event, room)
        for app in self.workspace.apps.values():
            if f"<@{app.bot_user}>" in message.text and not room.is_im and message.user != app.bot_user:
                self._emit("app_mention", event | {"type": "app_mention"}, room, only=app)

    def changed(self, message: Message, before: Message) -> None:
        room = self.workspace.channels[message.channel]
        event = {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "message": shapes.message(self.workspace, message),
            "previous_message": shapes.message(self.workspace, before),
            "ts": self.workspace.new_ts(),
        }
        self._emit(_message_name(room), event | self._place(room), room)

    def deleted(self, message: Message) -> None:
        room = self.workspace.channels[message.channel]
        event = {
            "type": "message",
            "subtype": "message_deleted",
            "hidden": True,
            "deleted_ts": message.ts,
            "previous_message": shapes.message(self.workspace, message),
            "ts": self.workspace.new_ts(),
        }
        self._emit(_message_name(room), event | self._place(room), room)

    def reacted(self, name: str, message: Message, user: str, reaction: str) -> None:
        room = self.workspace.channels[message.channel]
        item = {"type": "message", "channel": room.id, "ts": message.ts}
        event = {"type": name, "user": user, "reaction": reaction, "item_user": message.user, "item": item}
        self._emit(name, event, room)

    def moved(self, name: str, room: Channel, user: str, inviter: str | None) -> None:
        event = {"type": name, "user": user, "channel": room.id, "channel_type": _letter(room)}
        event |= {"team": self.workspace.team_id} | ({"inviter": inviter} if inviter else {})
        self._emit(name, event, room)

    def opened_home(self, app: App, user: str, tab: str, channel: str, view: Json | None) -> None:
        event: Json = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab}
        self._emit("app_home_opened", event | ({"view": view} if view else {}), None, only=app)

    def about_person(self, name: str, person: User) -> None:
        """team_join and user_change."""
        self._emit(name, {"type": name, "user": shapes.user(self.workspace, person)}, None)

    def about_room(self, name: str, room: Channel, user: str) -> None:
        self._emit(name, {"type": name, "channel": room.id, "user": user}, room)

    def about_group(self, name: str, group: UserGroup) -> None:
        """subteam_created and subteam_updated."""
        self._emit(name, {"type": name, "subteam": shapes.usergroup(self.workspace, group, include_users=True)}, None)

    def about_app(self, name: str, app: App) -> None:
        """app_uninstalled and tokens_revoked."""
        tokens = {"tokens": {"oauth": [], "bot": [app.bot_user]}} if name == "tokens_revoked" else {}
        self._emit(name, {"type": name, **tokens}, None, only=app)

    def _place(self, room: Channel) -> Json:
        return {"channel": room.id, "channel_type": "im" if room.is_im else "group" if room.is_private else "channel"}

    def _emit(self, name: str, event: Json, room: Channel | None, only: App | None = None) -> None:
        for app in [only] if only else list(self.workspace.apps.values()):
            if name in app.events and (room is None or app.bot_user in room.members):
                stamped = event if "event_ts" in event else event | {"event_ts": self.workspace.new_ts()}
                self.workspace.wire.tell(app, self._callback(app, stamped))

    def _callback(self, app: App, event: Json) -> Json:
        workspace = self.workspace
        authorization = {
            "enterprise_id": None,
            "team_id": workspace.team_id,
            "user_id": app.bot_user,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": "playground",
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "context_enterprise_id": None,
            "api_app_id": app.id,
            "event": event,
            "type": "event_callback",
            "event_id": workspace.new_id("Ev"),
            "event_time": int(workspace.clock.now().timestamp()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
            "event_context": workspace.new_id("4-"),
        }


def _message_name(room: Channel) -> str:
    """What a manifest calls messages in that kind of conversation."""
    return "message.im" if room.is_im else "message.groups" if room.is_private else "message.channels"


def _letter(room: Channel) -> str:
    return "D" if room.is_im else "G" if room.is_private else "C"
