"""What is in the fields of a form on the page, as an act takes it."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

from playground.acts import CannotDo
from playground.model import Json

MANY = ("checkboxes", "multi_")
"""Controls of which several things can be chosen."""
SHOWN = "shown"
"""Names the fields that are on the page: an empty list of boxes sends nothing else."""


def name(block: Json, element: Json) -> str:
    return f"{block['block_id']}|{element['action_id']}"


def is_shown(form: FormData, block: Json, element: Json) -> bool:
    return name(block, element) in form.getlist(SHOWN)


def value(form: FormData, block: Json, element: Json, zone: ZoneInfo) -> Any:
    """An option's value, a date, words, …, or a list of those. Raises CannotDo for what no field would send."""
    kind = element["type"]
    given: list[Any] = [each for each in form.getlist(name(block, element)) if isinstance(each, str) and each]
    if kind.endswith("external_select"):
        given = [_option(each) for each in given]
    if kind.startswith(MANY):
        return given
    first = given[0] if given else ""
    return _moment(first, zone) if kind == "datetimepicker" and first else first


def _option(written: str) -> Json:
    """An option as the app offered it; the page has it from /do/options."""
    try:
        option = json.loads(written)
        return {"text": dict(option["text"]), "value": str(option["value"])}
    except (ValueError, KeyError, TypeError):
        raise CannotDo("That option is not there.") from None


def _moment(written: str, zone: ZoneInfo) -> int:
    """A date and a time on that person's wall clock, as seconds since 1970."""
    try:
        return int(datetime.fromisoformat(written).replace(tzinfo=zone).timestamp())
    except (ValueError, OverflowError):
        raise CannotDo("That is no date and time.") from None
