"""Names for what an app left unnamed: Slack makes up the block ids and action ids that are missing."""

from collections.abc import Callable

from playground.checks import elements
from playground.model import Json

_NEEDS_NO_ACTION = {"image", "plain_text", "mrkdwn"}


def named(blocks: list[Json], new_id: Callable[[str], str]) -> list[Json]:
    """Copies of well-formed blocks in which every block and every interactive element has an id."""
    return [_block(block, new_id) for block in blocks]


def _block(block: Json, new_id: Callable[[str], str]) -> Json:
    copy = {**block, "block_id": block.get("block_id") or new_id("b")}
    for name in ("accessory", "element"):
        if isinstance(copy.get(name), dict):
            copy[name] = _element(copy[name], new_id)
    if any(True for _ in elements(block)) and "elements" in block:
        copy["elements"] = [_element(element, new_id) for element in block["elements"]]
    return copy


def _element(element: Json, new_id: Callable[[str], str]) -> Json:
    if element["type"] in _NEEDS_NO_ACTION or element.get("action_id"):
        return element
    return {**element, "action_id": new_id("a")}
