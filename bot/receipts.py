"""What came of a message, as its surface knows it: sent, not sent, or nobody can tell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """`handle` is the surface's name for the message, without the conversation it is in."""

    handle: str


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Certainly not sent; welcome again after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Gone:
    """Certainly not sent, and trying again makes no sense."""

    reason: str


@dataclass(frozen=True, slots=True)
class Shut:
    """Certainly not sent, and nothing else will be either: the chat program does not let us in."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Maybe sent: the answer got lost. Look in the conversation before sending again."""

    reason: str


Receipt = Sent | RetryAfter | Gone | Shut | Unsure
