"""Deliver: one sender for all that goes out. Claim, commit; send; record, commit (design.md, decisions 5 and 6)."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Connection, Engine

from bot import compose
from bot.content.pack import Pack
from bot.core.addresses import Address
from bot.core.pacing import Bucket
from bot.core.planning import Holidays
from bot.messages import Gone, Message, Messenger, Receipt, RetryAfter, Sent, Unsure
from storage import deliveries, identities, members
from storage.deliveries import Delivery, Kind

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""Longer than one message can take with every call timing out; after this a claim counts as abandoned."""
DOUBT = timedelta(seconds=30)
"""How long a message whose answer got lost may still be under way."""
PER_MINUTE = 240
"""Slack says "several hundred a minute" and gives no number; this is design.md's."""
COUNTED = frozenset({Kind.NUDGE})
"""What is unanswered until an answer comes; what somebody asked for is not held against them."""


class Unwanted:
    """Not sent: the reason to send it is gone, or its time is over."""


Outcome = Receipt | Unwanted


@dataclass(slots=True)
class Sender:
    """The one sender of a process: its lock and its pace are why this is a class."""

    db: Engine
    messenger: Messenger
    pack: Pack
    holidays: Holidays
    bucket: Bucket = field(default_factory=lambda: Bucket(PER_MINUTE, burst=PER_MINUTE / 4))
    lock: Lock = field(default_factory=Lock)

    def send_due(self, now: datetime) -> int:
        """Sends what is due, in the order it became due. Returns how many messages went out."""
        with self.lock:
            with self.db.begin() as conn:
                deliveries.expire(conn, now)
            sent = 0
            while self.bucket.take(now):
                outcome = self._send_next(now)
                if outcome is None or isinstance(outcome, RetryAfter):
                    break
                sent += isinstance(outcome, Sent)
            return sent

    def _send_next(self, now: datetime) -> Outcome | None:
        with self.db.begin() as conn:
            delivery = deliveries.claim(conn, now, now + LEASE)
            if delivery is None:
                return None
            try:
                to = identities.address_of(conn, delivery.to_id)
            except LookupError:  # they were forgotten just now
                deliveries.failed(conn, delivery.delivery_id, "forgotten")
                return Gone("forgotten")
            message = compose.compose(conn, self.pack, self.holidays, delivery, now)
        outcome = self._hand_over(to, delivery, message, now)
        with self.db.begin() as conn:
            _record(conn, delivery, outcome, now)
        return outcome

    def _hand_over(self, to: Address, delivery: Delivery, message: Message | None, now: datetime) -> Outcome:
        """Sends it; but what may have been sent before is looked for first."""
        name = delivery.delivery_id.hex()
        if delivery.in_doubt:
            found = self.messenger.find(to, name)
            if found is not None:
                return found
        if message is None or delivery.expires_at <= now:
            return Unwanted()
        return self.messenger.send(to, name, message)


def _record(conn: Connection, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    id = delivery.delivery_id
    match outcome:
        case Unwanted():
            deliveries.give_up(conn, id)
        case Sent(handle):
            deliveries.sent(conn, id, handle)
            if delivery.kind in COUNTED:
                members.count_unanswered(conn, delivery.to_id)
        case Gone(reason):
            logger.warning("delivery %s is given up: %s", id.hex(), reason)
            deliveries.failed(conn, id, reason)
        case RetryAfter(seconds):
            deliveries.postpone(conn, id, now + timedelta(seconds=seconds), in_doubt=delivery.in_doubt)
        case Unsure(reason):
            logger.warning("delivery %s is in doubt: %s", id.hex(), reason)
            deliveries.postpone(conn, id, now + DOUBT, in_doubt=True)
