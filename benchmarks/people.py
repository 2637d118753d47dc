"""People with something to click: a team of them, each with a nudge of this Monday."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select

from bot import nudge, report
from bot.core import answers, days
from bot.core.addresses import Address
from bot.core.members import Member, Rhythm, Standing
from bot.core.periods import ZONE
from bot.core.planning import Rules
from bot.gather import AFTERNOON, FIVE_DAYS, MORNING
from storage import alarms, identities, members, presences, tables, teams
from storage.teams import Team

TENANT = "T0BENCH"
ADMIN = Address("slack", TENANT, "person", "U0ADMIN")
FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=ZONE)
HOUR = datetime(2026, 11, 30, 9, 15, tzinfo=ZONE)
"""Everybody's nudge is due."""
MONDAY = HOUR + timedelta(minutes=5)
RHYTHM = Rhythm(ZONE, FIVE_DAYS, MORNING, AFTERNOON, pace=5)


@dataclass(frozen=True, slots=True)
class Tappable:
    """One person's nudge, and the answers that a tap can give it."""

    person: str
    nudge: str
    answers: tuple[str, ...]

    @property
    def number(self) -> int:
        return int(self.person[1:])


def person(number: int) -> Address:
    return Address("slack", TENANT, "person", f"U{number:08}")


def join(db: Engine, rules: Rules, numbers: range, team: str = "C0BENCH") -> None:
    """A team that started on Friday, and whose people all take part; in one transaction, since there may be many."""
    with db.begin() as conn:
        team_id = identities.remember(conn, Address("slack", TENANT, "channel", team))
        teams.found(conn, Team(team_id, None, "nl", FRIDAY, launched=FRIDAY))
        next_at = None
        for number in numbers:
            member = Member(
                identities.remember(conn, person(number)), team_id, Standing.ACTIVE, "nl", None, RHYTHM, FRIDAY
            )
            members.add(conn, member)
            presences.add(conn, team_id, member.id)
            next_at = next_at or days.next_moment(member, FRIDAY, rules.holidays)
            alarms.put(conn, member.id, next_at)


def nudged(db: Engine, rules: Rules, numbers: range) -> list[Tappable]:
    """Gives each of them Monday's nudge. The row is enough: what is sent is not what these benchmarks measure."""
    join(db, rules, numbers)
    report.open_period(db, MONDAY)
    nudge.plan_due(db, rules, HOUR, len(numbers))
    return [_tappable(db, rules, number) for number in numbers]


def _tappable(db: Engine, rules: Rules, number: int) -> Tappable:
    address = person(number)
    with db.begin() as conn:
        asked = select(tables.nudges).where(tables.nudges.c.person_id == identities.find(conn, address))
        row = conn.execute(asked).one()
    prompt = rules.library.by_id[row.prompt_id]
    return Tappable(address.key, row.nudge_id.hex(), (*answers.possible(prompt), answers.NOT_TODAY))
