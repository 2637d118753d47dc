"""Fields of a window: how one is made, and how what was filled in is read back."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.blocks.block_elements import InputInteractiveElement

from bot.core.addresses import Address

LABEL_MOST, OPTION_MOST, MOST_BOXES = 2_000, 75, 10
"""Characters that Slack takes in a label and in an option; and boxes in one field."""
TEAMS = "teams"


def field(
    id: str, label: str, element: InputInteractiveElement, *, hint: str | None = None, optional: bool = False
) -> InputBlock:
    """An input whose block and action share one id, so that it is read back by that name."""
    return InputBlock(
        block_id=id,
        label=PlainTextObject(text=label[:LABEL_MOST]),
        element=element,
        hint=PlainTextObject(text=hint) if hint else None,
        optional=optional,
    )


def text_field(
    id: str,
    label: str,
    *,
    most: int,
    value: str | None = None,
    example: str | None = None,
    lines: bool = False,
    hint: str | None = None,
    optional: bool = False,
) -> InputBlock:
    element = PlainTextInputElement(
        action_id=id,
        max_length=most,
        multiline=lines,
        initial_value=value or None,
        placeholder=short(example, 150) if example else None,
    )
    return field(id, label, element, hint=hint, optional=optional)


def option(value: str, label: str) -> Option:
    return Option(value=value, text=PlainTextObject(text=short(label, OPTION_MOST)))


def team_boxes(label: str, teams: Sequence[tuple[str, Address]], chosen: Sequence[str]) -> InputBlock:
    """Teams to tick, by their channels: a box reads Slack's own text format, a list would not."""
    options = [
        Option(value=id, text=MarkdownTextObject(text=f"<#{channel.key}>")) for id, channel in teams[:MOST_BOXES]
    ]
    ticked = [each for each in options if each.value in chosen]
    return field(TEAMS, label, CheckboxesElement(action_id=TEAMS, options=options, initial_options=ticked or None))


def channels(teams: Sequence[tuple[str, Address]], chosen: Sequence[bytes]) -> str:
    """Of the teams somebody coaches the ones chosen, by their channels."""
    return ", ".join(f"<#{channel.key}>" for id, channel in teams if bytes.fromhex(id) in chosen)


def chosen_of(options: Iterable[Option], value: str | None) -> Option | None:
    return next((each for each in options if each.value == value), None)


def short(words: str, most: int) -> str:
    """Cut to what fits, and visibly so."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


class Filled:
    """What somebody filled in, by the name of the field; block ids may carry a number after a dot."""

    def __init__(self, view: dict[str, Any]) -> None:
        blocks = view.get("state", {}).get("values", {})
        self._states = {action: state for block in blocks.values() for action, state in block.items()}
        self._blocks = {action: block_id for block_id, block in blocks.items() for action in block}

    def block(self, name: str) -> str:
        """The id of the block in which that field stands now, for an error beside it."""
        return str(self._blocks.get(name, name))

    def text(self, name: str) -> str:
        return str(self._states.get(name, {}).get("value") or "").strip()

    def one(self, name: str) -> str | None:
        option = self._states.get(name, {}).get("selected_option") or {}
        value = option.get("value")
        return str(value) if value is not None else None

    def many(self, name: str) -> list[str]:
        return [str(option["value"]) for option in self._states.get(name, {}).get("selected_options") or []]

    def person(self, name: str) -> str | None:
        value = self._states.get(name, {}).get("selected_user")
        return str(value) if value else None

    def day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(str(self._states.get(name, {}).get("selected_date")))
        except ValueError:
            return None

    def time(self, name: str) -> time | None:
        try:
            return time.fromisoformat(str(self._states.get(name, {}).get("selected_time")))
        except ValueError:
            return None


def carried(view: dict[str, Any]) -> dict[str, Any]:
    """What a window remembers from when it was opened; nothing when it is not ours to read."""
    try:
        found = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
