"""What the chat program itself refuses before an app hears of it: empty fields, and fields filled in wrongly."""

import re

from playground import notices
from playground.acts import choices
from playground.model import Json, View

LONGEST = 3000


def problems(view: View, lang: str) -> dict[str, str]:
    """By block id."""
    found = ((block, _problem(view, block)) for block in view.body["blocks"] if block["type"] == "input")
    return {block["block_id"]: notices.say(words, lang, **_bounds(block["element"])) for block, words in found if words}


def _problem(view: View, block: Json) -> dict[str, str] | None:
    element = block["element"]
    kept = view.state.get(block["block_id"], {}).get(element["action_id"])
    state = kept or choices.initial(element)
    if choices.is_empty(state):
        return None if block.get("optional") else notices.REQUIRED
    if element["type"] in choices.WORDS:
        return _wrong_words(element, str(state["value"]))
    return None


def _wrong_words(element: Json, words: str) -> dict[str, str] | None:
    bounds = _bounds(element)
    match element["type"]:
        case "email_text_input":
            return None if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", words) else notices.NO_EMAIL
        case "url_text_input":
            return None if re.match(r"https?://\S+\.\S+", words) else notices.NO_LINK
        case "number_input":
            return _wrong_number(element, words)
    if len(words) < bounds["least"]:
        return notices.TOO_SHORT
    return notices.TOO_LONG if len(words) > bounds["most"] else None


def _wrong_number(element: Json, words: str) -> dict[str, str] | None:
    if not re.fullmatch(r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+", words):
        return notices.NO_NUMBER
    number = float(words)
    if number < float(element.get("min_value") or "-inf"):
        return notices.TOO_LITTLE
    return notices.TOO_MUCH if number > float(element.get("max_value") or "inf") else None


def _bounds(element: Json) -> Json:
    if element["type"] == "number_input":
        return {"least": element.get("min_value"), "most": element.get("max_value")}
    return {"least": element.get("min_length", 0), "most": element.get("max_length", LONGEST)}
