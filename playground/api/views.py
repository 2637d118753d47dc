"""Modals and App Homes: views.*."""

import json
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from playground import checks
from playground.api import shapes
from playground.api.call import Call, MethodTable, Refused, messages
from playground.api.naming import named
from playground.model import Json, View

if TYPE_CHECKING:
    from playground.workspace import Workspace

methods = MethodTable()

LARGEST_VIEW = 250_000
HIGHEST_STACK = 3


def _body(call: Call, *kinds: str) -> Json:
    """The view of this call, checked, with ids for what had none."""
    body: Any = call.args.get("view")
    if body is None:
        raise Refused("invalid_arguments", **messages("missing required field: view"))
    if len(json.dumps(body)) > LARGEST_VIEW:
        raise Refused("view_too_large")
    problems = checks.view_problems(body, call.workspace.files)
    if not problems and body["type"] not in kinds:
        problems = [f"view type {body['type']} is not allowed here [json-pointer:/view/type]"]
    if problems:
        raise Refused("invalid_arguments", **messages(*problems))
    return {**body, "blocks": named(body["blocks"], call.workspace.new_id)}


def fresh_hash(workspace: "Workspace") -> str:
    return f"{int(workspace.clock.now().timestamp())}.{token_hex(4)}"


def new_view(workspace: "Workspace", app_id: str, user: str, body: Json) -> View:
    key = workspace.new_id("V")
    external = body.get("external_id") or ""
    if external and any(view.external_id == external and view.app_id == app_id for view in workspace.views.values()):
        raise Refused("duplicate_external_id")
    return View(key, body["type"], app_id, user, body, fresh_hash(workspace), external_id=external, root=key)


def _user_at_trigger(call: Call) -> str:
    """Who clicked. A trigger works once, for three seconds, for the app it was made for."""
    given = call.maybe("trigger_id") or call.text("interactivity_pointer", "invalid_arguments")
    trigger = call.workspace.take_trigger(given)
    if trigger is None or trigger.app != call.caller.id:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    if trigger.expired:
        raise Refused("expired_trigger_id")
    return trigger.user


@methods.method("views.open", tier=4)
def open_view(call: Call) -> Json:
    body = _body(call, "modal")
    view = new_view(call.workspace, call.caller.id, _user_at_trigger(call), body)
    call.workspace.open_modal(view)
    return {"view": shapes.view(call.workspace, view)}


@methods.method("views.push", tier=4)
def push_view(call: Call) -> Json:
    body = _body(call, "modal")
    user = _user_at_trigger(call)
    stack = [call.workspace.views[key] for key in call.workspace.modals.get(user, []) if key in call.workspace.views]
    if not stack or stack[-1].app_id != call.caller.id:
        raise Refused("not_found")
    if len(stack) >= HIGHEST_STACK:
        raise Refused("push_limit_reached")
    view = new_view(call.workspace, call.caller.id, user, body)
    view.root, view.previous = stack[0].root or stack[0].id, stack[-1].id
    call.workspace.push_modal(view)
    return {"view": shapes.view(call.workspace, view)}


@methods.method("views.update", tier=4)
def update_view(call: Call) -> Json:
    body = _body(call, "modal", "home")
    view = _known(call)
    if view is None or view.app_id != call.caller.id or view.type != body["type"]:
        raise Refused("not_found")
    _same_hash(call, view)
    replace_body(call.workspace, view, body)
    return {"view": shapes.view(call.workspace, view)}


def _known(call: Call) -> View | None:
    if call.maybe("view_id"):
        return call.workspace.views.get(call.maybe("view_id"))
    external = call.text("external_id")
    return next((view for view in call.workspace.views.values() if view.external_id == external), None)


def _same_hash(call: Call, view: View) -> None:
    if call.maybe("hash") and call.maybe("hash") != view.hash:
        raise Refused("hash_conflict")


def replace_body(workspace: "Workspace", view: View, body: Json) -> None:
    """Shows something else in the same view. What was filled in stays where the same inputs stay."""
    view.body, view.hash, view.errors = body, fresh_hash(workspace), {}
    view.external_id = body.get("external_id") or view.external_id
    view.state = _state_that_stays(view.state, body["blocks"])
    workspace.update_view(view)


def _state_that_stays(state: Json, blocks: list[Json]) -> Json:
    there = {
        (block.get("block_id"), element.get("action_id")) for block in blocks for element, _ in checks.elements(block)
    }
    kept = {
        block: {key: value for key, value in values.items() if (block, key) in there} for block, values in state.items()
    }
    return {block: values for block, values in kept.items() if values}


@methods.method("views.publish", tier=4)
def publish_view(call: Call) -> Json:
    body = _body(call, "home")
    if call.maybe("user_id") not in call.workspace.users:
        raise Refused("invalid_arguments", **messages("invalid `user_id` [json-pointer:/user_id]"))
    if not call.caller.home_tab:
        raise Refused("not_enabled")
    user = call.maybe("user_id")
    before = call.workspace.views.get(call.workspace.homes.get((user, call.caller.id), ""))
    if before is not None:
        _same_hash(call, before)
        replace_body(call.workspace, before, body)
        return {"view": shapes.view(call.workspace, before)}
    view = new_view(call.workspace, call.caller.id, user, body)
    call.workspace.publish_home(view)
    return {"view": shapes.view(call.workspace, view)}
