"""A messenger that keeps what was sent, and does as it is told about receipts."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.core.addresses import Address
from bot.messages import Message, Nudge, Removal, Report
from bot.receipts import Receipt, Sent


@dataclass
class FakeMessenger:
    """`trouble` may answer in the place of a receipt; what it answers `Unsure` to did arrive."""

    trouble: Callable[[Message], Receipt | None] = lambda _message: None
    sent: list[tuple[Address, Message]] = field(default_factory=list)
    arrived: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)

    def send(self, to: Address, delivery: str, message: Message) -> Receipt:
        if isinstance(message, Removal):
            self.removed.append(message.file)
            return Sent("")
        return self._send(to, delivery, message)

    def find(self, to: Address, delivery: str) -> Receipt | None:
        return Sent(self.arrived[delivery]) if delivery in self.arrived else None

    def nudges(self) -> list[tuple[Address, Nudge]]:
        return [(to, message) for to, message in self.sent if isinstance(message, Nudge)]

    def reports(self) -> list[Report]:
        return [message for _, message in self.sent if isinstance(message, Report)]

    def _send(self, to: Address, delivery: str, message: Message) -> Receipt:
        answer = self.trouble(message)
        if answer is None or type(answer).__name__ == "Unsure":
            self.sent.append((to, message))
            self.arrived[delivery] = f"{len(self.sent)}.0"
        return answer or Sent(self.arrived[delivery])
