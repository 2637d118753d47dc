"""Plan: what would be sent on a day, to whom, when, and why not; and what a longer time would bring one of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot import local, recall
from bot.core import forecast
from bot.core.addresses import Address
from bot.core.members import Member
from bot.core.planning import Decision, Rules, Skipped
from bot.recall import Known
from storage import identities, members, nudges

AT_ONCE = 500
"""People looked up in one go."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A decision about one member, who is named by the start of a random id: never by a chat id (S5)."""

    member: str
    zone: ZoneInfo
    decision: Decision


def explain(
    db: Engine, rules: Rules, day: date, now: datetime | None, only: Address | None = None
) -> Iterator[Explained]:
    """Every member's decision for that local day, as anybody may know it. With `now` it also says what is too late."""
    with db.begin() as conn:
        chosen = identities.find(conn, only) if only else None
        asked = [member for member in members.everybody(conn) if only is None or member.id == chosen]
        teams: dict[bytes, Rules] = {}
        for first in range(0, len(asked), AT_ONCE):
            for known in recall.each(conn, rules, asked[first : first + AT_ONCE], day, teams):
                member = known.agenda.member
                yield Explained(member.id.hex()[:8], member.rhythm.zone, _without_theirs(known).decide(day, now))


def wanted(explained: Iterable[Explained]) -> Counter[datetime]:
    """How many want a message at each moment."""
    return Counter(each.decision.at for each in explained if not isinstance(each.decision, Skipped))


@dataclass(frozen=True, slots=True)
class Ahead:
    """One member's days. `theme` is that of a week in their team."""

    zone: ZoneInfo
    days: Sequence[tuple[date, Decision]]
    rules: Rules


def ahead(db: Engine, rules: Rules, person: Address, days: Iterable[date]) -> Ahead | None:
    """What those days would bring if the person answers everything; None when nobody of that name takes part.

    A follow-up takes the place of what stands here.
    """
    with db.begin() as conn:
        member = members.get(conn, identities.find(conn, person) or b"")
        if member is None or member.since is None:
            return None
        there = local.rules(conn, rules, member.team_id)
        seen = nudges.seen_by(conn, member.id)
    return Ahead(member.rhythm.zone, list(forecast.ahead(_lively(member), days, rules=there, seen=seen)), there)


def _without_theirs(known: Known) -> Known:
    """What they promised themselves, what they joined or prepare, and whether they answered lately is nobody else's
    (disclosure-policy R15, R16, S7)."""
    agenda = replace(known.agenda, member=_lively(known.agenda.member), check_on=None, joined=())
    return replace(known, agenda=agenda, checks=())


def _lively(member: Member) -> Member:
    """As if they answered everything, and had no talk to prepare."""
    return replace(member, unanswered=0, one_to_one=None)
