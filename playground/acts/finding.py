"""Finding the people, places and controls that somebody points at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground import checks
from playground.acts.refusals import CannotDo
from playground.model import App, Channel, Json, Message, User, View

if TYPE_CHECKING:
    from playground.workspace import Workspace


@dataclass(frozen=True)
class Control:
    """Something to click or fill in. `block` is the block it is in."""

    block: Json
    element: Json

    @property
    def sends_at_once(self) -> bool:
        """Outside an input block a choice is told to the app at once; inside one only when the block says so."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def person(workspace: "Workspace", user: str) -> User:
    found = workspace.users.get(user) or next((each for each in workspace.users.values() if each.name == user), None)
    if found is None:
        raise CannotDo(f"There is nobody called {user}.")
    if found.deleted:
        raise CannotDo(f"The account of {found.name} is deactivated.")
    return found


def place(workspace: "Workspace", user: User, channel: str) -> Channel:
    """A conversation that person is in, by id, by name, or by the app or person to talk with."""
    rooms = workspace.channels
    room = rooms.get(channel) or next((each for each in rooms.values() if each.name and each.name == channel), None)
    if room is None:
        room = _direct(workspace, user, channel)
    if user.id not in room.members:
        raise CannotDo(f"{user.name} is not in this conversation.")
    return room


def _direct(workspace: "Workspace", user: User, other: str) -> Channel:
    app = next((app for app in workspace.apps.values() if other in (app.id, app.name, app.bot_user)), None)
    if app:
        return workspace.im(user.id, app.id)
    return workspace.im(user.id, person(workspace, other).id)


def message(workspace: "Workspace", user: User, channel: str, ts: str) -> Message:
    room = place(workspace, user, channel)
    found = workspace.message(room.id, ts)
    if found is None or found.ephemeral_to not in (None, user.id):
        raise CannotDo("That message is not there.")
    return found


def view(workspace: "Workspace", user: User, view_id: str) -> View:
    found = workspace.views.get(view_id)
    if found is None or found.user != user.id:
        raise CannotDo("That window is not open.")
    return found


def control(blocks: list[Json], action_id: str, block_id: str | None = None) -> Control:
    """The element with that action id; `block_id` tells two of them apart."""
    for block in blocks:
        for element, _ in checks.elements(block):
            if element.get("action_id") == action_id and block_id in (None, "", block.get("block_id")):
                return Control(block, element)
    raise CannotDo(f"There is nothing called {action_id} here.")


def app_of(workspace: "Workspace", app_id: str | None) -> App:
    app = workspace.apps.get(app_id or "")
    if app is None:
        raise CannotDo("No app belongs to this.")
    return app
