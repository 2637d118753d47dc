"""Reply: an answer comes in, by a tap, through a modal or typed. It counts once, and the last one counts."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import report
from bot.core import answers
from bot.core.addresses import Address
from bot.core.answers import Fault
from bot.core.members import Member
from bot.core.periods import Period, Question
from bot.core.prompts import Library, Locale, Prompt
from bot.messages import Reaction
from storage import ballots, deliveries, identities, journal, members, nudges, rosters
from storage.deliveries import Kind
from storage.nudges import Nudge

REPLY_LASTS = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Open:
    """A nudge of this person that can be answered; `answer` is what they said before, if anything."""

    nudge_id: str
    prompt: Prompt
    locale: Locale
    answer: str | None


@dataclass(frozen=True, slots=True)
class Received:
    """`handle` names the nudge's message on its surface; None while it is unknown."""

    nudge_id: str
    prompt: Prompt
    locale: Locale
    handle: str | None


class Refusal(StrEnum):
    """Why an answer is not taken. Somebody else's nudge looks just like one that never was."""

    UNKNOWN = "unknown"
    CLOSED = "closed"
    NOT_UNDERSTOOD = "not_understood"
    EMPTY = "empty"
    TOO_LONG = "too_long"


def look_up(db: Engine, library: Library, person: Address, nudge_id: str, now: datetime) -> Open | Refusal:
    """The nudge as its own reader may see it: own answers are read back here and nowhere else (R17)."""
    with db.begin() as conn:
        found = _find(conn, library, person, nudge_id, now)
        if isinstance(found, Refusal):
            return found
        member, nudge, prompt = found
        answer = journal.read(conn, member.id, [nudge.nudge_id]).get(nudge.nudge_id)
        return Open(nudge_id, prompt, member.locale, answer)


def record(
    db: Engine, library: Library, person: Address, nudge_id: str, answer: str, now: datetime
) -> Received | Refusal:
    """Keeps an answer, in the place of an earlier one. The same click twice is the same answer once."""
    with db.begin() as conn:
        found = _find(conn, library, person, nudge_id, now)
        if isinstance(found, Refusal):
            return found
        member, nudge, prompt = found
        fault = answers.check(prompt, answer)
        if fault:
            return Refusal(fault.value)
        _keep(conn, library, member, nudge, answer)
        return _received(conn, member, nudge, prompt)


def record_typed(
    db: Engine, library: Library, person: Address, words: str, event: str, labels: Mapping[str, str], now: datetime
) -> Received | None:
    """Takes typed words as the answer to the open nudge and queues what there is to say about it.

    `event` is the surface's name for this message: when it comes a second time nothing happens.
    """
    with db.begin() as conn:
        person_id = identities.remember(conn, person)
        member = members.get(conn, person_id)
        key = _event_key(person_id, event)
        if deliveries.is_queued(conn, key):
            return None
        reaction, received = _take_typed(conn, library, member, words, labels, now)
        deliveries.queue(
            conn,
            Kind.REPLY,
            person_id,
            subject=reaction.value,
            key=key,
            due_at=now,
            expires_at=now + REPLY_LASTS,
        )
        return received


def _take_typed(
    conn: Connection, library: Library, member: Member | None, words: str, labels: Mapping[str, str], now: datetime
) -> tuple[Reaction, Received | None]:
    if member is None:
        return Reaction.STRANGER, None
    nudge = nudges.latest_open(conn, member.id, str(Period.of(now)))
    prompt = library.by_id.get(nudge.prompt_id) if nudge else None
    if nudge is None or prompt is None:
        return Reaction.NOTHING_OPEN, None
    answer = answers.typed(prompt, words, labels)
    fault = answers.check(prompt, answer)
    if fault:
        return Reaction.TOO_LONG if fault is Fault.TOO_LONG else Reaction.NOT_UNDERSTOOD, None
    _keep(conn, library, member, nudge, answer)
    received = _received(conn, member, nudge, prompt)
    if member.hinted:
        return Reaction.RECEIVED, received
    members.mark_hinted(conn, member.id)
    return Reaction.RECEIVED_HINT, received


def _received(conn: Connection, member: Member, nudge: Nudge, prompt: Prompt) -> Received:
    name = nudge.nudge_id.hex()
    return Received(name, prompt, member.locale, deliveries.handle_of(conn, f"nudge:{name}"))


def _event_key(person_id: bytes, event: str) -> str:
    # The event's name holds a chat id; its digest is enough to know it again.
    return f"reply:{hashlib.blake2b(event.encode(), key=person_id, digest_size=16).hexdigest()}"


def _find(
    conn: Connection, library: Library, person: Address, nudge_id: str, now: datetime
) -> tuple[Member, Nudge, Prompt] | Refusal:
    person_id = identities.find(conn, person)
    member = members.get(conn, person_id) if person_id else None
    nudge = nudges.get(conn, bytes.fromhex(nudge_id)) if _is_hex(nudge_id) else None
    if member is None or nudge is None or nudge.person_id != member.id:
        return Refusal.UNKNOWN
    prompt = library.by_id.get(nudge.prompt_id)
    if prompt is None or nudge.period != str(Period.of(now)):
        return Refusal.CLOSED
    return member, nudge, prompt


def _keep(conn: Connection, library: Library, member: Member, nudge: Nudge, answer: str) -> None:
    journal.write(conn, member.id, nudge.nudge_id, answer)
    period = Period.parse(nudge.period)
    question = period.question
    if report.is_about(library.by_id[nudge.prompt_id], question):
        _vote(conn, library, member, period, question)


def _vote(conn: Connection, library: Library, member: Member, period: Period, question: Question) -> None:
    """Brings this person's one ballot of the period in line with their journal (R5)."""
    cell = rosters.cell_of(conn, str(period), member.id)
    if cell is None:
        return
    about = {prompt.id: prompt for prompt in library.prompts if report.is_about(prompt, question)}
    asked = {n.nudge_id: about[n.prompt_id] for n in nudges.of_period(conn, member.id, str(period), about)}
    said = journal.read(conn, member.id, list(asked))
    value = answers.together(answers.positive(question, asked[id], answer) for id, answer in said.items())
    if value is None:
        ballots.withdraw(conn, str(period), question, member.id)
    else:
        ballots.cast(conn, str(period), question, cell, member.id, value)


def _is_hex(words: str) -> bool:
    return len(words) == 32 and all(letter in "0123456789abcdef" for letter in words)
