"""Hear: somebody types in the direct message. It is an answer, or one of the few words that steer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from bot import enrol, recognise, reply, snooze, vote
from bot.core import answers, ids
from bot.core.addresses import Address
from bot.core.answers import LATER, Fault
from bot.core.members import Member, Standing
from bot.core.planning import Rules
from bot.core.snoozing import Snooze
from bot.messages import Reaction
from bot.reply import Found, Received
from bot.vote import Kept
from storage import deliveries, members
from storage.deliveries import Kind

REPLY_LASTS = timedelta(hours=2)
STOP = frozenset({"stop", "stoppen"})
HELLO = frozenset({"hallo", "hoi", "hello", "hi"})


class Stranger:
    """Somebody we do not know and keep nothing of: whoever hears them answers at once."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A member's words, with what it takes to understand them. `key` is known when these words came before."""

    person: Address
    member: Member
    key: str
    words: str
    labels: Mapping[str, str]
    now: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What the words say about the open nudge."""

    found: Found
    answer: str


def take_words(
    db: Engine, rules: Rules, person: Address, words: str, event: str, labels: Mapping[str, str], now: datetime
) -> Received | Stranger | None:
    """Takes typed words as the answer to the open nudge, or as a wish, and queues what there is to say about it.

    `event` is the surface's name for this message: when it comes a second time nothing happens. `labels` gives the
    words on the ordinary buttons their answer.
    """
    # The ballot goes first, by itself. SQLite commits the key store after the database; cut off in between, the answer
    # would be there without its ballot, and the same words that come again would change nothing (docs/decisions.md).
    with db.begin() as conn:
        heard = _hear(conn, person, words, event, labels, now)
        if not isinstance(heard, Heard):
            return heard
        match _meaning(conn, rules, heard):
            case Answer(found, answer) if answer != LATER:
                vote.vote_each(conn, rules.library, [Kept(found.asked, found.prompt, answer, now)])
    with db.begin() as conn:
        heard = _hear(conn, person, words, event, labels, now)
        return _react(conn, rules, heard) if isinstance(heard, Heard) else heard


def _hear(
    conn: Connection, person: Address, words: str, event: str, labels: Mapping[str, str], now: datetime
) -> Heard | Stranger | None:
    """None when these words were dealt with already."""
    member = recognise.member(conn, person, hold=True)
    if member is None:
        return Stranger()
    key = f"reply:{ids.made_by(member.id, event).hex()}"
    return None if deliveries.is_queued(conn, key) else Heard(person, member, key, words, labels, now)


def _meaning(conn: Connection, rules: Rules, heard: Heard) -> Answer | Reaction:
    """Whether it is an answer, or what there is to say instead."""
    said, standing = heard.words.strip().casefold().rstrip(".!"), heard.member.standing
    if said in STOP and standing not in (Standing.STOPPED, Standing.INVITED):
        return Reaction.STOPPED
    if standing is Standing.INVITED:  # a greeting is no consent: that is what the invitation's button is for
        return Reaction.PREPARING if enrol.prepares(conn, heard.member) else Reaction.INVITED
    if standing is not Standing.ACTIVE and said in HELLO:
        return Reaction.WELCOME_BACK
    if standing is Standing.STOPPED:
        return Reaction.NOT_TAKING_PART
    found = reply.latest_open(conn, rules, heard.person, heard.member, heard.now)
    if found is None:
        return Reaction.NOTHING_OPEN
    answer = answers.typed(found.prompt, heard.words, heard.labels)
    fault = answers.check(found.prompt, answer)
    if fault and said in HELLO:
        return Reaction.GREETED
    if fault:
        return Reaction.TOO_LONG if fault is Fault.TOO_LONG else Reaction.NOT_UNDERSTOOD
    return Answer(found, answer)


def _react(conn: Connection, rules: Rules, heard: Heard) -> Received | None:
    """Does what the words mean, and queues what there is to say about it."""
    meaning, member, received = _meaning(conn, rules, heard), heard.member, None
    match meaning:
        case Reaction.STOPPED:
            enrol.let_go(conn, member, heard.now)
        case Reaction.WELCOME_BACK:
            enrol.take_back(conn, member, rules.holidays, heard.now)
        case Answer(found, answer) if answer == LATER:
            snooze.come_back(conn, rules, found, Snooze.HOUR, heard.now)
        case Answer(found, answer):
            received = reply.keep(conn, rules, found, answer, heard.now)
    reaction = meaning if isinstance(meaning, Reaction) else _receipt(conn, member, received)
    until = heard.now + REPLY_LASTS
    deliveries.queue(
        conn, Kind.REPLY, member.id, subject=reaction.value, key=heard.key, due_at=heard.now, expires_at=until
    )
    return received


def _receipt(conn: Connection, member: Member, received: Received | None) -> Reaction:
    """With a hint, once ever, for who has not seen the buttons yet."""
    if received is None:
        return Reaction.PUT_OFF
    if member.hinted:
        return Reaction.RECEIVED
    members.mark_hinted(conn, member.id)
    return Reaction.RECEIVED_HINT
