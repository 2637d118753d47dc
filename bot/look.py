"""Look: what one person may see of their own. Nobody else's side of anything comes past here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import local, order, pool, recall, recognise
from bot.core import ids, silence, timing
from bot.core.addresses import Address
from bot.core.answers import LATER
from bot.core.commitments import Commitment, Plan
from bot.core.members import Member, Standing
from bot.core.periods import Period
from bot.core.planning import Decision, Reason, Rules, Skipped
from bot.core.prompts import CHALLENGE, Asks, Library, Prompt, Theme
from bot.core.timing import Due
from storage import alarms, commitments, identities, journal, nudges
from storage.nudges import Nudge

SAID_AT_ONCE = 20
"""Answers to read back in one window."""


@dataclass(frozen=True, slots=True)
class Today:
    """The message of today; `about` is the plan a follow-up comes back to. What was put off is not answered."""

    nudge_id: str
    prompt: Prompt
    answered: bool
    put_off: bool
    about: Plan | None


@dataclass(frozen=True, slots=True)
class Day:
    """One day of this week: `at` when a message is to come, else why none comes."""

    day: date
    at: datetime | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Overview:
    member: Member
    pace_now: int
    today: tuple[Today, ...]
    commitments: tuple[Commitment, ...]
    week: tuple[Day, ...]
    may_vote: bool = False
    """Whether they can say now which theme comes first."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of somebody's own."""

    day: date
    nudge_id: str
    prompt: Prompt
    answer: str


class Why(StrEnum):
    """What made a prompt fit."""

    COMMITMENT = "commitment"
    HABIT = "habit"
    COLLEAGUE = "colleague"
    CHALLENGE = "challenge"
    ONE_TO_ONE = "one_to_one"
    FIRST_WEEKS = "first_weeks"
    SHARED = "shared"
    FOCUS = "focus"
    THEME = "theme"
    ROLE = "role"
    LOT = "lot"


def over(db: Engine, rules: Rules, person: Address, now: datetime) -> Overview | None:
    """Somebody's own page; None for somebody we do not know."""
    with db.begin() as conn:
        member = recognise.member(conn, person)
        if member is None:
            return None
        today = timing.local_day(now, member.rhythm.zone)
        mine = commitments.of(conn, member.id)
        return Overview(
            member=member,
            pace_now=silence.pace_now(member.rhythm.pace, member.unanswered),
            today=tuple(_had(conn, rules.library, member, today, mine)),
            commitments=tuple(each for each in mine if each.is_open),
            week=tuple(_week(conn, rules, member, now)) if member.standing is Standing.ACTIVE else (),
            may_vote=order.may_vote(conn, person, now),
        )


def back(db: Engine, library: Library, person: Address, skip: int = 0) -> tuple[Sequence[Said], bool]:
    """Own answers, the newest first, and whether there are older ones."""
    with db.begin() as conn:
        person_id = identities.find(conn, person)
        if person_id is None:
            return (), False
        answered = nudges.answered_by(conn, person_id)
        page = answered[skip : skip + SAID_AT_ONCE]
        return said(conn, library, person_id, page), len(answered) > skip + SAID_AT_ONCE


def said(conn: Connection, library: Library, person_id: bytes, asked: Sequence[Nudge]) -> list[Said]:
    """What this person answered to those nudges, as far as their prompts still exist."""
    answers = journal.read(conn, person_id, [each.nudge_id for each in asked])
    prompts = ((each, pool.find(conn, library, each.prompt_id)) for each in asked)
    return [
        Said(each.day, each.nudge_id.hex(), prompt, answers[each.nudge_id])
        for each, prompt in prompts
        if prompt and each.nudge_id in answers
    ]


def why(db: Engine, rules: Rules, person: Address, nudge_id: str) -> tuple[Prompt, list[Why]] | None:
    """Why somebody got that message; None when it is not theirs."""
    with db.begin() as conn:
        member = recognise.member(conn, person)
        found = nudges.get(conn, ids.parse(nudge_id))
        if member is None or found is None or found.person_id != member.id:
            return None
        prompt = pool.find(conn, rules.library, found.prompt_id)
        theme = local.theme(conn, member.team_id, Period.of_day(found.day))
        return (prompt, _reasons(member, prompt, found, theme)) if prompt else None


def _reasons(member: Member, prompt: Prompt, found: Nudge, theme: Theme) -> list[Why]:
    if prompt.source == CHALLENGE:
        return [Why.CHALLENGE]
    if prompt.asks is Asks.ONE_TO_ONE:
        return [Why.ONE_TO_ONE]
    if prompt.asks in (Asks.FITS, Asks.PACE):
        return [Why.FIRST_WEEKS]
    if found.about:
        return [Why.COMMITMENT if prompt.asks is Asks.COMMITMENT else Why.HABIT]
    if prompt.measures:
        return [Why.SHARED]
    reasons = {
        Why.COLLEAGUE: prompt.is_own,
        Why.FOCUS: prompt.theme in member.focus,
        Why.THEME: prompt.theme is theme,
        Why.ROLE: member.role in prompt.roles,
    }
    return [reason for reason, holds in reasons.items() if holds] or [Why.LOT]


def _had(
    conn: Connection, library: Library, member: Member, today: date, mine: Sequence[Commitment]
) -> Iterator[Today]:
    had = nudges.of_day(conn, member.id, today)
    answers = journal.read(conn, member.id, [each.nudge_id for each in had])
    for each in had:
        prompt = pool.find(conn, library, each.prompt_id)
        about = next((commitment.plan for commitment in mine if commitment.id == each.about), None)
        if prompt:
            answer = answers.get(each.nudge_id)
            yield Today(each.nudge_id.hex(), prompt, answer not in (None, LATER), answer == LATER, about)


def _week(conn: Connection, rules: Rules, member: Member, now: datetime) -> Sequence[Day]:
    """What this week brings; a day that got its message says so by its reason."""
    days = Period.of_day(timing.local_day(now, member.rhythm.zone)).days
    known, alarm = recall.one(conn, rules, member, days[-1]), alarms.of(conn, member.id) or now
    return [_day(day, decision, now, alarm) for day, decision in zip(days, map(known.decide, days), strict=True)]


def _day(day: date, decision: Decision, now: datetime, alarm: datetime) -> Day:
    """Nothing comes before the alarm: silence may have changed the pace after it was set."""
    if isinstance(decision, Skipped):
        return Day(day, None, decision.reason)
    if now <= decision.at < alarm:
        return Day(day, None, Reason.NOT_THIS_DAY)
    over = timing.due(decision.at, now) is Due.TOO_LATE
    return Day(day, None if over else decision.at, Reason.TOO_LATE if over else None)
