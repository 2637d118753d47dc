"""Which messages go first."""

from collections.abc import Mapping
from enum import IntEnum


class Rank(IntEnum):
    WAITED_FOR = 0
    DAILY = 1
    TO_MANY = 2
    TIDYING = 3
    """No message: it takes nothing of what may be posted."""


_OTHER: Mapping[str, Rank] = {
    "reply": Rank.WAITED_FOR,
    "asked": Rank.WAITED_FOR,
    "challenge": Rank.TO_MANY,
    "broadcast": Rank.TO_MANY,
    "removal": Rank.TIDYING,
}


def of(kind: str) -> Rank:
    """The rank of that kind of delivery; most are daily."""
    return _OTHER.get(kind, Rank.DAILY)
