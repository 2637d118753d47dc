"""A messenger that keeps what was sent, and does as it is told about receipts."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.core.addresses import Address
from bot.messages import Card, Goodbye, Invitation, Message, Nudge, Proposal, Receipt, Removal, Reply, Report, Sent


@dataclass
class FakeMessenger:
    """`trouble` may answer in the place of a receipt; what it answers `Unsure` to did arrive."""

    trouble: Callable[[Message], Receipt | None] = lambda _message: None
    sent: list[tuple[Address, Message]] = field(default_factory=list)
    arrived: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)

    def send_invitation(self, to: Address, delivery: str, invitation: Invitation) -> Receipt:
        return self._send(to, delivery, invitation)

    def send_nudge(self, to: Address, delivery: str, nudge: Nudge) -> Receipt:
        return self._send(to, delivery, nudge)

    def send_goodbye(self, to: Address, delivery: str, goodbye: Goodbye) -> Receipt:
        return self._send(to, delivery, goodbye)

    def send_proposal(self, to: Address, delivery: str, proposal: Proposal) -> Receipt:
        return self._send(to, delivery, proposal)

    def post_card(self, to: Address, delivery: str, card: Card) -> Receipt:
        return self._send(to, delivery, card)

    def remove_file(self, removal: Removal) -> Receipt:
        self.removed.append(removal.file)
        return Sent("")

    def send_reply(self, to: Address, delivery: str, reply: Reply) -> Receipt:
        return self._send(to, delivery, reply)

    def post_report(self, to: Address, delivery: str, report: Report) -> Receipt:
        return self._send(to, delivery, report)

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
