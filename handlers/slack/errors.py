"""When a listener breaks: the traceback to the log, a plain apology with a reference to the person."""

import logging
import secrets
from typing import Any

from bot.content.wording import Wording
from slack_bolt import App, BoltResponse, Respond

from bot import faults
from bot.core.prompts import Locale

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
    words: Wording | None = context.get("words")
    locale: Locale = context.get("default_locale", "nl")
    if words is not None and context.get("response_url"):
        respond(
            text=words.say(locale, "error.apology", reference=reference),
            replace_original=False,
            response_type="ephemeral",
        )
    return BoltResponse(status=500)


def register(app: App) -> None:
    app.error(on_error)
