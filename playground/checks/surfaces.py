"""What a whole message or view must hold to: the rules that reach across blocks."""

from collections.abc import Collection, Iterator
from typing import Any

from playground.checks.layout import SURFACES
from playground.checks.objects import FLAG, plain
from playground.checks.rules import Rule, Shape, Words, fault
from playground.model import Json

_VIEW: dict[str, Rule] = {
    "private_metadata": Words(most=3000),
    "callback_id": Words(most=255),
    "external_id": Words(most=255),
}
_MODAL = Shape(
    needs={"type": Words(), "title": plain(24), "blocks": SURFACES["modal"]},
    may={
        **_VIEW,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": FLAG,
        "notify_on_close": FLAG,
        "submit_disabled": FLAG,
    },
)
_HOME = Shape(needs={"type": Words(), "blocks": SURFACES["home"]}, may=_VIEW)
_CHOOSES_CONVERSATION = {"conversations_select", "channels_select"}


def blocks_problems(
    blocks: Any, surface: str = "message", files: Collection[str] | None = None, at: str = "/blocks"
) -> list[str]:
    """Everything Slack would find wrong; empty when it would show them.

    With `files` (the ids that exist) images from unknown files are faults too.
    """
    found = list(SURFACES[surface].problems(blocks, at))
    return found or list(_across(blocks, surface, files, at))


def message_problems(payload: Json, files: Collection[str] | None = None) -> list[str]:
    """The blocks of a message and of its attachments."""
    found = blocks_problems(payload.get("blocks") or [], "message", files)
    for place, attachment in enumerate(payload.get("attachments") or []):
        if not isinstance(attachment, dict):
            found.append(fault("must provide an object", f"/attachments/{place}"))
        elif attachment.get("blocks"):
            found += blocks_problems(attachment["blocks"], "message", files, f"/attachments/{place}/blocks")
    return found


def view_problems(view: Any, files: Collection[str] | None = None) -> list[str]:
    if not isinstance(view, dict):
        return [fault("must provide an object", "/view")]
    kind = view.get("type")
    if kind not in ("modal", "home"):
        what = "missing required field: type" if kind is None else f"unsupported type: {kind}"
        return [fault(what, "/view" if kind is None else "/view/type")]
    found = list((_MODAL if kind == "modal" else _HOME).problems(view, "/view"))
    return found or list(_across_view(view, files))


def _across_view(view: Json, files: Collection[str] | None) -> Iterator[str]:
    if view["type"] == "modal" and not view.get("submit") and any(b["type"] == "input" for b in view["blocks"]):
        yield fault("missing required field: submit", "/view")
    yield from _across(view["blocks"], view["type"], files, "/view/blocks")


def elements(block: Json) -> Iterator[tuple[Json, str]]:
    """A block's elements with their place in it."""
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield block[name], f"/{name}"
    if block["type"] in ("actions", "context", "context_actions"):
        for place, element in enumerate(block["elements"]):
            yield element, f"/elements/{place}"


def _across(blocks: list[Json], surface: str, files: Collection[str] | None, at: str) -> Iterator[str]:
    """Looks at blocks that are each well-formed."""
    yield from _repeated_block_ids(blocks, at)
    for place, block in enumerate(blocks):
        here = f"{at}/{place}"
        yield from _repeated_action_ids(block, here)
        yield from _out_of_place(block, surface, here)
        if files is not None:
            yield from _unknown_files(block, files, here)
    yield from _more_than_one(blocks, at)


def _repeated_block_ids(blocks: list[Json], at: str) -> Iterator[str]:
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        key = block.get("block_id")
        if key in seen:
            yield fault(f"block_id already exists: {key}", f"{at}/{place}/block_id")
        if key:
            seen.add(key)


def _repeated_action_ids(block: Json, at: str) -> Iterator[str]:
    seen: set[str] = set()
    for element, where in elements(block):
        key = element.get("action_id")
        if key in seen:
            yield fault(f"action_id already exists: {key}", f"{at}{where}/action_id")
        if key:
            seen.add(key)


def _out_of_place(block: Json, surface: str, at: str) -> Iterator[str]:
    """Elements that Slack knows, but not here."""
    for element, where in elements(block):
        kind = element["type"]
        if kind == "file_input" and surface != "modal":
            yield fault("file_input is only available in modals", f"{at}{where}")
        if kind == "workflow_button" and surface != "message":
            yield fault("workflow_button is only available in messages", f"{at}{where}")
        in_modal_input = surface == "modal" and block["type"] == "input"
        if kind in _CHOOSES_CONVERSATION and element.get("response_url_enabled") and not in_modal_input:
            yield fault("response_url_enabled is only available in modal input blocks", f"{at}{where}")


def _unknown_files(block: Json, files: Collection[str], at: str) -> Iterator[str]:
    for thing, where in [(block, ""), *elements(block)]:
        source = thing.get("slack_file")
        if source and source.get("id") is not None and source["id"] not in files:
            yield fault("invalid slack file", f"{at}{where}/slack_file")


def _more_than_one(blocks: list[Json], at: str) -> Iterator[str]:
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield fault("only_one_table_allowed", at)
    focused = [element for block in blocks for element, _ in elements(block) if element.get("focus_on_load")]
    if len(focused) > 1:
        yield fault("only one element may have focus_on_load", at)
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > 12000:
        yield fault("markdown blocks must be less than 12001 characters together", at)
