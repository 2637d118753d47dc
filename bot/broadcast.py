"""Broadcast: one message of a coach to the channels of teams, or to their people. It can be stopped at any moment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from bot import authority, messages, spread
from bot.core import broadcasts as rules
from bot.core import days, ids, timing
from bot.core.addresses import Address
from bot.core.broadcasts import Broadcast, Fault, Phase, State
from bot.core.calendars import Holidays
from storage import audit, broadcasts, deliveries, identities, mailings, members, nudges, teams
from storage.audit import Act
from storage.deliveries import Kind

COUNTED = timedelta(days=30)
"""How far back the administrator's total looks."""
GOES_OUT = (State.PLANNED, State.SPREAD)
"""While it is being spread, who has their row may get it."""


class Refusal(StrEnum):
    """Somebody else's broadcast looks just like one that never was."""

    NOT_YOURS = "not_yours"
    UNDER_WAY = "under_way"
    OVER = "over"
    ADMINS_ONLY = "admins_only"


@dataclass(frozen=True, slots=True)
class Wishes:
    text: str
    to_members: bool
    day: date
    at: time
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every message of every broadcast in the organisation, and why some failed."""

    sent: int
    waiting: int
    cancelled: int
    not_wanted: int
    failed: dict[str, int]


def keep(
    db: Engine,
    coach: Address,
    name: str | None,
    wishes: Wishes,
    zone: ZoneInfo,
    now: datetime,
    request: str | None = None,
) -> Broadcast | Fault | Refusal:
    """A draft, new or changed. The same `request` once more makes no second one."""
    with db.begin() as conn:
        id = ids.parse(name) if name else ids.made_by(identities.find(conn, coach) or ids.NOBODY, request)
        before = _own(conn, coach, name) if name else broadcasts.get(conn, id)
        if (before and not name) or isinstance(before, Refusal):
            return before
        if before and before.state is not State.DRAFT:
            return Refusal.UNDER_WAY
        wanted = tuple(ids.parse(team) for team in wishes.teams)
        if wanted and not authority.coaches_all(conn, coach, wanted):
            return Refusal.NOT_YOURS
        broadcast = Broadcast(id, wishes.text.strip(), wishes.to_members, wishes.day, wishes.at, wanted)
        fault = rules.check(broadcast, now, zone)
        if fault:
            return fault
        broadcasts.keep(conn, broadcast)
        return broadcast


def plan(
    db: Engine, coach: Address, name: str, holidays: Holidays, zone: ZoneInfo, now: datetime
) -> Fault | Refusal | None:
    """From now on it will go out; at once when its hour has come somewhere."""
    with db.begin() as conn:
        broadcast = _own(conn, coach, name)
        if isinstance(broadcast, Refusal):
            return broadcast
        fault = rules.check(broadcast, now - timing.LATE_AFTER, zone)  # reading the preview takes a while
        if fault:
            return fault
        if not broadcasts.move(conn, broadcast.id, State.DRAFT, State.PLANNED):
            return Refusal.UNDER_WAY
        audit.write(conn, identities.find(conn, coach), Act.BROADCAST_PLANNED, now, broadcast=broadcast.id.hex())
    spread_due(db, holidays, now)
    return None


def cancel(db: Engine, coach: Address, name: str, now: datetime) -> Refusal | None:
    """What did not go out yet stays in: all of it but a message that is on its way at this very moment."""
    with db.begin() as conn:
        broadcast = _own(conn, coach, name)
        if isinstance(broadcast, Refusal):
            return broadcast
        if broadcast.state is State.DRAFT:
            broadcasts.discard(conn, broadcast.id)
            return None
        if broadcast.state is State.CANCELLED:
            return Refusal.OVER
        if broadcast.state is State.SPREAD and not mailings.is_waiting(conn, Kind.BROADCAST, name):
            return Refusal.OVER
        if not any(broadcasts.move(conn, broadcast.id, before, State.CANCELLED) for before in GOES_OUT):
            return Refusal.OVER  # somebody else did
        stopped = mailings.cancel(conn, Kind.BROADCAST, name)
        nudges.give_back(conn, stopped, broadcast.id)
        audit.write(conn, identities.find(conn, coach), Act.BROADCAST_CANCELLED, now, broadcast=name)
        return None


def rehearse(db: Engine, coach: Address, name: str, now: datetime, request: str | None = None) -> Refusal | None:
    """The message as it will be, for the coach alone."""
    with db.begin() as conn:
        broadcast = _own(conn, coach, name)
        if isinstance(broadcast, Refusal):
            return broadcast
        to = identities.remember(conn, coach)
        spread.queue(conn, to, f"test:{name}", f"broadcast:{name}:{ids.made_by(to, request).hex()}", now)
        return None


def find(db: Engine, coach: Address, name: str) -> Broadcast | Refusal:
    """A broadcast as its coach may see it."""
    with db.begin() as conn:
        return _own(conn, coach, name)


def phase(conn: Connection, broadcast: Broadcast) -> Phase:
    if broadcast.state is not State.SPREAD:
        return Phase(broadcast.state.value)
    is_waiting = mailings.is_waiting(conn, Kind.BROADCAST, broadcast.id.hex())
    return Phase.RUNNING if is_waiting else Phase.FINISHED


def account(db: Engine, actor: Address, admins: Collection[str], now: datetime) -> Account | Refusal:
    """For an administrator: one total of the whole organisation."""
    with db.begin() as conn:
        if not authority.is_admin(conn, actor, admins):
            return Refusal.ADMINS_ONLY
        found = mailings.count(conn, Kind.BROADCAST, now - COUNTED)
    by_state = {state: sum(n for (each, _), n in found.items() if each is state) for state in deliveries.State}
    return Account(
        sent=by_state[deliveries.State.SENT],
        waiting=by_state[deliveries.State.QUEUED] + by_state[deliveries.State.CLAIMED],
        cancelled=by_state[deliveries.State.CANCELLED],
        not_wanted=by_state[deliveries.State.EXPIRED],
        failed={why: n for (state, why), n in found.items() if state is deliveries.State.FAILED},
    )


def retry(db: Engine, actor: Address, admins: Collection[str], now: datetime) -> Refusal | None:
    """What failed, of all that the account tells, goes out once more; what arrived does not."""
    with db.begin() as conn:
        if not authority.is_admin(conn, actor, admins):
            return Refusal.ADMINS_ONLY
        again = mailings.retry(conn, Kind.BROADCAST, now - COUNTED, now, now + spread.LASTS)
        if again:
            audit.write(conn, identities.remember(conn, actor), Act.BROADCASTS_RETRIED, now, number=again)
        return None


def spread_due(db: Engine, holidays: Holidays, now: datetime) -> int:
    """Gives every recipient of a planned broadcast their own row, as soon as its hour has come somewhere on earth."""
    with db.begin() as conn:
        coming = broadcasts.planned_until(conn, timing.local_day(now, rules.EARLIEST_ZONE))
    due = [broadcast for broadcast in coming if broadcast.spreads_at <= now]
    return sum(spread.spread(db, broadcast, holidays, now) for broadcast in due)


def compose(conn: Connection, to_id: bytes, subject: str, now: datetime) -> messages.Broadcast | None:
    """None when it was cancelled, or when somebody stopped or paused meanwhile."""
    rehearsal, name = subject.startswith("test:"), subject.removeprefix("test:")
    broadcast, team, member = broadcasts.get(conn, ids.parse(name)), teams.get(conn, to_id), members.get(conn, to_id)
    if broadcast is None or (not rehearsal and broadcast.state not in GOES_OUT):
        return None
    if not (rehearsal or team) and (member is None or not days.welcome_at(member, now)):
        return None
    locale = team.locale if team else member.locale if member else "nl"
    return messages.Broadcast(broadcast.text, locale, rehearsal)


def _own(conn: Connection, coach: Address, name: str) -> Broadcast | Refusal:
    broadcast = broadcasts.get(conn, ids.parse(name))
    if broadcast is None or not authority.coaches_all(conn, coach, broadcast.teams):
        return Refusal.NOT_YOURS
    return broadcast
