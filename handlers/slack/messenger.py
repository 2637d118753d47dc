"""The messenger for Slack: intents in, Web API calls out, receipts back."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.models.metadata import Metadata

from bot.content.pack import CaseOfTheWeek
from bot.content.wording import Wording
from bot.core.addresses import Address
from bot.core.prompts import Locale
from bot.messages import (
    Card,
    Gone,
    Goodbye,
    Invitation,
    Nudge,
    Proposal,
    Receipt,
    Removal,
    Reply,
    Report,
    RetryAfter,
    Sent,
    Unsure,
)
from handlers.slack import guide_blocks, joining_blocks, nudge_blocks, recipe_blocks, report_blocks

logger = logging.getLogger(__name__)

DELIVERY = "zetje_delivery"
TIMEOUT_SECONDS = 10
SERVER_TROUBLE = 500
TRY_AGAIN = {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable"}
LOOK_BACK = 200
"""Messages of a conversation to look through for one that may have arrived; it was sent minutes ago."""


def make_client(token: str, base_url: str) -> WebClient:
    """A client that never sends twice by itself: retries are ours (design.md, decision 6)."""
    return WebClient(token=token, base_url=base_url, timeout=TIMEOUT_SECONDS, retry_handlers=[])


@dataclass(slots=True)
class SlackMessenger:
    client: WebClient
    words: Wording
    draw: Callable[[CaseOfTheWeek, Locale], bytes]
    uploaded: dict[tuple[str, Locale], str] = field(default_factory=dict)
    """Ids of pictures that are in Slack already, so that a hundred teams share one upload."""

    def send_invitation(self, to: Address, delivery: str, invitation: Invitation) -> Receipt:
        return self._post(to, delivery, joining_blocks.invitation(self.words, invitation.locale))

    def send_nudge(self, to: Address, delivery: str, nudge: Nudge) -> Receipt:
        return self._post(to, delivery, nudge_blocks.question(self.words, nudge))

    def send_goodbye(self, to: Address, delivery: str, goodbye: Goodbye) -> Receipt:
        return self._post(to, delivery, joining_blocks.goodbye(self.words, goodbye.locale))

    def send_proposal(self, to: Address, delivery: str, proposal: Proposal) -> Receipt:
        return self._post(to, delivery, recipe_blocks.proposal(self.words, proposal))

    def post_card(self, to: Address, delivery: str, card: Card) -> Receipt:
        return self._post(to, delivery, guide_blocks.card(self.words, card))

    def remove_file(self, removal: Removal) -> Receipt:
        """Somebody may have thrown it away already."""

        def call() -> Sent:
            self.client.files_delete(file=removal.file)
            return Sent("")

        return _receipt(call) or Gone("no answer")

    def send_reply(self, to: Address, delivery: str, reply: Reply) -> Receipt:
        return self._post(to, delivery, {"text": self.words.say(reply.locale, f"reply.{reply.reaction}")})

    def post_report(self, to: Address, delivery: str, report: Report) -> Receipt:
        picture = self._picture(report.case, report.locale)
        receipt = self._post(to, delivery, report_blocks.post(self.words, report, picture))
        if picture and receipt == Gone("invalid_blocks"):
            # Slack may not be ready with a file that was only just uploaded, or somebody threw it away.
            self.uploaded.pop((report.case.id, report.locale), None)
            receipt = self._post(to, delivery, report_blocks.post(self.words, report, picture=None))
        return receipt

    def find(self, to: Address, delivery: str) -> Receipt | None:
        """Looks for the delivery id in the conversation's newest messages."""
        return _receipt(lambda: self._search(to, delivery))

    def _search(self, to: Address, delivery: str) -> Sent | None:
        channel = to.key
        if to.kind == "person":
            channel = self.client.conversations_open(users=to.key)["channel"]["id"]
        # Not by time: in a rehearsal our clock is not Slack's.
        history = self.client.conversations_history(channel=channel, limit=LOOK_BACK, include_all_metadata=True)
        for message in history["messages"]:
            metadata = message.get("metadata") or {}
            if metadata.get("event_payload", {}).get("delivery") == delivery:
                return Sent(message["ts"])
        return None

    def _post(self, to: Address, delivery: str, content: dict[str, Any]) -> Receipt:
        metadata = Metadata(event_type=DELIVERY, event_payload={"delivery": delivery})

        def call() -> Sent:
            answer = self.client.chat_postMessage(
                channel=to.key, metadata=metadata, unfurl_links=False, unfurl_media=False, **content
            )
            return Sent(answer["ts"])

        return _receipt(call) or Gone("no answer")

    def _picture(self, case: CaseOfTheWeek, locale: Locale) -> str | None:
        """The id of the case's picture in Slack. A post without it is better than no post."""
        known = self.uploaded.get((case.id, locale))
        if known:
            return known
        try:
            answer = self.client.files_upload_v2(
                content=self.draw(case, locale),
                filename=f"{case.id}-{locale}.png",
                title=case.title.said_in(locale),
                alt_txt=case.alt.said_in(locale),
            )
        except (SlackApiError, SlackRequestError, HTTPException, OSError) as fault:
            logger.warning("the picture of the case could not be uploaded: %s", type(fault).__name__)
            return None
        self.uploaded[case.id, locale] = answer["file"]["id"]
        return self.uploaded[case.id, locale]


def _receipt(call: Callable[[], Receipt | None]) -> Receipt | None:
    """Does the call and says in our words how it ended."""
    try:
        return call()
    except SlackApiError as refused:
        return _refused(refused)
    except (SlackRequestError, HTTPException, OSError) as broken:
        return Unsure(type(broken).__name__)


def _refused(refused: SlackApiError) -> RetryAfter | Gone | Unsure:
    answer = refused.response
    status = getattr(answer, "status_code", 0)
    error = answer.get("error", "") if hasattr(answer, "get") else ""
    if status == 429 or error in TRY_AGAIN:
        return RetryAfter(float(answer.headers.get("Retry-After", 30)))
    if status >= SERVER_TROUBLE:
        return Unsure(f"HTTP {status}")
    return Gone(error or "refused")
