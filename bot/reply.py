"""Reply: an answer comes in, by a tap or through a window. It counts once, and the last one counts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import commit, pool, settle, vote, wake
from bot.core import answers, ids, timing
from bot.core.addresses import Address
from bot.core.commitments import Commitment
from bot.core.members import Member
from bot.core.periods import Period
from bot.core.planning import Rules
from bot.core.prompts import Locale, Prompt
from bot.vote import Kept
from storage import deliveries, journal, nudges, replies
from storage.journal import Entry
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
class Given:
    """An answer as somebody gives it: to which nudge, and when."""

    person: Address
    nudge_id: str
    answer: str = field(repr=False)
    now: datetime


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
        [asked] = replies.find_each(conn, [(person, ids.parse(nudge_id))])
        found = _look_at(conn, rules, asked, now)
        if isinstance(found, Refusal):
            return found
        member, nudge = found.asked.member, found.asked.nudge
        answer = journal.read(conn, member.id, [nudge.nudge_id]).get(nudge.nudge_id)
        return Open(nudge_id, found.prompt, member.locale, answer, commit.find(conn, member.id, nudge.about))


def record_each(db: Engine, rules: Rules, given: Sequence[Given]) -> list[Received | Refusal]:
    """Keeps answers, each in the place of an earlier one: all of them in one transaction, in that order, or none. The
    same click twice is the same answer once."""
    with db.begin() as conn:
        asked = replies.find_each(conn, [(each.person, ids.parse(each.nudge_id)) for each in given], hold=True)
        checked = [_check(conn, rules, *each) for each in zip(asked, given, strict=True)]
        received = iter(_keep_each(conn, rules, [each for each in checked if isinstance(each, Kept)]))
        return [next(received) if isinstance(each, Kept) else each for each in checked]


def find(conn: Connection, rules: Rules, person: Address, nudge_id: str, now: datetime) -> Found | Refusal:
    """This person's nudge, while it can be answered; for whoever is about to."""
    [asked] = replies.find_each(conn, [(person, ids.parse(nudge_id))], hold=True)
    return _look_at(conn, rules, asked, now)


def latest_open(conn: Connection, rules: Rules, person: Address, member: Member, now: datetime) -> Found | None:
    """The newest nudge of this week without an answer; what was put off has none yet."""
    week = Period.of_day(timing.local_day(now, member.rhythm.zone))
    asked = nudges.of_days(conn, member.id, week.days)
    said = journal.read(conn, member.id, [each.nudge_id for each in asked])
    nudge = next((each for each in asked if said.get(each.nudge_id, answers.LATER) == answers.LATER), None)
    found = find(conn, rules, person, nudge.nudge_id.hex(), now) if nudge else None
    return found if isinstance(found, Found) else None


def keep(conn: Connection, rules: Rules, found: Found, answer: str, now: datetime) -> Received:
    """Writes the answer down and does what follows from it; `answers.check` came before."""
    [received] = _keep_each(conn, rules, [Kept(found.asked, found.prompt, answer, now)])
    return received


def handle_of(db: Engine, received: Received) -> str | None:
    """The name of the nudge's message on its surface; None while it is unknown."""
    with db.begin() as conn:
        return deliveries.handle_of(conn, f"nudge:{received.nudge_id}")


def _look_at(conn: Connection, rules: Rules, asked: Answerable | None, now: datetime) -> Found | Refusal:
    if asked is None:
        return Refusal.UNKNOWN
    prompt = pool.find(conn, rules.library, asked.nudge.prompt_id)
    return Found(asked, prompt) if prompt and _is_open(asked.nudge, asked.member, now) else Refusal.CLOSED


def _check(conn: Connection, rules: Rules, asked: Answerable | None, given: Given) -> Kept | Refusal:
    found = _look_at(conn, rules, asked, given.now)
    if isinstance(found, Refusal):
        return found
    fault = answers.check(found.prompt, given.answer)
    return Refusal(fault.value) if fault else Kept(found.asked, found.prompt, given.answer, given.now)


def _keep_each(conn: Connection, rules: Rules, kept: Sequence[Kept]) -> list[Received]:
    journal.write_each(conn, [_entry(each.asked, each.answer) for each in kept])
    vote.vote_each(conn, rules.library, kept)
    return [_follow(conn, rules, each) for each in kept]


def _entry(asked: Answerable, answer: str) -> Entry:
    return Entry(asked.member.id, asked.nudge.nudge_id, asked.key, answer)


def _follow(conn: Connection, rules: Rules, kept: Kept) -> Received:
    """What else an answer changes."""
    member, nudge, prompt = kept.asked.member, kept.asked.nudge, kept.prompt
    about = commit.take_answer(conn, member, nudge.about, prompt, kept.answer, kept.at) if nudge.about else None
    wake.heard(conn, member, rules.holidays, kept.at)
    settle.take_answer(conn, member, rules, prompt, kept.answer, kept.at)
    return Received(nudge.nudge_id.hex(), prompt, member.locale, about)


def _is_open(nudge: Nudge, member: Member, now: datetime) -> bool:
    """An answer that a label may be drawn from is taken until the week is over where the member is.

    One about a commitment concerns nobody else, and never comes too late.
    """
    if nudge.about:
        return True
    period = Period.parse(nudge.period)
    return period == Period.of_day(timing.local_day(now, member.rhythm.zone)) and now < period.freezes_at
