"""Hear: somebody types in the direct message. It is an answer, or one of the few words that steer."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from bot import enrol, recognise, reply, snooze
from bot.core import answers, ids
from bot.core.addresses import Address
from bot.core.answers import LATER, Fault
from bot.core.members import Member, Standing
from bot.core.planning import Rules
from bot.core.snoozing import Snooze
from bot.messages import Reaction
from bot.reply import Received
from storage import deliveries, members
from storage.deliveries import Kind

REPLY_LASTS = timedelta(hours=2)
STOP = frozenset({"stop", "stoppen"})
HELLO = frozenset({"hallo", "hoi", "hello", "hi"})


class Stranger:
    """Somebody we do not know and keep nothing of: whoever hears them answers at once."""


def take_words(
    db: Engine, rules: Rules, person: Address, words: str, event: str, labels: Mapping[str, str], now: datetime
) -> Received | Stranger | None:
    """Takes typed words as the answer to the open nudge, or as a wish, and queues what there is to say about it.

    `event` is the surface's name for this message: when it comes a second time nothing happens. `labels` gives the
    words on the ordinary buttons their answer.
    """
    with db.begin() as conn:
        member = recognise.member(conn, person)
        if member is None:
            return Stranger()
        key = f"reply:{ids.made_by(member.id, event).hex()}"
        if deliveries.is_queued(conn, key):
            return None
        reaction, received = _react(conn, rules, person, member, words, labels, now)
        deliveries.queue(
            conn,
            Kind.REPLY,
            member.id,
            subject=reaction.value,
            key=key,
            due_at=now,
            expires_at=now + REPLY_LASTS,
        )
        return received


def _react(
    conn: Connection,
    rules: Rules,
    person: Address,
    member: Member,
    words: str,
    labels: Mapping[str, str],
    now: datetime,
) -> tuple[Reaction, Received | None]:
    said = words.strip().casefold().rstrip(".!")
    if said in STOP and enrol.let_go(conn, member, now):
        return Reaction.STOPPED, None
    if member.standing is Standing.INVITED:  # a greeting is no consent: that is what the invitation's button is for
        return Reaction.INVITED, None
    if member.standing is not Standing.ACTIVE and said in HELLO:
        enrol.take_back(conn, member, rules.holidays, now)
        return Reaction.WELCOME_BACK, None
    if member.standing is Standing.STOPPED:
        return Reaction.NOT_TAKING_PART, None
    return _answer(conn, rules, person, member, words, labels, now)


def _answer(
    conn: Connection,
    rules: Rules,
    person: Address,
    member: Member,
    words: str,
    labels: Mapping[str, str],
    now: datetime,
) -> tuple[Reaction, Received | None]:
    found = reply.latest_open(conn, rules, person, member, now)
    if found is None:
        return Reaction.NOTHING_OPEN, None
    answer = answers.typed(found.prompt, words, labels)
    fault = answers.check(found.prompt, answer)
    if fault:
        return Reaction.TOO_LONG if fault is Fault.TOO_LONG else Reaction.NOT_UNDERSTOOD, None
    if answer == LATER:
        snooze.come_back(conn, rules, found, Snooze.HOUR, now)
        return Reaction.PUT_OFF, None
    received = reply.keep(conn, rules, found, answer, now)
    if member.hinted:
        return Reaction.RECEIVED, received
    members.mark_hinted(conn, member.id)
    return Reaction.RECEIVED_HINT, received
