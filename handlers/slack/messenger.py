"""The messenger for Slack: intents in, Web API calls out, receipts back."""

import logging
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.models.metadata import Metadata

from bot import messages
from bot.content.wording import Wording
from bot.core.addresses import Address
from bot.messages import Message, Removal, Report
from bot.receipts import Gone, Receipt, RetryAfter, Sent, Shut, Unsure
from handlers.slack import (
    agreeing_blocks,
    alert_blocks,
    amending_blocks,
    broadcast_blocks,
    challenge_blocks,
    guide_blocks,
    joining_blocks,
    launching_blocks,
    nudge_blocks,
    phrasing_blocks,
    recipe_blocks,
    report_blocks,
)
from handlers.slack.picturing import Pictures

logger = logging.getLogger(__name__)

DELIVERY = "zetje_delivery"
TIMEOUT_SECONDS = 10
SERVER_TROUBLE = 500
TOO_MANY = {"ratelimited", "rate_limited"}
MAYBE_DONE = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
"""Slack says of these that part of what was asked may have succeeded."""
NOT_LET_IN = {
    "account_inactive",
    "invalid_auth",
    "missing_scope",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
}
"""These are about our token: every other message would meet the same."""
SAYS: Mapping[type, Callable[[Wording, Any], dict[str, Any]]] = {
    messages.Invitation: lambda words, invitation: joining_blocks.invitation(words, invitation.locale),
    messages.Nudge: nudge_blocks.question,
    messages.Goodbye: lambda words, goodbye: joining_blocks.goodbye(words, goodbye.locale),
    messages.Reply: lambda words, reply: {"text": words.say(reply.locale, f"reply.{reply.reaction}")},
    messages.Proposal: recipe_blocks.proposal,
    messages.Card: guide_blocks.card,
    messages.A4: launching_blocks.a4,
    messages.ChallengePost: challenge_blocks.post,
    messages.Broadcast: broadcast_blocks.message,
    messages.Agreed: agreeing_blocks.post,
    messages.Phrased: phrasing_blocks.post,
    messages.Amended: amending_blocks.announcement,
    messages.Notice: alert_blocks.notice,
}
"""How each message looks, save those that need more of Slack than one call."""
SETTLES = (0.5, 1.0, 2.0)
"""Seconds to wait for a picture, each after another try."""
LOOK_BACK = 200
"""Messages of a conversation to look through for one that may have arrived; it was sent minutes ago."""


def make_client(token: str, base_url: str) -> WebClient:
    """A client that never sends twice by itself: retries are ours (design.md, decision 6).

    With no certificates given it would read them all again for every call, which takes longer than the call. It logs
    nothing: each fault is raised too, and what it would log below that are whole payloads (S5).
    """
    quiet = logging.getLogger(f"{__name__}.client")
    quiet.disabled = True
    trust = ssl.create_default_context() if base_url.startswith("https:") else None
    return WebClient(
        token=token, base_url=base_url, timeout=TIMEOUT_SECONDS, ssl=trust, retry_handlers=[], logger=quiet
    )


@dataclass(slots=True)
class SlackMessenger:
    client: WebClient
    words: Wording
    pictures: Pictures

    def send(self, to: Address, delivery: str, message: Message) -> Receipt:
        match message:
            case Report():
                return self._post_report(to, delivery, message)
            case Removal():
                return self._remove_file(message)
            case _:
                return self._post(to, delivery, SAYS[type(message)](self.words, message))

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

    def _remove_file(self, removal: Removal) -> Receipt:
        """Somebody may have thrown it away already."""

        def call() -> Sent:
            self.client.files_delete(file=removal.file)
            return Sent("")

        return _receipt(call) or Gone("no answer")

    def _post_report(self, to: Address, delivery: str, report: Report) -> Receipt:
        picture = self.pictures.id_of(report)
        if isinstance(picture, RetryAfter):
            return picture
        if picture:
            receipt = self._post_settled(to, delivery, report_blocks.post(self.words, report, picture))
            if receipt != Gone("invalid_blocks"):
                return receipt
            self.pictures.forget(report)
        return self._post(to, delivery, report_blocks.post(self.words, report, picture=None))

    def _post_settled(self, to: Address, delivery: str, content: dict[str, Any]) -> Receipt:
        """Slack takes a moment before a file that was only just uploaded can stand in a message
        (https://github.com/slackapi/python-slack-sdk/issues/1521)."""
        receipt = self._post(to, delivery, content)
        for seconds in SETTLES:
            if receipt != Gone("invalid_blocks"):
                break
            time.sleep(seconds)
            receipt = self._post(to, delivery, content)
        return receipt


def _receipt(call: Callable[[], Receipt | None]) -> Receipt | None:
    """Does the call and says in our words how it ended."""
    try:
        return call()
    except SlackApiError as refused:
        return _refused(refused)
    except (SlackRequestError, HTTPException, OSError) as broken:
        return Unsure(type(broken).__name__)


def _refused(refused: SlackApiError) -> RetryAfter | Gone | Shut | Unsure:
    answer = refused.response
    status = getattr(answer, "status_code", 0)
    error = answer.get("error", "") if hasattr(answer, "get") else ""
    if status == 429 or error in TOO_MANY:
        return RetryAfter(float(answer.headers.get("Retry-After", 30)))
    if status >= SERVER_TROUBLE or error in MAYBE_DONE:
        return Unsure(error or f"HTTP {status}")
    return Shut(error) if error in NOT_LET_IN else Gone(error or "refused")
