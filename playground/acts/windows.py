"""Windows: submitting and closing a modal."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from playground import checks, notices
from playground.acts import choices, clicking, finding, inputs
from playground.api import views
from playground.api.call import Refused
from playground.api.naming import named
from playground.model import App, Json, View
from playground.wire import payloads
from playground.wire.delivery import NoAck

if TYPE_CHECKING:
    from playground.workspace import Workspace


async def submit(
    workspace: "Workspace", user: str, view_id: str, values: dict[str, Any] | None = None
) -> dict[str, str]:
    """Presses the window's main button, after filling in `values`: {action id: value}, or
    {block id: {action id: value}} where two blocks have the same action id.

    Returns what is wrong, by block id; empty when the app took it.
    """
    view = finding.window(workspace, finding.person(workspace, user), view_id)
    for block_id, action_id, value in _each(view, values or {}):
        await clicking.fill(workspace, user, view_id, action_id, value, block_id)
    view.errors = inputs.problems(view, workspace.lang)
    if not view.errors:
        await _send(workspace, view)
    workspace.update_view(view)
    return view.errors


async def close(workspace: "Workspace", user: str, view_id: str, all_windows: bool = False) -> None:
    """Closes a window, or the whole pile, without submitting; the app hears of it only if it asked to."""
    who = finding.person(workspace, user)
    view = finding.window(workspace, who, view_id)
    everything = all_windows or bool(view.body.get("clear_on_close"))
    for name in reversed(workspace.modals.get(who.id, [])) if everything else [view_id]:
        await _close(workspace, workspace.views[name], everything)


async def _close(workspace: "Workspace", view: View, is_cleared: bool) -> None:
    app = finding.app_of(workspace, view.app_id)
    payload = payloads.closed(workspace, app, view, _values(view), is_cleared)
    workspace.close_modal(view)
    if view.body.get("notify_on_close"):
        with suppress(NoAck):  # the window is gone: nobody is there to be told
            await workspace.wire.ask(app, "interactive", payload)


def _each(view: View, values: dict[str, Any]) -> list[tuple[str | None, str, Any]]:
    blocks = {block["block_id"] for block in view.body["blocks"]}
    found: list[tuple[str | None, str, Any]] = []
    for name, value in values.items():
        if name in blocks and isinstance(value, dict):
            found += [(name, action_id, inner) for action_id, inner in value.items()]
        else:
            found.append((None, name, value))
    return found


def _values(view: View) -> Json:
    return choices.values(view.body["blocks"], view.state)


async def _send(workspace: "Workspace", view: View) -> None:
    app = finding.app_of(workspace, view.app_id)
    payload = payloads.submission(workspace, app, view, _values(view), _response_urls(workspace, view))
    try:
        answer = await workspace.wire.ask(app, "interactive", payload)
        _obey(workspace, app, view, answer)
    except (NoAck, Refused):
        workspace.notice(view.user, notices.say(notices.NO_CONNECTION, workspace.lang))
        view.errors = {"": notices.say(notices.NO_CONNECTION, workspace.lang)}


def _obey(workspace: "Workspace", app: App, view: View, answer: Json) -> None:
    """What the app wants done with the window: nothing said means close it. Raises Refused for a faulty view."""
    match answer.get("response_action"):
        case "errors":
            view.errors = {str(block): str(words) for block, words in answer.get("errors", {}).items()}
        case "clear":
            workspace.close_modals(view.user)
        case "update":
            views.replace_body(workspace, view, _body(workspace, answer))
        case "push":
            _push(workspace, app, view, _body(workspace, answer))
        case _:
            workspace.close_modal(view)


def _push(workspace: "Workspace", app: App, view: View, body: Json) -> None:
    if len(workspace.modals.get(view.user, [])) >= views.HIGHEST_STACK:
        raise Refused("push_limit_reached")
    pushed = views.new_view(workspace, app.id, view.user, body)
    pushed.root, pushed.previous = view.root or view.id, view.id
    workspace.push_modal(pushed)


def _body(workspace: "Workspace", answer: Json) -> Json:
    body: Json = answer.get("view") or {}
    if checks.view_problems(body, workspace.files) or body["type"] != "modal":
        raise Refused("invalid_arguments")
    return body | {"blocks": named(body["blocks"], workspace.new_id)}


def _response_urls(workspace: "Workspace", view: View) -> list[Json]:
    """Addresses for the conversations that somebody chose, where the app asked for them."""
    urls = []
    for block in view.body["blocks"]:
        for element, _ in checks.elements(block):
            state = view.state.get(block["block_id"], {}).get(element.get("action_id"), {})
            channel = state.get("selected_conversation") or state.get("selected_channel")
            if element.get("response_url_enabled") and channel:
                url = workspace.hooks.new(view.app_id, view.user, channel)
                names = {"block_id": block["block_id"], "action_id": element["action_id"]}
                urls.append({**names, "channel_id": channel, "response_url": url})
    return urls
