"""Leases: for how long a claim is respected. In real seconds, also in a rehearsal: they guard a call."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Lease:
    """A call begins within `begin` of its claim or not at all, and takes no longer than `call`, with each of its
    requests timing out. What we no longer wait for may arrive for as long as `after`."""

    begin: timedelta = timedelta(seconds=30)
    call: timedelta = timedelta(seconds=90)
    after: timedelta = timedelta(seconds=20)

    def until(self, claimed_at: datetime) -> datetime:
        """From then on nothing can arrive any more of what was claimed at that moment."""
        return claimed_at + self.begin + self.call + self.after

    def arrived(self, at: datetime) -> datetime:
        """By then all has arrived of a call that ends or is given up at that moment."""
        return at + self.after

    def needed(self, now: datetime) -> datetime:
        """How far a claim must reach for a call to begin now."""
        return now + self.call + self.after
