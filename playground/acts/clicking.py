"""Clicking and choosing: in a message, in a window, in an App Home."""

from typing import TYPE_CHECKING, Any

from playground import notices
from playground.acts import choices, finding
from playground.acts.finding import Control
from playground.acts.refusals import CannotDo
from playground.api import shapes
from playground.model import App, Json, Message, User, View
from playground.wire import payloads
from playground.wire.delivery import Ack

if TYPE_CHECKING:
    from playground.workspace import Workspace


async def click(
    workspace: "Workspace",
    user: str,
    *,
    action_id: str,
    channel: str = "",
    ts: str = "",
    view_id: str = "",
    block_id: str | None = None,
    value: Any = None,
) -> bool:
    """Clicks a button, or chooses `value` in a select, picker, menu or box. True when the app acknowledged in time."""
    who = finding.person(workspace, user)
    if view_id:
        view = finding.view(workspace, who, view_id)
        target = finding.control(view.body["blocks"], action_id, block_id)
        _keep(view.state, target, value)
        ack = await _tell_from_view(workspace, who, view, target, value)
    else:
        message = finding.message(workspace, who, channel, ts)
        target = finding.control(_blocks(message), action_id, block_id)
        _keep(message.state, target, value)
        ack = await _tell_from_message(workspace, who, message, target, value)
    return ack is not None


async def options(
    workspace: "Workspace",
    user: str,
    query: str,
    *,
    action_id: str,
    channel: str = "",
    ts: str = "",
    view_id: str = "",
    block_id: str | None = None,
) -> list[Json]:
    """What an external select offers for the letters typed so far."""
    who = finding.person(workspace, user)
    place: Json
    if view_id:
        view = finding.view(workspace, who, view_id)
        target, app = finding.control(view.body["blocks"], action_id, block_id), finding.app_of(workspace, view.app_id)
        place = {"container": {"type": "view", "view_id": view.id}, "view": shapes.view(workspace, view)}
    else:
        message = finding.message(workspace, who, channel, ts)
        target, app = finding.control(_blocks(message), action_id, block_id), finding.app_of(workspace, message.app_id)
        place = {"container": {"type": "message", "message_ts": ts, "channel_id": message.channel}}
    names = {"action_id": action_id, "block_id": target.block["block_id"]}
    payload = payloads.suggestion(workspace, app, who.id, names, query, place)
    ack = await workspace.wire.ask(app, "interactive", payload)
    if ack is None:
        return []
    groups = ack.payload.get("option_groups") or []
    return list(ack.payload.get("options") or [option for group in groups for option in group["options"]])


async def _tell_from_message(
    workspace: "Workspace", who: User, message: Message, target: Control, value: Any
) -> Ack | None:
    app = finding.app_of(workspace, message.app_id)
    url = workspace.hooks.new(app.id, who.id, message.channel, message)
    action = _action(workspace, target, value)
    payload = payloads.in_message(workspace, app, who.id, message, action, url)
    return await _ask(workspace, who, app, payload)


async def _tell_from_view(workspace: "Workspace", who: User, view: View, target: Control, value: Any) -> Ack | None:
    if not target.sends_at_once:
        return Ack({})
    app = finding.app_of(workspace, view.app_id)
    payload = payloads.in_view(workspace, app, who.id, view, _action(workspace, target, value))
    return await _ask(workspace, who, app, payload)


async def _ask(workspace: "Workspace", who: User, app: App, payload: Json) -> Ack | None:
    ack = await workspace.wire.ask(app, "interactive", payload)
    if ack is None:
        workspace.notice(who.id, notices.say(notices.NO_ANSWER, workspace.lang, app=app.name))
    return ack


def _action(workspace: "Workspace", target: Control, value: Any) -> Json:
    names = {"action_id": target.element["action_id"], "block_id": target.block["block_id"]}
    state = choices.picked(target.element, value)
    extras: Json = {name: target.element[name] for name in ("style", "placeholder", "url") if name in target.element}
    chosen: Json = {name: each for name, each in state.items() if each is not None or name != "value"}
    return {**names, **chosen, **extras, "action_ts": workspace.new_ts()}


def _keep(state: Json, target: Control, value: Any) -> None:
    """A choice stays in the message or window; a click leaves no trace there."""
    if target.element["type"] in ("button", "workflow_button", "overflow"):
        return
    state.setdefault(target.block["block_id"], {})[target.element["action_id"]] = choices.picked(target.element, value)


def _blocks(message: Message) -> list[Json]:
    blocks = [*message.blocks, *(block for each in message.attachments for block in each.get("blocks", []))]
    if not blocks:
        raise CannotDo("There is nothing to click in that message.")
    return blocks
