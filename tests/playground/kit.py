"""Short words for the blocks that tests are about."""

from typing import Any

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> Json:
    return {"type": "mrkdwn", "text": words}


def option(words: str = "Ja", value: str = "yes") -> Json:
    return {"text": plain(words), "value": value}


def button(**changes: Any) -> Json:
    return {"type": "button", "text": plain("Gedaan"), "action_id": "done", **changes}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def section(**changes: Any) -> Json:
    return {"type": "section", "text": mrkdwn("Goedemorgen"), **changes}


def question(element: Json, **changes: Any) -> Json:
    return {"type": "input", "label": plain("Vraag"), "element": element, **changes}


def modal(*blocks: Json, **changes: Any) -> Json:
    view = {"type": "modal", "title": plain("Antwoord"), "submit": plain("Bewaar"), "blocks": list(blocks)}
    return {**view, **changes}


def select(**changes: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [option()], **changes}


def confirm(**changes: Any) -> Json:
    return {"title": plain("Zeker?"), "text": plain("Echt?"), "confirm": plain("Ja"), "deny": plain("Nee"), **changes}
