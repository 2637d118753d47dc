"""Deliver: one sender for all that goes out. Claim, commit; send; record, commit (design.md, decisions 5 and 6)."""

import logging
import random
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Lock

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import alert, compose, faults
from bot.content.pack import Pack
from bot.core import pacing
from bot.core.addresses import Address
from bot.core.calendars import Holidays
from bot.core.ranks import Rank
from bot.gate import Gate
from bot.messages import Gone, Message, Messenger, Receipt, RetryAfter, Sent, Shut, Unsure
from bot.metrics import Metrics
from storage import deliveries, identities, members, turns
from storage.deliveries import Delivery, Kind
from storage.turns import Turn

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""Longer than one message can take with every call timing out; after this a claim counts as abandoned."""
PATIENCE = timedelta(hours=1)
TURN_OF_THE_PATIENT = 10
"""One message in so many is for what waits longer than that, whatever its rank: nobody waits for ever."""
COUNTED = frozenset({Kind.NUDGE})
"""What is unanswered until an answer comes; what somebody asked for is not held against them."""


class Unwanted:
    """Not sent: the reason to send it is gone, or its time is over."""


@dataclass(frozen=True, slots=True)
class Unmade:
    """Not sent: there is a fault in it, or in us."""

    reason: str


Outcome = Receipt | Unwanted | Unmade


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message that is ours to send; `to` is None for who was forgotten just now."""

    to: Address | None
    delivery: Delivery


@dataclass(slots=True)
class Sender:
    """The one sender of a process. Its hands share the gate, which `mutex` guards; `lock` guards a whole round."""

    db: Engine
    messenger: Messenger
    pack: Pack
    holidays: Holidays
    gate: Gate = field(default_factory=Gate)
    hands: int = 1
    """How many messages may be on their way at once: Slack takes its time to answer."""
    admins: Collection[str] = ()
    metrics: Metrics = field(default_factory=Metrics)
    chance: Callable[[], float] = random.random
    stopping: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)
    mutex: Lock = field(default_factory=Lock)
    taken: int = 0

    def send_due(self, now: datetime) -> int:
        """Sends what is due at that moment, as far as the pace allows. Returns how many messages went out."""
        return self.drain(lambda: now)

    def drain(self, clock: Callable[[], datetime]) -> int:
        """The same with a clock that goes on: it is read for every message. Other processes wait for their turn."""
        with self.lock, turns.take(self.db, Turn.SEND) as ours:
            if not ours:
                return 0
            now = clock()
            with self.db.begin() as conn:
                if not deliveries.is_any_ready(conn, now):  # most of the time; hands cost more than a look
                    return 0
                self.gate.pace.remember(deliveries.tried_since(conn, now - pacing.MINUTE))
            if self.hands == 1:
                return self._work(clock)
            with ThreadPoolExecutor(self.hands, "send") as hands:
                return sum(hands.map(self._work, [clock] * self.hands))

    def take(self, now: datetime) -> Parcel | None:
        """The next message that may go out at this moment."""
        with self.mutex:
            with self.db.begin() as conn:
                delivery = self._claim(conn, now)
                to = _address(conn, delivery) if delivery else None
            if delivery is None:
                return None
            self.gate.begin(delivery, now)
        return Parcel(to, delivery)

    def hand_over(self, parcel: Parcel, now: datetime) -> Outcome:
        """Takes it to the chat program. Nothing is locked while we wait."""
        delivery = parcel.delivery
        if parcel.to is None:
            return Unmade("forgotten")
        try:
            with self.db.begin() as conn:
                message = compose.compose(conn, self.pack, self.holidays, delivery, now)
        except SQLAlchemyError as fault:  # the database is in trouble, not this message
            return Unsure(type(fault).__name__)
        except Exception as fault:  # (one message that cannot be made does not hold up the others)
            _log(fault, "delivery %s cannot be made: %s", delivery)
            return Unmade(type(fault).__name__)
        try:
            return self._send(parcel.to, delivery, message, now)
        except Exception as fault:  # (how far it came we cannot know)
            _log(fault, "delivery %s broke on its way: %s", delivery)
            return Unsure(type(fault).__name__)

    def settle(self, parcel: Parcel, outcome: Outcome, at: datetime) -> None:
        """Learns from how it ended, and writes it down."""
        with self.mutex:
            self.gate.end(parcel.delivery, outcome, at)
        self.metrics.delivered(parcel.delivery.kind, outcome, parcel.delivery.due_at, at)
        with self.db.begin() as conn:
            self._record(conn, parcel, outcome, at)

    def _work(self, clock: Callable[[], datetime]) -> int:
        sent = 0
        while not self.stopping.is_set():
            parcel = self.take(now := clock())
            if parcel is None:
                break
            outcome = self.hand_over(parcel, now)
            self.settle(parcel, outcome, clock())
            sent += isinstance(outcome, Sent)
        return sent

    def _claim(self, conn: Connection, now: datetime) -> Delivery | None:
        opening, until = self.gate.opening(now), now + LEASE
        self.taken += 1
        patient = None
        if self.taken % TURN_OF_THE_PATIENT == 0 and Rank.TO_MANY in opening.ranks:
            long_ago, to_many = now - PATIENCE, [Rank.TO_MANY]
            patient = deliveries.claim(conn, long_ago, until, to_many, but_not=opening.but_not, doubtful=False)
        return patient or deliveries.claim(
            conn, now, until, opening.ranks, but_not=opening.but_not, doubtful=opening.doubtful
        )

    def _send(self, to: Address, delivery: Delivery, message: Message | None, now: datetime) -> Outcome:
        """What may have been sent before is looked for first."""
        name = delivery.delivery_id.hex()
        if delivery.in_doubt:
            found = self.messenger.find(to, name)
            if isinstance(found, RetryAfter):
                self.gate.look_later(now, found.seconds)
                return Unsure("not looked up yet")
            if found is not None:
                return found
        if message is None or delivery.expires_at <= now:
            return Unwanted()
        return self.messenger.send(to, name, message)

    def _record(self, conn: Connection, parcel: Parcel, outcome: Outcome, at: datetime) -> None:
        delivery, id = parcel.delivery, parcel.delivery.delivery_id
        match outcome:
            case Unwanted():
                deliveries.give_up(conn, id)
            case Sent(handle):
                deliveries.sent(conn, id, handle, at)
                if delivery.kind in COUNTED:
                    members.count_unanswered(conn, delivery.to_id)
            case Unmade(reason):
                deliveries.failed(conn, id, reason)
            case Gone(reason):
                logger.warning("delivery %s is given up: %s", id.hex(), reason)
                deliveries.failed(conn, id, reason, at)
                if parcel.to:
                    alert.channel_is_shut(conn, parcel.to, delivery.to_id, reason, self.admins, at)
            case _:
                self._put_back(conn, delivery, outcome, at)

    def _put_back(self, conn: Connection, delivery: Delivery, outcome: Outcome, at: datetime) -> None:
        """It goes later; what was in doubt stays so."""
        id = delivery.delivery_id
        match outcome:
            case Unsure(reason):
                logger.warning("delivery %s is in doubt: %s", id.hex(), reason)
                deliveries.doubt(conn, id, at + pacing.backoff(delivery.attempts, self.chance()), tried_at=at)
            case RetryAfter(seconds):
                again = at + timedelta(seconds=seconds)
                (deliveries.doubt if delivery.in_doubt else deliveries.postpone)(conn, id, again)
            case Shut():
                (deliveries.doubt if delivery.in_doubt else deliveries.postpone)(conn, id, delivery.due_at)


def _address(conn: Connection, delivery: Delivery) -> Address | None:
    try:
        return identities.address_of(conn, delivery.to_id)
    except LookupError:
        return None


def _log(fault: Exception, sentence: str, delivery: Delivery) -> None:
    name = delivery.delivery_id.hex()
    logger.error(sentence, name, type(fault).__name__, exc_info=faults.without_words(fault))
