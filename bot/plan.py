"""Plan: what would be sent on a day, to whom, when, and why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot import nudge
from bot.core.addresses import Address
from bot.core.planning import Decision, Rules
from storage import identities, members


@dataclass(frozen=True, slots=True)
class Explained:
    """A decision about one member, who is named by the start of a random id: never by a chat id (S5)."""

    member: str
    zone: ZoneInfo
    decision: Decision


def explain(
    db: Engine, rules: Rules, day: date, now: datetime | None, only: Address | None = None
) -> Iterator[Explained]:
    """Every member's decision for that local day. With `now` it also says what is too late by now."""
    with db.begin() as conn:
        chosen = identities.find(conn, only) if only else None
        asked = [member for member in members.everybody(conn) if only is None or member.id == chosen]
        for member in asked:
            [decision] = nudge.decide(conn, rules, member, [day], now)
            yield Explained(member.id.hex()[:8], member.rhythm.zone, decision)
