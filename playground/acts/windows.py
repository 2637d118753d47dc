"""Windows: filling in, submitting and closing a modal."""

from typing import TYPE_CHECKING, Any

from playground import checks, notices
from playground.acts import choices, finding
from playground.api import views
from playground.api.naming import named
from playground.model import App, Json, View
from playground.wire import payloads

if TYPE_CHECKING:
    from playground.workspace import Workspace


def fill(
    workspace: "Workspace", user: str, view_id: str, action_id: str, value: Any, block_id: str | None = None
) -> None:
    """Fills in one control; nobody hears of it until the window is submitted."""
    view = finding.view(workspace, finding.person(workspace, user), view_id)
    target = finding.control(view.body["blocks"], action_id, block_id)
    state = choices.picked(target.element, value)
    view.state.setdefault(target.block["block_id"], {})[action_id] = state


async def submit(
    workspace: "Workspace", user: str, view_id: str, values: dict[str, Any] | None = None
) -> dict[str, str]:
    """Presses the window's main button, after filling in `values` ({action id: value}).

    Returns what is wrong, by block id; empty when the app took it.
    """
    view = finding.view(workspace, finding.person(workspace, user), view_id)
    for action_id, value in (values or {}).items():
        fill(workspace, user, view_id, action_id, value)
    _complete_state(view)
    view.errors = _missing(view, workspace.lang)
    if not view.errors:
        await _send(workspace, view)
    workspace.update_view(view)
    return view.errors


async def close(workspace: "Workspace", user: str, view_id: str) -> None:
    """Closes a window without submitting; the app hears of it only if it asked to."""
    view = finding.view(workspace, finding.person(workspace, user), view_id)
    app = finding.app_of(workspace, view.app_id)
    _complete_state(view)
    payload = payloads.closed(workspace, app, view, is_cleared=False)
    workspace.close_modal(view)
    if view.body.get("notify_on_close"):
        await workspace.wire.ask(app, "interactive", payload)


async def _send(workspace: "Workspace", view: View) -> None:
    app = finding.app_of(workspace, view.app_id)
    ack = await workspace.wire.ask(app, "interactive", payloads.submission(workspace, app, view))
    if ack is None:
        workspace.notice(view.user, notices.say(notices.NO_CONNECTION, workspace.lang))
        view.errors = {"": notices.say(notices.NO_CONNECTION, workspace.lang)}
        return
    _obey(workspace, app, view, ack.payload)


def _obey(workspace: "Workspace", app: App, view: View, answer: Json) -> None:
    """What the app wants done with the window: nothing said means close it."""
    match answer.get("response_action"):
        case "errors":
            view.errors = {str(block): str(words) for block, words in answer.get("errors", {}).items()}
        case "clear":
            workspace.close_modals(view.user)
        case "update" if _is_good(workspace, answer):
            views.replace_body(workspace, view, _body(workspace, answer))
        case "push" if _is_good(workspace, answer):
            pushed = views.new_view(workspace, app.id, view.user, _body(workspace, answer))
            pushed.root, pushed.previous = view.root or view.id, view.id
            workspace.push_modal(pushed)
        case "update" | "push":
            workspace.notice(view.user, notices.say(notices.NO_CONNECTION, workspace.lang))
        case _:
            workspace.close_modal(view)


def _is_good(workspace: "Workspace", answer: Json) -> bool:
    return not checks.view_problems(answer.get("view"), workspace.files)


def _body(workspace: "Workspace", answer: Json) -> Json:
    body: Json = answer["view"]
    return body | {"blocks": named(body["blocks"], workspace.new_id)}


def _complete_state(view: View) -> None:
    """Every input has a state when a window is sent, also one nobody touched."""
    for block in view.body["blocks"]:
        for element, _ in checks.elements(block):
            if "action_id" in element and element["type"] not in ("button", "workflow_button", "overflow"):
                kept = view.state.setdefault(block["block_id"], {})
                kept.setdefault(element["action_id"], choices.initial(element))


def _missing(view: View, lang: str) -> dict[str, str]:
    """What the chat program itself refuses before the app hears of it."""
    found = ((block, _problem(view, block, lang)) for block in view.body["blocks"] if block["type"] == "input")
    return {block["block_id"]: problem for block, problem in found if problem}


def _problem(view: View, block: Json, lang: str) -> str:
    element = block["element"]
    state = view.state[block["block_id"]][element["action_id"]]
    if choices.is_empty(state):
        return "" if block.get("optional") else notices.say(notices.REQUIRED, lang)
    words, least, most = str(state.get("value") or ""), element.get("min_length", 0), element.get("max_length", 3000)
    if element["type"] in choices.TEXT and len(words) < least:
        return notices.say(notices.TOO_SHORT, lang, least=least)
    if element["type"] in choices.TEXT and len(words) > most:
        return notices.say(notices.TOO_LONG, lang, most=most)
    return ""
