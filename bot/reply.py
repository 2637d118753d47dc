"""Reply: an answer comes in, by a tap or through a window. It counts once, and the last one counts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import commit, pool, report, settle, vote, wake
from bot.core import answers, challenges, ids, timing
from bot.core.addresses import Address
from bot.core.commitments import Commitment
from bot.core.members import Member
from bot.core.periods import Period
from bot.core.planning import Rules
from bot.core.prompts import Locale, Prompt
from storage import deliveries, journal, nudges, replies
from storage.nudges import Nudge
from storage.replies import Answerable


@dataclass(frozen=True, slots=True)
class Open:
    """A nudge of this person that can be answered; `answer` is what they said before, if anything."""

    nudge_id: str
    prompt: Prompt
    locale: Locale
    answer: str | None
    about: Commitment | None


@dataclass(frozen=True, slots=True)
class Received:
    """`about` is the commitment this was a follow-up of, as it stands now."""

    nudge_id: str
    prompt: Prompt
    locale: Locale
    about: Commitment | None


@dataclass(frozen=True, slots=True)
class Found:
    """A nudge that can be answered and its prompt, inside a transaction."""

    asked: Answerable
    prompt: Prompt


class Refusal(StrEnum):
    """Why an answer is not taken. Somebody else's nudge looks just like one that never was."""

    UNKNOWN = "unknown"
    CLOSED = "closed"
    ANSWERED = "answered"
    NOT_UNDERSTOOD = "not_understood"
    EMPTY = "empty"
    TOO_LONG = "too_long"


def look_up(db: Engine, rules: Rules, person: Address, nudge_id: str, now: datetime) -> Open | Refusal:
    """The nudge as its own reader may see it: own answers are read back here and nowhere else (R17)."""
    with db.begin() as conn:
        found = find(conn, rules, person, nudge_id, now)
        if isinstance(found, Refusal):
            return found
        member, nudge = found.asked.member, found.asked.nudge
        answer = journal.read(conn, member.id, [nudge.nudge_id]).get(nudge.nudge_id)
        return Open(nudge_id, found.prompt, member.locale, answer, commit.find(conn, member.id, nudge.about))


def record(db: Engine, rules: Rules, person: Address, nudge_id: str, answer: str, now: datetime) -> Received | Refusal:
    """Keeps an answer, in the place of an earlier one. The same click twice is the same answer once."""
    with db.begin() as conn:
        found = find(conn, rules, person, nudge_id, now)
        if isinstance(found, Refusal):
            return found
        fault = answers.check(found.prompt, answer)
        if fault:
            return Refusal(fault.value)
        return keep(conn, rules, found, answer, now)


def find(conn: Connection, rules: Rules, person: Address, nudge_id: str, now: datetime) -> Found | Refusal:
    """This person's nudge, while it can be answered."""
    asked = replies.find(conn, person, ids.parse(nudge_id))
    if asked is None:
        return Refusal.UNKNOWN
    prompt = pool.find(conn, rules.library, asked.nudge.prompt_id)
    if prompt is None or not _is_open(asked.nudge, asked.member, now):
        return Refusal.CLOSED
    return Found(asked, prompt)


def latest_open(conn: Connection, rules: Rules, person: Address, member: Member, now: datetime) -> Found | None:
    """The newest nudge of this week without an answer."""
    period = Period.of_day(timing.local_day(now, member.rhythm.zone))
    nudge = nudges.latest_open(conn, member.id, str(period))
    found = find(conn, rules, person, nudge.nudge_id.hex(), now) if nudge else None
    return found if isinstance(found, Found) else None


def keep(conn: Connection, rules: Rules, found: Found, answer: str, now: datetime) -> Received:
    """Writes the answer down and does what follows from it; `answers.check` came before."""
    asked, prompt = found.asked, found.prompt
    member, nudge = asked.member, asked.nudge
    journal.write(conn, asked.key, member.id, nudge.nudge_id, answer)
    cast(conn, rules, found, answer)
    commitment = commit.take_answer(conn, member, nudge.about, prompt, answer, now) if nudge.about else None
    wake.heard(conn, member, rules.holidays, now)
    settle.take_answer(conn, member, rules, prompt, answer, now)
    return Received(nudge.nudge_id.hex(), prompt, member.locale, commitment)


def cast(conn: Connection, rules: Rules, found: Found, answer: str) -> None:
    """The ballot of that answer alone, if anything is drawn from it."""
    asked, prompt = found.asked, found.prompt
    if report.is_about(prompt, Period.parse(asked.nudge.period).question):
        vote.vote(conn, rules.library, asked, prompt, answer)
    if challenges.ends(prompt.id):
        vote.conclude(conn, asked, answer)


def handle_of(db: Engine, received: Received) -> str | None:
    """The name of the nudge's message on its surface; None while it is unknown."""
    with db.begin() as conn:
        return deliveries.handle_of(conn, f"nudge:{received.nudge_id}")


def _is_open(nudge: Nudge, member: Member, now: datetime) -> bool:
    """An answer that a label may be drawn from is taken until the week is over where the member is.

    One about a commitment concerns nobody else, and never comes too late.
    """
    if nudge.about:
        return True
    period = Period.parse(nudge.period)
    return period == Period.of_day(timing.local_day(now, member.rhythm.zone)) and now < period.freezes_at
