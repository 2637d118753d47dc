"""Where a message goes, without knowing which chat program carries it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Address:
    """`key` is the chat program's own id. It stands in storage only sealed, in one table (disclosure-policy S1)."""

    surface: Literal["slack"]
    tenant: str
    kind: Literal["person", "channel", "group"]
    key: str

    def __repr__(self) -> str:
        # Never the key: addresses turn up in logs and tracebacks.
        return f"Address({self.surface}, {self.kind})"
