"""How fast we may send: a bucket that fills with the clock."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Bucket:
    """Allows `per_minute` messages a minute, and after a rest a burst of `burst` at once."""

    per_minute: float
    burst: float
    filled_at: datetime | None = None
    level: float = 0

    def take(self, now: datetime) -> bool:
        """True when one more message may go now."""
        self._fill(now)
        if self.level < 1:
            return False
        self.level -= 1
        return True

    def _fill(self, now: datetime) -> None:
        if self.filled_at is None:
            self.level = self.burst
        else:
            minutes = max((now - self.filled_at).total_seconds(), 0) / 60
            self.level = min(self.burst, self.level + minutes * self.per_minute)
        self.filled_at = now
