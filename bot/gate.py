"""Gate: what may go out at this moment, and what the chat program's answers teach us about that."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.pacing import Pace, Waits
from bot.core.ranks import Rank
from bot.receipts import Gone, Receipt, RetryAfter, Sent, Shut, Unsure
from storage.deliveries import Delivery, Kind

logger = logging.getLogger(__name__)

PER_MINUTE = 240
"""Slack says "several hundred a minute" and gives no number; this is design.md's."""
IN_ONE_CONVERSATION = 1.0
"""Seconds between two messages in the same conversation: what Slack allows."""
SHUT_SECONDS = 600
"""How long nothing goes out after the chat program did not let us in; then one message tries."""
POSTING, LOOKING, TIDYING, EVERYTHING = "posting", "looking", "tidying", "everything"
"""Kinds of calls, each with a limit of its own."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Which messages may go: those ranks, `but_not` to these, and `doubtful` ones that have to be looked for."""

    ranks: Sequence[Rank]
    but_not: Collection[bytes]
    doubtful: bool


@dataclass(slots=True)
class Gate:
    pace: Pace = field(default_factory=lambda: Pace(PER_MINUTE))
    limited: Waits = field(default_factory=Waits)
    """What the chat program told to wait."""
    spaced: Waits = field(default_factory=Waits)
    """Conversations that had a message just now."""
    busy: set[bytes] = field(default_factory=set)
    """Those that one is on its way to: nothing else goes there, whatever our clock says meanwhile."""
    shut: str = ""
    """Why the chat program lets nothing through, in its own word."""

    def opening(self, now: datetime) -> Opening:
        held = self.limited.now(now)
        if EVERYTHING in held:
            return Opening((), (), doubtful=False)
        may_post = POSTING not in held and self.pace.opens(now, urgent=True) <= now
        others = may_post and self.pace.opens(now) <= now
        allowed = {Rank.WAITED_FOR: may_post, Rank.TIDYING: TIDYING not in held}
        return Opening(
            ranks=[rank for rank in Rank if allowed.get(rank, others)],
            but_not=[what for what in held | self.spaced.now(now) | self.busy if isinstance(what, bytes)],
            doubtful=others and LOOKING not in held,
        )

    def rest(self, now: datetime) -> timedelta:
        """How long it makes no sense to look again; nothing when there may be something to send."""
        held = [self.limited.until(what) for what in self.limited.now(now) if what in (POSTING, EVERYTHING)]
        return max([self.pace.opens(now), *filter(None, held)]) - now

    def begin(self, delivery: Delivery, now: datetime) -> None:
        """It is on its way."""
        if delivery.kind is not Kind.REMOVAL:
            self.pace.begin(now)
            self.busy.add(delivery.to_id)

    def end(self, delivery: Delivery, outcome: Receipt | object, at: datetime) -> None:
        """That is how it ended."""
        if delivery.kind is not Kind.REMOVAL:
            self.busy.discard(delivery.to_id)
            went = isinstance(outcome, Sent | Gone | Unsure)
            self.pace.end(at if went else None)
            self.spaced.hold(delivery.to_id, at, IN_ONE_CONVERSATION if went else 0)
        match outcome:
            case RetryAfter(seconds):
                self._hold(delivery, at, seconds)
            case Shut(reason):
                if reason != self.shut:  # said once, not every ten minutes
                    logger.error("the chat program lets nothing through: %s. All messages are kept.", reason)
                self.shut = reason
                self.limited.hold(EVERYTHING, at, SHUT_SECONDS)
            case Sent():
                self.shut = ""

    def look_later(self, now: datetime, seconds: float) -> None:
        """No messages can be looked for until then."""
        self.limited.hold(LOOKING, now, seconds)

    def _hold(self, delivery: Delivery, at: datetime, seconds: float) -> None:
        """Slack does not say whether a conversation is full or the workspace; when a second one is, it is that."""
        if delivery.kind is Kind.REMOVAL:
            self.limited.hold(TIDYING, at, seconds)
            return
        held = self.limited.now(at)
        if POSTING not in held and any(isinstance(what, bytes) for what in held):
            self.limited.hold(POSTING, at, seconds)
            self.pace.refused(at)
        self.limited.hold(delivery.to_id, at, seconds)
