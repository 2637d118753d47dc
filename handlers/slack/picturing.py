"""The picture of a weekly post, in Slack's own store of files, from where a message can show it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.content.wording import Wording
from bot.core.pictures import WeekPicture
from bot.messages import Report
from bot.receipts import RetryAfter
from handlers import paper

logger = logging.getLogger(__name__)

TOO_MANY = 429
MOST_KEPT = 1000
"""Uploads to remember; those of older weeks are of no use."""


@dataclass(slots=True)
class Pictures:
    """`uploaded` has the ids of what is in Slack already, so that teams with the same picture share one upload."""

    client: WebClient
    words: Wording
    draw: Callable[[WeekPicture], bytes]
    uploaded: dict[WeekPicture, str] = field(default_factory=dict)

    def id_of(self, report: Report) -> str | RetryAfter | None:
        """Uploads it when it is new. None when that fails: a post without it is better than no post."""
        shown = paper.week_picture(self.words, report)
        if shown in self.uploaded:
            return self.uploaded[shown]
        try:
            id = self._upload(shown, report)
        except (SlackApiError, SlackRequestError, HTTPException, OSError) as fault:
            return _postponed(fault)
        if len(self.uploaded) >= MOST_KEPT:
            self.uploaded.clear()
        self.uploaded[shown] = id
        return id

    def forget(self, report: Report) -> None:
        """Somebody threw it away; the next post uploads it anew."""
        self.uploaded.pop(paper.week_picture(self.words, report), None)

    def _upload(self, shown: WeekPicture, report: Report) -> str:
        answer = self.client.files_upload_v2(
            content=self.draw(shown),
            filename=f"{report.period}-{report.locale}.png",  # the same whatever the picture says (R4)
            title=shown.title,
            alt_txt=paper.week_alt(self.words, report),
        )
        return str(answer["file"]["id"])


def _postponed(fault: Exception) -> RetryAfter | None:
    """Slack only asks to wait when many teams post at once; anything else is no reason to."""
    answer = getattr(fault, "response", None)
    if getattr(answer, "status_code", 0) == TOO_MANY:
        return RetryAfter(float(answer.headers.get("Retry-After", 30)))  # type: ignore[union-attr]
    logger.warning("the picture of the week could not be uploaded: %s", type(fault).__name__)
    return None
