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
from bot.core.leases import Lease
from bot.core.ranks import Rank
from bot.gate import Gate
from bot.messages import Messenger
from bot.metrics import Metrics
from bot.receipts import Gone, Receipt, RetryAfter, Sent, Shut, Unsure
from storage import claims, deliveries, identities, members, turns
from storage.deliveries import Delivery, Kind
from storage.turns import Held, Turn

logger = logging.getLogger(__name__)

PATIENCE = timedelta(hours=1)
TURN_OF_THE_PATIENT = 10
"""One message in so many is for what waits longer than that, whatever its rank: nobody waits for ever."""
COUNTED = frozenset({Kind.NUDGE})
"""What is unanswered until an answer comes; what somebody asked for is not held against them."""


class Unwanted:
    """Not sent: the reason to send it is gone, or its time is over."""


class TooSlow:
    """Not sent: the claim leaves no time for a call, or is another's by now."""


@dataclass(frozen=True, slots=True)
class Unmade:
    """Not sent: there is a fault in it, or in us."""

    reason: str


Outcome = Receipt | Unwanted | TooSlow | Unmade


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
    lease: Lease = field(default_factory=Lease)
    shared_clock: Callable[[Connection], datetime] = turns.shared_clock
    """For claims only: all processes agree on it, and it runs as fast as calls do."""
    stopping: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)
    mutex: Lock = field(default_factory=Lock)
    taken: int = 0

    def send_due(self, now: datetime) -> int:
        """Sends what is due at that moment, as far as the pace allows. Returns how many messages went out."""
        return self.drain(lambda: now)

    def drain(self, clock: Callable[[], datetime]) -> int:
        """The same with a clock that goes on: it is read for every message. Other processes wait for their turn."""
        with self.lock, turns.take(self.db, Turn.SEND) as turn:
            if turn is None or not self._prepare(clock()):
                return 0
            if self.hands == 1:
                return self._work(clock, turn)
            with ThreadPoolExecutor(self.hands, "send") as hands:
                return sum(hands.map(lambda _: self._work(clock, turn), range(self.hands)))

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
            return self._look(parcel.to, delivery, now) or self._send(parcel.to, delivery, now)
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

    def _prepare(self, now: datetime) -> bool:
        """Whether there is anything to do: most of the time there is not, and hands cost more than a look."""
        with self.db.begin() as conn:
            if not claims.is_any_ready(conn, now, self.shared_clock(conn)):
                return False
            self.gate.pace.remember(deliveries.tried_since(conn, now - pacing.MINUTE))
        return True

    def _work(self, clock: Callable[[], datetime], turn: Held) -> int:
        sent = 0
        while not self.stopping.is_set() and self._lasts(turn):
            parcel = self.take(now := clock())
            if parcel is None:
                break
            outcome = self.hand_over(parcel, now)
            self.settle(parcel, outcome, clock())
            sent += isinstance(outcome, Sent)
        return sent

    def _lasts(self, turn: Held) -> bool:
        with self.mutex:
            return turn.lasts()

    def _claim(self, conn: Connection, now: datetime) -> Delivery | None:
        opening, shared = self.gate.opening(now), self.shared_clock(conn)
        until, but_not = self.lease.until(shared), opening.but_not
        self.taken += 1
        patient = None
        if self.taken % TURN_OF_THE_PATIENT == 0 and Rank.TO_MANY in opening.ranks:
            long_ago, to_many = now - PATIENCE, [Rank.TO_MANY]
            patient = claims.claim(conn, long_ago, shared, until, to_many, but_not=but_not, doubtful=False)
        return patient or claims.claim(
            conn, now, shared, until, opening.ranks, but_not=but_not, doubtful=opening.doubtful
        )

    def _look(self, to: Address, delivery: Delivery, now: datetime) -> Receipt | None:
        """What may have been sent before is looked for first."""
        if not delivery.in_doubt:
            return None
        found = self.messenger.find(to, delivery.delivery_id.hex())
        if isinstance(found, RetryAfter):
            self.gate.look_later(now, found.seconds)
            return Unsure("not looked up yet")
        return found

    def _send(self, to: Address, delivery: Delivery, now: datetime) -> Outcome:
        """Whether it is still ours comes last: from there to the call nothing is waited for."""
        try:
            with self.db.begin() as conn:
                message = compose.compose(conn, self.pack, self.holidays, delivery, now)
                in_time = claims.is_held(conn, delivery, self.lease.needed(self.shared_clock(conn)))
        except SQLAlchemyError as fault:  # the database is in trouble, not this message
            return Unsure(type(fault).__name__)
        except Exception as fault:  # (one message that cannot be made does not hold up the others)
            _log(fault, "delivery %s cannot be made: %s", delivery)
            return Unmade(type(fault).__name__)
        if not in_time:
            return TooSlow()
        if message is None or delivery.expires_at <= now:
            return Unwanted()
        return self.messenger.send(to, delivery.delivery_id.hex(), message)

    def _record(self, conn: Connection, parcel: Parcel, outcome: Outcome, at: datetime) -> None:
        delivery = parcel.delivery
        match outcome:
            case Unwanted():
                claims.give_up(conn, delivery)
            case Sent(handle):
                _keep_sent(conn, delivery, handle, at)
            case Unmade(reason):
                claims.failed(conn, delivery, reason)
            case Gone(reason):
                logger.warning("delivery %s is given up: %s", delivery.delivery_id.hex(), reason)
                claims.failed(conn, delivery, reason, at)
                if parcel.to:
                    alert.channel_is_shut(conn, parcel.to, delivery.to_id, reason, self.admins, at)
            case Unsure(reason):
                logger.warning("delivery %s is in doubt: %s", delivery.delivery_id.hex(), reason)
                again = at + pacing.backoff(delivery.attempts, self.chance())
                claims.doubt(conn, delivery, again, self._arrived(conn), tried_at=at)
            case RetryAfter(seconds):
                self._put_back(conn, delivery, at + timedelta(seconds=seconds))
            case Shut() | TooSlow():
                self._put_back(conn, delivery, delivery.due_at)

    def _put_back(self, conn: Connection, delivery: Delivery, due_at: datetime) -> None:
        """It goes later; what was in doubt stays so."""
        if delivery.in_doubt:
            claims.doubt(conn, delivery, due_at, self._arrived(conn))
        else:
            claims.postpone(conn, delivery, due_at)

    def _arrived(self, conn: Connection) -> datetime:
        return self.lease.arrived(self.shared_clock(conn))


def _keep_sent(conn: Connection, delivery: Delivery, handle: str, at: datetime) -> None:
    counts = delivery.kind in COUNTED
    if counts:  # they are held before their message, as who forgets them does it, or the two could wait for each other
        members.hold(conn, [delivery.to_id])
    if claims.sent(conn, delivery, handle, at) and counts:
        members.count_unanswered(conn, delivery.to_id)


def _address(conn: Connection, delivery: Delivery) -> Address | None:
    try:
        return identities.address_of(conn, delivery.to_id)
    except LookupError:
        return None


def _log(fault: Exception, sentence: str, delivery: Delivery) -> None:
    name = delivery.delivery_id.hex()
    logger.error(sentence, name, type(fault).__name__, exc_info=faults.without_words(fault))
