"""Files for one person: into the direct message, and taken away again a day later (content-spec §9)."""

import logging
from collections.abc import Mapping
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot import tidy
from handlers.slack.listening import Asked

logger = logging.getLogger(__name__)


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


def take_away(client: WebClient, file: str) -> None:
    """At once; somebody may have thrown it away already."""
    try:
        client.files_delete(file=file)
    except SlackApiError as refused:
        logger.warning("a file could not be taken away: %s", refused.response.get("error"))
