"""Challenge: a coach sets one up, previews and plans it; it can be cancelled at any time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import authority, local, messages, wake
from bot.core import challenges as rules
from bot.core import ids, periods, timing
from bot.core.addresses import Address
from bot.core.calendars import Holidays
from bot.core.challenges import Challenge, Fault, State, Words
from bot.core.members import Absence
from bot.core.prompts import Theme
from bot.core.rhythms import Rhythm
from bot.messages import Moment
from storage import audit, challenges, deliveries, identities, mailings, members, teams
from storage.audit import Act
from storage.deliveries import Kind

POST_LASTS = timedelta(hours=8)
HOURS = {Moment.START: time(9, 0), Moment.HALFWAY: time(10, 0), Moment.CLOSING: time(16, 0)}
"""When the team's messages come, on Amsterdam's clock."""
LONGEST_WAY = 14
"""Days to look for a day on which somebody works."""


class Refusal(StrEnum):
    """Somebody else's challenge looks just like one that never was."""

    NOT_YOURS = "not_yours"
    BUSY = "busy"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a coach fills in; `teams` by their names in the chat program's buttons."""

    words: Words
    theme: Theme
    rhythm: Rhythm
    first: date
    last: date
    teams: tuple[str, ...]


def keep(
    db: Engine,
    coach: Address,
    name: str | None,
    wishes: Wishes,
    holidays: Holidays,
    now: datetime,
    request: str | None = None,
) -> Challenge | Fault | Refusal:
    """A draft, new or changed; the same `request` once more makes no second one.

    One that is planned can be changed until it starts; its messages are planned anew.
    """
    with db.begin() as conn:
        id = ids.parse(name) if name else ids.made_by(identities.find(conn, coach) or ids.NOBODY, request)
        before = _own(conn, coach, name) if name else challenges.get(conn, id)
        if (before and not name) or isinstance(before, Refusal):
            return before
        if before and before.state is State.CANCELLED:
            return Refusal.OVER
        wanted = tuple(ids.parse(team) for team in wishes.teams)
        if wanted and not authority.coaches_all(conn, coach, wanted):
            return Refusal.NOT_YOURS
        challenge = _with(id, before, wishes, wanted)
        today = timing.local_day(now, periods.ZONE)
        started = before is not None and before.state is State.PLANNED and before.first <= today
        fault = Fault.STARTED if started else rules.check(challenge, today)
        if fault:
            return fault
        if challenge.state is State.PLANNED and _is_busy(conn, challenge):
            return Refusal.BUSY
        challenges.keep(conn, challenge)
        if challenge.state is State.PLANNED:
            _queue_posts(conn, challenge, holidays)
            wake.set_alarms(conn, challenges.joiners(conn, challenge.id), holidays, now)
        return challenge


def plan(db: Engine, coach: Address, name: str, holidays: Holidays, now: datetime) -> Challenge | Fault | Refusal:
    """From now on it will happen: the team's messages are queued."""
    with db.begin() as conn:
        challenge = _own(conn, coach, name)
        if isinstance(challenge, Refusal):
            return challenge
        fault = rules.check(challenge, timing.local_day(now, periods.ZONE))
        if fault:
            return fault
        if challenge.state is State.CANCELLED:
            return Refusal.OVER
        if _is_busy(conn, challenge):
            return Refusal.BUSY
        if challenge.state is State.DRAFT:
            challenges.set_state(conn, challenge.id, State.PLANNED)
            _write(conn, coach, Act.CHALLENGE_PLANNED, challenge, now)
        _queue_posts(conn, challenge, holidays)
        return replace(challenge, state=State.PLANNED)


def cancel(db: Engine, coach: Address, name: str, holidays: Holidays, now: datetime) -> Challenge | Refusal:
    """Nothing of it goes out any more, also when it is under way. A draft simply goes."""
    with db.begin() as conn:
        challenge = _own(conn, coach, name)
        if isinstance(challenge, Refusal):
            return challenge
        if challenge.state is State.DRAFT:
            challenges.discard(conn, challenge.id)
            return challenge
        if challenge.phase(timing.local_day(now, periods.ZONE)) in (rules.Phase.FINISHED, rules.Phase.CANCELLED):
            return Refusal.OVER
        challenges.set_state(conn, challenge.id, State.CANCELLED)
        mailings.cancel(conn, Kind.CHALLENGE, challenge.id.hex())
        wake.set_alarms(conn, challenges.joiners(conn, challenge.id), holidays, now)
        _write(conn, coach, Act.CHALLENGE_CANCELLED, challenge, now)
        return challenge


def rehearse(db: Engine, coach: Address, name: str, now: datetime, request: str | None = None) -> Refusal | None:
    """All its messages, for the coach alone."""
    with db.begin() as conn:
        challenge = _own(conn, coach, name)
        if isinstance(challenge, Refusal):
            return challenge
        to = identities.remember(conn, coach)
        once = ids.made_by(to, request).hex()
        for number, moment in enumerate(Moment):
            due_at = now + timedelta(milliseconds=number)  # in the order in which they will come
            key = f"challenge:{name}:{moment}:{once}"
            _queue(conn, to, challenge, moment, key, due_at)
        return None


def find(db: Engine, coach: Address, name: str) -> Challenge | Refusal:
    """A challenge as its coach may see it."""
    with db.begin() as conn:
        return _own(conn, coach, name)


def quiet_days(db: Engine, challenge: Challenge, holidays: Holidays) -> list[Absence]:
    """The days within it on which no step comes in one of its teams, for its coach to know beforehand."""
    with db.begin() as conn:
        return rules.quiet(challenge, [local.holidays(conn, holidays, team) for team in challenge.teams])


def compose(conn: Connection, to_id: bytes, subject: str) -> messages.ChallengePost | None:
    """One of the messages of a challenge; None when it is no longer on."""
    name, _, moment = subject.partition(":")
    challenge, team, member = challenges.get(conn, ids.parse(name)), teams.get(conn, to_id), members.get(conn, to_id)
    if challenge is None or (team and challenge.state is not State.PLANNED):
        return None
    locale = team.locale if team else member.locale if member else "nl"
    return messages.ChallengePost(name, challenge, Moment(moment), locale, rehearsal=team is None)


def _own(conn: Connection, coach: Address, name: str) -> Challenge | Refusal:
    challenge = challenges.get(conn, ids.parse(name))
    if challenge is None or not authority.coaches_all(conn, coach, challenge.teams):
        return Refusal.NOT_YOURS
    return challenge


def _with(id: bytes, before: Challenge | None, wishes: Wishes, teams_in: tuple[bytes, ...]) -> Challenge:
    state = before.state if before else State.DRAFT
    return Challenge(id, wishes.words, wishes.theme, wishes.rhythm, wishes.first, wishes.last, teams_in, state)


def _is_busy(conn: Connection, challenge: Challenge) -> bool:
    """One at a time in a team, the closing question included."""
    others = challenges.of_teams(conn, challenge.teams)
    return any(each.state is State.PLANNED and each.is_in_the_way_of(challenge) for each in others)


def _queue_posts(conn: Connection, challenge: Challenge, holidays: Holidays) -> None:
    """The team's messages, in the place of those that were queued before."""
    name = challenge.id.hex()
    mailings.withdraw(conn, Kind.CHALLENGE, name)
    for team in challenge.teams:
        for moment, day in _post_days(challenge, local.holidays(conn, holidays, team)):
            due_at = timing.at_local(day, HOURS[moment], periods.ZONE)
            _queue(conn, team, challenge, moment, f"challenge:{name}:{moment}:{team.hex()}", due_at)


def _post_days(challenge: Challenge, holidays: Holidays) -> Iterator[tuple[Moment, date]]:
    """On days on which people work; what finds no such day within the challenge is left out."""
    wanted = (
        (Moment.START, challenge.first, 1),
        (Moment.HALFWAY, challenge.halfway, 1),
        (Moment.CLOSING, challenge.last, -1),
    )
    for moment, around, step in wanted:
        day = _workday(around, holidays, step) if around else None
        if day and challenge.first <= day <= challenge.last:
            yield moment, day


def _queue(conn: Connection, to: bytes, challenge: Challenge, moment: Moment, key: str, due_at: datetime) -> None:
    deliveries.queue(
        conn,
        Kind.CHALLENGE,
        to,
        subject=f"{challenge.id.hex()}:{moment}",
        key=key,
        due_at=due_at,
        expires_at=due_at + POST_LASTS,
    )


def _workday(day: date, holidays: Holidays, step: int) -> date | None:
    """That day, or the nearest one in that direction on which people work."""
    for ahead in range(LONGEST_WAY):
        found = day + timedelta(days=ahead * step)
        if found.isoweekday() <= rules.WEEKDAYS and not holidays(found):
            return found
    return None


def _write(conn: Connection, coach: Address, act: Act, challenge: Challenge, now: datetime) -> None:
    audit.write(conn, identities.find(conn, coach), act, now, challenge=challenge.id.hex())
