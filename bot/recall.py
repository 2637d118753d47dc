"""Recall: all that a decision about somebody depends on, looked up for many in a handful of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import NoResultFound

from bot import local, offers
from bot.core import forecast, planning
from bot.core.calendars import Holidays
from bot.core.challenges import Challenge
from bot.core.commitments import Check
from bot.core.members import Member, Past
from bot.core.planning import Decision, Rules
from storage import challenges, commitments, nudges


@dataclass(frozen=True, slots=True)
class Agenda:
    """What decides on which days something may come. `holidays` are those of their team, `check_on` is the first day
    on which a commitment is to be looked back on."""

    member: Member
    holidays: Holidays
    check_on: date | None
    joined: Sequence[Challenge]


@dataclass(frozen=True, slots=True)
class Known:
    """What decides what comes: also the rules as they hold in their team, what came before, and what is to be looked
    back on."""

    agenda: Agenda
    rules: Rules
    seen: Past
    checks: Sequence[Check]

    def decide(self, day: date, now: datetime | None = None) -> Decision:
        rules, member = self.rules, self.agenda.member
        coming = offers.of(rules.library, member, rules.holidays, self.agenda.joined, day)
        return planning.decide(member, day, rules=rules, seen=self.seen, checks=self.checks, offers=coming, now=now)


def each(
    conn: Connection, rules: Rules, people: Sequence[Member], last: date, teams: dict[bytes, Rules]
) -> list[Known]:
    """For days up to that last one. `teams` remembers the rules of the teams met before."""
    ids = [member.id for member in people]
    unmet = {member.team_id for member in people} - teams.keys()
    if unmet:
        teams |= local.rules_of(conn, rules, list(unmet))
    seen, joined = nudges.seen_by_each(conn, ids), challenges.joined_by_each(conn, ids)
    check_on = commitments.next_checks(conn, ids)
    checks = {id: _checks(conn, id, last) for id, day in check_on.items() if day <= last}

    def known(member: Member) -> Known:
        theirs, id = teams[member.team_id], member.id
        agenda = Agenda(member, theirs.holidays, check_on.get(id), joined.get(id, ()))
        return Known(agenda, theirs, seen[id], checks.get(id, ()))

    return [known(member) for member in people]


def _checks(conn: Connection, person_id: bytes, last: date) -> list[Check]:
    try:
        return forecast.checks(commitments.due_by(conn, person_id, last))
    except NoResultFound:  # somebody who is being forgotten, and cannot be read any more, holds up nobody
        return []


def one(conn: Connection, rules: Rules, member: Member, last: date) -> Known:
    [known] = each(conn, rules, [member], last, {})
    return known


def agenda(conn: Connection, member: Member, holidays: Holidays) -> Agenda:
    """`holidays` are everybody's."""
    there = local.holidays(conn, holidays, member.team_id)
    return Agenda(member, there, commitments.next_check(conn, member.id), challenges.joined_by(conn, member.id))
