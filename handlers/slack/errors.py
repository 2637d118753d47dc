"""When something breaks: the traceback to the log, a plain apology with a reference to the person."""

import json
import logging
import secrets
from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltResponse, Respond
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError

from bot import faults
from bot.content.wording import LOCALES
from handlers.slack.listening import Asked

logger = logging.getLogger(__name__)


def apology(asked: Asked, fault: Exception, what: str) -> str:
    """What to say; a reference in it that the person can name and the manager can find."""
    reference = secrets.token_hex(3)
    logger.error(
        "%s failed, reference %s: %s", what, reference, type(fault).__name__, exc_info=faults.without_words(fault)
    )
    if not isinstance(fault, DBAPIError | TimeoutError):
        return asked.say("error.apology", asked.locale, reference=reference)
    # The disk is full, somebody holds a lock, the server is away: then nothing was kept, and we say so.
    key = "error.not_kept" if isinstance(fault, OperationalError | TimeoutError) else "error.apology"
    # Which language is theirs stands in the database, so it is said in each.
    languages = sorted(LOCALES, key=lambda locale: locale != asked.around.locale)
    return "\n".join(asked.say(key, locale, reference=reference) for locale in languages)


def on_error(
    error: Exception, context: dict[str, Any], body: dict[str, Any], respond: Respond, asked: Asked | None = None
) -> BoltResponse:
    """Answers 500: Slack then shows that it did not work, and sends an event once more. A window keeps its words."""
    if asked is None:
        logger.error("a request failed: %s", type(error).__name__, exc_info=faults.without_words(error))
        return BoltResponse(status=500)
    sorry = apology(asked, error, "a listener")
    field = _first_field(body.get("view") or {}) if body.get("type") == "view_submission" else ""
    if field:
        return BoltResponse(status=200, body=json.dumps({"response_action": "errors", "errors": {field: sorry}}))
    if context.get("response_url"):
        respond(text=sorry, replace_original=False, response_type="ephemeral")
    return BoltResponse(status=500)


def _first_field(view: Mapping[str, Any]) -> str:
    """Where a window can show what went wrong."""
    fields = (str(block["block_id"]) for block in view.get("blocks", []) if block.get("type") == "input")
    return next(fields, "")


def register(app: App) -> None:
    app.error(on_error)
