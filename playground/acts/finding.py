"""Finding the people, places and controls that somebody points at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground import checks
from playground.acts.refusals import CannotDo
from playground.model import App, Channel, File, Json, Message, User, View

if TYPE_CHECKING:
    from playground.workspace import Workspace


@dataclass(frozen=True)
class Control:
    """Something to click or fill in. `block` is the block it is in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def sends_at_once(self) -> bool:
        """Outside an input block a choice is told to the app at once; inside one only when the block says so."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def anybody(workspace: "Workspace", user: str) -> User:
    """By id or by name, also when the account is closed."""
    found = workspace.users.get(user) or next((each for each in workspace.users.values() if each.name == user), None)
    if found is None:
        raise CannotDo(f"There is nobody called {user}.")
    return found


def person(workspace: "Workspace", user: str) -> User:
    """Somebody who can do things here."""
    found = anybody(workspace, user)
    if found.deleted:
        raise CannotDo(f"The account of {found.name} is deactivated.")
    return found


def app(workspace: "Workspace", name: str) -> App:
    """By id, by name, or by its bot's id or name."""
    for each in workspace.apps.values():
        if name in (each.id, each.name, each.bot_user, workspace.users[each.bot_user].name):
            return each
    raise CannotDo(f"There is no app called {name}.")


def room(workspace: "Workspace", channel: str) -> Channel:
    """A channel, by id or by name, whoever is in it."""
    name = channel.removeprefix("#")
    named = (each for each in workspace.channels.values() if each.name and each.name == name)
    found = workspace.channels.get(channel) or next(named, None)
    if found is None or found.is_im:
        raise CannotDo(f"There is no channel called {channel}.")
    return found


def place(workspace: "Workspace", user: User, channel: str) -> Channel:
    """A conversation that person is in, by id, by name, or by the app or person to talk with."""
    known = workspace.channels.get(channel)
    if known is None:
        name = channel.removeprefix("#")
        known = next((each for each in workspace.channels.values() if each.name and each.name == name), None)
    if known is None:
        known = _direct(workspace, user, channel.removeprefix("@"))
    if user.id not in known.members:
        raise CannotDo(f"{user.name} is not in this conversation.")
    return known


def _direct(workspace: "Workspace", user: User, other: str) -> Channel:
    try:
        return workspace.im(user.id, app(workspace, other).id)
    except CannotDo:
        return workspace.im(user.id, person(workspace, other).id)


def message(workspace: "Workspace", user: User, channel: str, ts: str) -> Message:
    found = workspace.message(place(workspace, user, channel).id, ts)
    if found is None or found.ephemeral_to not in (None, user.id):
        raise CannotDo("That message is not there.")
    return found


def file(workspace: "Workspace", user: User, file_id: str) -> File:
    """One's own, one from a conversation one is in, or one that was shared nowhere and only stands in blocks."""
    found = workspace.files.get(file_id)
    rooms = [workspace.channels[key] for key in found.channels] if found else []
    if found is None or (rooms and found.user != user.id and all(user.id not in room.members for room in rooms)):
        raise CannotDo("That file is not there.")
    return found


def view(workspace: "Workspace", user: User, view_id: str) -> View:
    found = workspace.views.get(view_id)
    if found is None or found.user != user.id:
        raise CannotDo("That window is not open.")
    return found


def window(workspace: "Workspace", user: User, view_id: str) -> View:
    """A modal, not a home."""
    found = view(workspace, user, view_id)
    if found.type != "modal":
        raise CannotDo("A home cannot be submitted or closed.")
    return found


def control(blocks: list[Json], action_id: str, block_id: str | None = None) -> Control:
    """The element with that action id; `block_id` tells two of them apart."""
    for block in blocks:
        for element, _ in checks.elements(block):
            if element.get("action_id") == action_id and block_id in (None, "", block.get("block_id")):
                return Control(block, element)
    raise CannotDo(f"There is nothing called {action_id} here.")


def app_of(workspace: "Workspace", app_id: str | None) -> App:
    found = workspace.apps.get(app_id or "")
    if found is None:
        raise CannotDo("No app belongs to this.")
    return found
