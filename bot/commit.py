"""Commit: an if-then plan of one's own is made, looked back on, moved, changed and closed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import recognise, wake
from bot.core import commitments as arcs
from bot.core import ids, timing
from bot.core.addresses import Address
from bot.core.calendars import Holidays
from bot.core.commitments import FURTHEST_DAYS, MOST_CHARACTERS, MOST_OPEN, Commitment, Outcome, Plan
from bot.core.members import Member, Standing
from bot.core.prompts import Asks, Prompt
from storage import commitments, identities, members

ANSWERS = {"choice:0": Outcome.DONE, "choice:1": Outcome.PARTLY, "choice:2": None, "choice:3": Outcome.DROPPED}
"""What the buttons of a follow-up mean, in their order; "not yet" leaves it open."""


class Refusal(StrEnum):
    """Why a commitment is not kept as it is. Somebody else's looks just like one that never was."""

    STRANGER = "stranger"
    UNKNOWN = "unknown"
    NO_CUE = "no_cue"
    NO_DEED = "no_deed"
    TOO_LONG = "too_long"
    OVER = "over"
    TOO_FAR = "too_far"
    FULL = "full"
    HABIT_OPEN = "habit_open"
    HABIT_RESTS = "habit_rests"


def make(
    db: Engine, person: Address, plan: Plan, holidays: Holidays, now: datetime, request: str | None = None
) -> Commitment | Refusal:
    """Keeps a new commitment, and looks back on it on the first own working day after its date.

    The same `request` once more changes nothing.
    """
    with db.begin() as conn:
        member = recognise.participant(conn, person, hold=True)
        if member is None:
            return Refusal.STRANGER
        today = timing.local_day(now, member.rhythm.zone)
        mine, id = commitments.of(conn, member.id), ids.made_by(member.id, request)
        before = next((each for each in mine if each.id == id), None)
        if before:
            return before
        refusal = _fault(plan, today) or _no_room(mine, plan, today)
        if refusal:
            return refusal
        plan = arcs.dated(plan, today)
        made = Commitment(id, plan, today, arcs.first_check(plan, today))
        commitments.add(conn, member.id, made)
        _sign_of_life(conn, member, holidays, now)
        return made


def mine(db: Engine, person: Address) -> list[Commitment]:
    """This person's own, the oldest first."""
    with db.begin() as conn:
        person_id = identities.find(conn, person)
        return commitments.of(conn, person_id) if person_id else []


def change(
    db: Engine, person: Address, commitment_id: str, plan: Plan, holidays: Holidays, now: datetime
) -> Commitment | Refusal:
    """Other words, another date, or a smaller step: it is open again, with a new follow-up."""
    with db.begin() as conn:
        own = _own(conn, person, commitment_id)
        if own is None:
            return Refusal.UNKNOWN
        member, found = own
        today = timing.local_day(now, member.rhythm.zone)
        others = [each for each in commitments.of(conn, member.id) if each.id != found.id]
        refusal = _fault(plan, today) or _no_room(others, plan, today)
        if refusal:
            return refusal
        changed = _restarted(found, plan, today)
        commitments.change(conn, member.id, changed)
        _sign_of_life(conn, member, holidays, now)
        return changed


def settle(
    db: Engine, person: Address, commitment_id: str, outcome: Outcome, holidays: Holidays, now: datetime
) -> Commitment | Refusal:
    """Closes it; doing so twice changes nothing."""
    with db.begin() as conn:
        own = _own(conn, person, commitment_id)
        if own is None:
            return Refusal.UNKNOWN
        member, found = own
        closed = _close(conn, member, found, outcome, now)
        _sign_of_life(conn, member, holidays, now)
        return closed


def take_answer(
    conn: Connection, member: Member, commitment_id: bytes, prompt: Prompt, answer: str, now: datetime
) -> Commitment | None:
    """What the answer to a follow-up means for the commitment; a habit's check-ins change nothing (S9)."""
    found = find(conn, member.id, commitment_id)
    if found is None or prompt.asks is not Asks.COMMITMENT or answer not in ANSWERS:
        return found
    outcome = ANSWERS[answer]
    return _close(conn, member, found, outcome, now) if outcome else found


def wants_a_smaller_step(prompt: Prompt, answer: str) -> bool:
    """Whether that answer was "not yet": then there is a smaller step, or another date."""
    return prompt.asks is Asks.COMMITMENT and ANSWERS.get(answer, Outcome.DONE) is None


def find(conn: Connection, person_id: bytes, commitment_id: bytes | None) -> Commitment | None:
    """This person's commitment with that id."""
    if commitment_id is None:
        return None
    return next((each for each in commitments.of(conn, person_id) if each.id == commitment_id), None)


def _own(conn: Connection, person: Address, commitment_id: str) -> tuple[Member, Commitment] | None:
    member = recognise.participant(conn, person, hold=True)
    found = find(conn, member.id, ids.parse(commitment_id)) if member else None
    return (member, found) if member and found else None


def _close(conn: Connection, member: Member, commitment: Commitment, outcome: Outcome, now: datetime) -> Commitment:
    today = timing.local_day(now, member.rhythm.zone)
    closed = replace(commitment, outcome=outcome, closed=commitment.closed or today, check_on=None)
    commitments.change(conn, member.id, closed)
    return closed


def _restarted(commitment: Commitment, plan: Plan, today: date) -> Commitment:
    goes_on = commitment.plan.habit and plan.habit and commitment.is_open
    check_on = commitment.check_on if goes_on else arcs.first_check(plan, today)
    made = commitment.made if goes_on or not plan.habit else today
    plan = arcs.dated(plan, made)
    return replace(commitment, plan=plan, made=made, check_on=check_on, outcome=None, closed=None)


def _fault(plan: Plan, today: date) -> Refusal | None:
    if not plan.cue.strip():
        return Refusal.NO_CUE
    if not plan.deed.strip():
        return Refusal.NO_DEED
    if max(len(plan.cue), len(plan.deed)) > MOST_CHARACTERS:
        return Refusal.TOO_LONG
    if plan.day < today and not plan.habit:
        return Refusal.OVER
    return Refusal.TOO_FAR if plan.day > today + timedelta(days=FURTHEST_DAYS) else None


def _no_room(others: list[Commitment], plan: Plan, today: date) -> Refusal | None:
    """At most three open ones (S10), of which at most one is a habit, with a rest after it (S9)."""
    if sum(each.is_open for each in others) >= MOST_OPEN:
        return Refusal.FULL
    if not plan.habit:
        return None
    welcome = arcs.habit_may_start(others, today)
    if welcome is None:
        return Refusal.HABIT_OPEN
    return Refusal.HABIT_RESTS if welcome > today else None


def _sign_of_life(conn: Connection, member: Member, holidays: Holidays, now: datetime) -> None:
    members.heard(conn, member.id)
    if member.standing is Standing.ACTIVE:
        wake.set_alarm(conn, replace(member, unanswered=0), holidays, now)
