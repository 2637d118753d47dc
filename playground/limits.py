"""How often an app may call: Slack's published tiers, and the special rules for posting messages."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from time import monotonic

MINUTE = 60.0
SPECIAL = 0
"""The tier of methods for which Slack only says "special": hundreds a minute."""


@dataclass(frozen=True, slots=True)
class Window:
    """At most `most` calls in any stretch of `seconds`."""

    most: int
    seconds: float = MINUTE


@dataclass
class Timeline:
    """Seconds that have passed by the workspace's clock or by the real one, whichever moved more.

    So a demo that skips a week does not stay limited, and one whose clock stands still does not either.
    """

    seconds: float = 0.0
    _seen: tuple[datetime, float] | None = None

    def move(self, now: datetime) -> float:
        real = monotonic()
        if self._seen:
            by_clock = (now - self._seen[0]) / timedelta(seconds=1)
            self.seconds += max(by_clock, real - self._seen[1], 0.0)
        self._seen = (now, real)
        return self.seconds


@dataclass
class Limits:
    """The limits of one workspace. Every number may be changed while it runs; `enabled = False` lifts them all."""

    enabled: bool = True
    tiers: dict[int, int] = field(default_factory=lambda: {SPECIAL: 300, 1: 1, 2: 20, 3: 50, 4: 100})
    """Calls a minute per app and method."""
    posts_per_minute: int = 240
    """Posts a minute in the whole workspace; Slack publishes no number."""
    channel_burst: int = 5
    """One post a second per channel on average: this many in as many seconds."""
    _timeline: Timeline = field(default_factory=Timeline)
    _calls: dict[tuple[str, ...], deque[float]] = field(default_factory=dict)

    def take(self, app_id: str, method: str, tier: int, channel: str, now: datetime) -> int:
        """Counts this call and returns 0, or counts nothing and returns how many whole seconds to wait."""
        at = self._timeline.move(now)
        if not self.enabled:
            return 0
        rules = list(self._rules(app_id, method, tier, channel))
        wait = max(self._wait(key, window, at) for key, window in rules)
        if wait <= 0:
            for key, _ in rules:
                self._calls[key].append(at)
        return ceil(wait)

    def _rules(self, app_id: str, method: str, tier: int, channel: str) -> Iterator[tuple[tuple[str, ...], Window]]:
        if method != "chat.postMessage":
            yield (app_id, method), Window(self.tiers[tier])
            return
        yield (app_id, method), Window(self.posts_per_minute)
        yield (app_id, method, channel), Window(self.channel_burst, float(self.channel_burst))

    def _wait(self, key: tuple[str, ...], window: Window, at: float) -> float:
        """Seconds until one more call fits; 0 when it fits now."""
        calls = self._calls.setdefault(key, deque())
        while calls and at - calls[0] >= window.seconds:
            calls.popleft()
        if len(calls) < window.most:
            return 0.0
        if window.most < 1:
            return window.seconds
        return max(window.seconds - (at - calls[len(calls) - window.most]), 0.001)
