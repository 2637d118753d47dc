"""What /_control shows of the workspace."""

from dataclasses import asdict
from itertools import takewhile
from typing import Any

from playground.acts import finding
from playground.api import shapes
from playground.model import Json, Message
from playground.workspace import Workspace


def clock(workspace: Workspace) -> Json:
    moment = workspace.clock
    return {"now": moment.now().isoformat(), "running": moment.running, "speed": moment.speed}


def users(workspace: Workspace) -> list[Json]:
    return [asdict(person) | {"present": person.id in workspace.present} for person in workspace.users.values()]


def channels(workspace: Workspace) -> list[Json]:
    return [asdict(room) for room in workspace.channels.values()]


def usergroups(workspace: Workspace) -> list[Json]:
    return [asdict(group) for group in workspace.usergroups.values()]


def apps(workspace: Workspace) -> list[Json]:
    """With their tokens: they open nothing but this workspace."""
    return [
        asdict(app)
        | {
            "scopes": sorted(app.scopes),
            "events": sorted(app.events),
            "sockets": workspace.wire.sockets.number(app.id),
        }
        for app in workspace.apps.values()
    ]


def messages(workspace: Workspace, user: str, channel: str) -> list[Json]:
    """A conversation as that person sees it; `channel` may be the app's or the other person's name."""
    who = finding.person(workspace, user)
    room = finding.place(workspace, who, channel)
    return [_message(workspace, message) for message in workspace.seen_by(who.id, room.id)]


def posted(workspace: Workspace, since: str = "") -> list[Json]:
    """Everything posted after that ts, in whatever conversation: for whoever wants to keep up cheaply."""
    rooms = workspace.messages.values()
    fresh = [each for room in rooms for each in takewhile(lambda each: each.ts > since, reversed(room.values()))]
    return [_message(workspace, message) for message in sorted(fresh, key=lambda message: message.ts)]


def views(workspace: Workspace, user: str) -> Json:
    """Somebody's open windows, the top one last, and the homes apps made for them, by app id."""
    who = finding.person(workspace, user).id
    return {
        "modals": [_view(workspace, name) for name in workspace.modals.get(who, [])],
        "homes": {app: _view(workspace, name) for (person, app), name in workspace.homes.items() if person == who},
    }


def notices(workspace: Workspace, user: str) -> list[str]:
    return workspace.notices.get(finding.person(workspace, user).id, [])


def traffic(workspace: Workspace, kind: str | None = None, what: str | None = None) -> list[Json]:
    return [line for line in workspace.traffic if kind in (None, line["kind"]) and what in (None, line["what"])]


def _message(workspace: Workspace, message: Message) -> Json:
    room = workspace.channels[message.channel]
    shape: dict[str, Any] = shapes.message(workspace, message)
    return shape | {"channel": message.channel, "ephemeral_to": message.ephemeral_to, "members": room.members}


def _view(workspace: Workspace, name: str) -> Json:
    view = workspace.views[name]
    return shapes.view(workspace, view) | {"errors": view.errors}
