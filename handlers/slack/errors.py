"""When a listener breaks: the traceback to the log, a plain apology with a reference to the person."""

import logging
import secrets
from typing import Any

from slack_bolt import App, BoltResponse, Respond

from bot import faults
from handlers.slack.listening import Asked

logger = logging.getLogger(__name__)


def on_error(error: Exception, context: dict[str, Any], respond: Respond) -> BoltResponse:
    """Answers 500: Slack then shows that it did not work, and sends an event once more."""
    reference = secrets.token_hex(3)
    logger.error(
        "listener failed, reference %s: %s",
        reference,
        type(error).__name__,
        exc_info=faults.without_words(error),
    )
    asked: Asked | None = context.get("asked")
    if asked is not None and context.get("response_url"):
        apology = asked.say("error.apology", reference=reference)
        respond(text=apology, replace_original=False, response_type="ephemeral")
    return BoltResponse(status=500)


def register(app: App) -> None:
    app.error(on_error)
