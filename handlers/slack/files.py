"""Files for one person: into the direct message, and taken away again a day later (content-spec §9)."""

import logging
import time
from collections.abc import Mapping
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot import tidy
from handlers.slack.listening import Asked

logger = logging.getLogger(__name__)
THROWN_AWAY = {"file_not_found", "file_deleted"}
AGAIN_SECONDS = 0.5


def give(asked: Asked, client: WebClient, contents: Mapping[str, bytes], comment: str) -> bool:
    """Whether Slack took them. `contents` has the bytes by file name."""
    try:
        channel = client.conversations_open(users=asked.person.key)["channel"]["id"]
        answer = client.files_upload_v2(
            channel=channel,
            initial_comment=comment,
            file_uploads=[{"filename": name, "title": name, "content": bytes} for name, bytes in contents.items()],
        )
    except (SlackApiError, SlackRequestError, HTTPException, OSError) as fault:
        logger.warning("files could not be given: %s", type(fault).__name__)
        return False
    for file in answer["files"]:
        tidy.remove_later(asked.db, asked.person, file["id"], asked.now)
    return True


def take_away(client: WebClient, file: str) -> bool:
    """At once, and once more when that fails. Whether it is gone; somebody may have thrown it away already."""
    return _is_deleted(client, file) or _is_deleted(client, file, after=AGAIN_SECONDS)


def _is_deleted(client: WebClient, file: str, after: float = 0) -> bool:
    time.sleep(after)
    try:
        client.files_delete(file=file)
    except SlackApiError as refused:
        error = refused.response.get("error") if hasattr(refused.response, "get") else ""
        if error in THROWN_AWAY:
            return True
        logger.warning("a file could not be taken away: %s", error)
        return False
    except (SlackRequestError, HTTPException, OSError) as fault:
        logger.warning("a file could not be taken away: %s", type(fault).__name__)
        return False
    return True
