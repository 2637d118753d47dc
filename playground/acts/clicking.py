"""Clicking and choosing: in a message, in a window, in an App Home."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from playground import notices
from playground.acts import choices, finding
from playground.acts.finding import Control
from playground.acts.refusals import CannotDo
from playground.model import App, Json, Message, User, View
from playground.wire import payloads
from playground.wire.delivery import NoAck

if TYPE_CHECKING:
    from playground.workspace import Workspace


@dataclass(frozen=True)
class Spot:
    """A control on somebody's screen. `state` is what that person has filled in around it."""

    app: App
    who: User
    source: Message | View
    blocks: list[Json]
    state: Json
    target: Control

    @property
    def key(self) -> tuple[str, str, str]:
        return self.who.id, self.target.block_id, self.target.action_id


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
    spot = _spot(workspace, user, action_id, block_id, channel, ts, view_id)
    if value is None and spot.target.element["type"] not in ("button", "workflow_button"):
        raise CannotDo(f"Say which value to choose in {action_id}.")
    return await _click(workspace, spot, value)


async def choose(workspace: "Workspace", user: str, *, action_id: str, value: Any, **where: Any) -> bool:
    """Chooses in a select, picker, menu or box; an empty value takes the choice away."""
    return await _click(workspace, _spot(workspace, user, action_id, **where), value)


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
    spot = _spot(workspace, user, action_id, block_id, channel, ts, view_id)
    names = {"action_id": spot.target.action_id, "block_id": spot.target.block_id}
    payload = payloads.suggestion(workspace, spot.app, spot.who.id, names, query, _place(workspace, spot))
    try:
        answer = await workspace.wire.ask(spot.app, "interactive", payload)
    except NoAck:
        return []
    groups = answer.get("option_groups") or []
    offered = list(answer.get("options") or [option for group in groups for option in group["options"]])
    workspace.offered[spot.key] = offered
    return offered


async def fill(
    workspace: "Workspace",
    user: str,
    view_id: str = "",
    action_id: str = "",
    value: Any = None,
    block_id: str | None = None,
    *,
    channel: str = "",
    ts: str = "",
) -> None:
    """Fills in one control; nobody hears of it until something is submitted or clicked."""
    _keep(_spot(workspace, user, action_id, block_id, channel, ts, view_id), value)


def filled_in(message: Message, user: str) -> Json:
    """What that person has filled in in a message."""
    mine: Json = message.state.setdefault(user, {})
    return mine


def _spot(
    workspace: "Workspace",
    user: str,
    action_id: str,
    block_id: str | None = None,
    channel: str = "",
    ts: str = "",
    view_id: str = "",
) -> Spot:
    who = finding.person(workspace, user)
    source: Message | View
    if view_id:
        source = finding.view(workspace, who, view_id)
        blocks, state = source.body["blocks"], source.state
    else:
        source = finding.message(workspace, who, channel, ts)
        blocks, state = _blocks(source), filled_in(source, who.id)
    spot = Spot(
        finding.app_of(workspace, source.app_id),
        who,
        source,
        blocks,
        state,
        finding.control(blocks, action_id, block_id),
    )
    return _with_offered_options(workspace, spot)


def _with_offered_options(workspace: "Workspace", spot: Spot) -> Spot:
    """An external select has the options that its app offered this person last."""
    offered = workspace.offered.get(spot.key)
    if not offered:
        return spot
    return replace(spot, target=replace(spot.target, element=spot.target.element | {"options": offered}))


async def _click(workspace: "Workspace", spot: Spot, value: Any) -> bool:
    _keep(spot, value)
    if isinstance(spot.source, View) and not spot.target.sends_at_once:
        return True
    action = _action(workspace, spot, value)
    values = choices.values(spot.blocks, spot.state)
    if isinstance(spot.source, View):
        payload = payloads.in_view(workspace, spot.app, spot.who.id, spot.source, action, values)
    else:
        url = workspace.hooks.new(spot.app.id, spot.who.id, spot.source.channel, spot.source)
        payload = payloads.in_message(workspace, spot.app, spot.who.id, spot.source, action, values, url)
    try:
        await workspace.wire.ask(spot.app, "interactive", payload)
    except NoAck:
        words = notices.NO_ANSWER if spot.app.interactive else notices.NOT_INTERACTIVE
        workspace.notice(spot.who.id, notices.say(words, workspace.lang, app=spot.app.name))
        return False
    return True


def _place(workspace: "Workspace", spot: Spot) -> Json:
    if isinstance(spot.source, View):
        values = choices.values(spot.blocks, spot.state)
        return payloads.place_in_view(workspace, spot.source, values)
    return payloads.place_in_message(workspace, spot.source)


def _action(workspace: "Workspace", spot: Spot, value: Any) -> Json:
    element = spot.target.element
    extras = {
        name: each
        for name, each in element.items()
        if name in ("style", "placeholder", "url", "confirm") or name.startswith("initial_")
    }
    chosen = {
        name: each for name, each in choices.picked(element, value).items() if each is not None or name != "value"
    }
    names = {"action_id": spot.target.action_id, "block_id": spot.target.block_id}
    return {**names, **chosen, **extras, "action_ts": workspace.new_ts()}


def _keep(spot: Spot, value: Any) -> None:
    """A choice stays in the message or window; a click leaves no trace there."""
    if spot.target.element["type"] in choices.KEPT:
        state = choices.picked(spot.target.element, value)
        spot.state.setdefault(spot.target.block_id, {})[spot.target.action_id] = state


def _blocks(message: Message) -> list[Json]:
    blocks = [*message.blocks, *(block for each in message.attachments for block in each.get("blocks", []))]
    if not blocks:
        raise CannotDo("There is nothing to click in that message.")
    return blocks
