"""How fast we may send. The manager says what is allowed in a minute; the chat program teaches us when it is less."""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

MINUTE = timedelta(minutes=1)
KEPT_FREE = 0.05
"""Of each minute's messages, for somebody who just asked for something. Others may have them at the very end."""
END_OF_MINUTE = timedelta(seconds=2)
QUIET = timedelta(minutes=10)
"""After a refusal we do not try for more for so long; then we ask a little more each minute."""
AT_HAND = timedelta(minutes=1.5)
"""So long lasts what is planned: it is filled up every minute, and may be half a minute late."""
ON_TIME = timedelta(minutes=5)
"""A message that comes so long after its hour is on time."""
EARLIEST = timedelta(minutes=15)
STEP = 0.05
LEAST = 0.1
"""Of what is allowed: a refusal that has another reason must not silence us for hours."""


@dataclass(slots=True)
class Pace:
    """At most `limit` messages in any minute, all at once if need be; after a first refusal evenly spread."""

    most: float
    limit: float = 0
    even: bool = False
    past: deque[datetime] = field(default_factory=deque)
    """When the messages of the last minute had arrived."""
    under_way: int = 0
    begun_at: datetime | None = None
    grown_at: datetime | None = None

    def __post_init__(self) -> None:
        self.limit = self.limit or self.most

    def remember(self, times: Iterable[datetime]) -> None:
        """What went out lately, by us before we stopped or by another process."""
        self.past = deque(sorted(times))

    def begin(self, now: datetime) -> None:
        """One more is on its way."""
        self.under_way += 1
        self.begun_at = now

    def end(self, at: datetime | None) -> None:
        """It arrived at that moment; None when it never went. The chat program counted it no later than we do."""
        self.under_way -= 1
        if at:
            self.past.append(at)

    def opens(self, now: datetime, *, urgent: bool = False) -> datetime:
        """Until this moment it makes no sense to ask again; `now` when one more may go at once."""
        self._forget(now)
        self._grow(now)
        most = max(int(self.limit), 1)
        used = len(self.past) + self.under_way
        if used >= most:
            return self.past[used - most] + MINUTE if used - most < len(self.past) else now + END_OF_MINUTE
        moment = self.begun_at + MINUTE / self.limit if self.even and self.begun_at else now
        if not urgent and self.past and most - used <= int(most * KEPT_FREE):
            moment = max(moment, self.past[0] + MINUTE - END_OF_MINUTE)
        return max(moment, now)

    def refused(self, now: datetime) -> None:
        """Too much, says the chat program: too much at once, and if it was not, then too much in a minute."""
        self._forget(now)
        if self.even:
            self.limit = min(max(float(len(self.past)), self.most * LEAST), self.limit)
        self.even = True
        self.grown_at = now + QUIET

    def _grow(self, now: datetime) -> None:
        if self.grown_at and self.limit < self.most and now >= self.grown_at + MINUTE:
            self.limit = min(self.limit + self.most * STEP, self.most)
            self.grown_at = now

    def _forget(self, now: datetime) -> None:
        if max(self.past[-1] if self.past else now, self.begun_at or now) > now + MINUTE:
            # The clock was put back: wait a minute, not an hour.
            self.past, self.begun_at = deque([now] * len(self.past)), now
        while self.past and self.past[0] <= now - MINUTE:
            self.past.popleft()


@dataclass(slots=True)
class Waits:
    """What has to wait for a while: a conversation, or a whole kind of call."""

    held: dict[Hashable, tuple[datetime, datetime]] = field(default_factory=dict)

    def hold(self, what: Hashable, now: datetime, seconds: float) -> None:
        self.held[what] = (now, now + timedelta(seconds=seconds))

    def now(self, now: datetime) -> set[Hashable]:
        """What has to wait still. A clock that was put back ends a wait."""
        self.held = {what: (since, until) for what, (since, until) in self.held.items() if since <= now < until}
        return set(self.held)

    def until(self, what: Hashable) -> datetime | None:
        return self.held[what][1] if what in self.held else None


def at_hand(per_minute: float) -> int:
    """How many messages wait to be sent at most. Who else is due is planned when there is room."""
    return max(int(per_minute * (AT_HAND / MINUTE)), 1)


def head_start(people: int, per_minute: float) -> timedelta:
    """How long before their hour we begin, when so many want the same one: as many get it before as after.

    Nothing for a few minutes' worth; never more than EARLIEST, whoever is left then gets it later.
    """
    takes = people / per_minute * MINUTE
    return min(takes / 2, EARLIEST) if takes > ON_TIME else timedelta()


def left_out(wanted: Mapping[datetime, int], per_minute: float, lasts: timedelta) -> int:
    """How many of the people who want their message at those moments cannot have it while it `lasts`.

    One crowd after the other, each from as early on as it may begin.
    """
    left, free = 0, datetime.min.replace(tzinfo=UTC)
    for at, people in sorted(wanted.items()):
        start = max(free, at - head_start(people, per_minute))
        room = max(int((at + lasts - start) / MINUTE * per_minute), 0)
        left += max(people - room, 0)
        free = start + min(people, room) / per_minute * MINUTE
    return left


def backoff(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, up to ten minutes, give or take a quarter."""
    seconds = min(30.0 * 2 ** min(attempts - 1, 10), 600.0)
    return timedelta(seconds=seconds * (0.75 + chance / 2))
