"""Nudges: one prompt for one member on one local day."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, String, bindparam, case, cast, delete, exists, func, select

from bot.core.members import Past
from storage import insert, remove
from storage.tables import journal, nudges

# Two lists in one row for each person: a past has hundreds of messages, and a row for each takes seven times as long.
# A second turn of a day is rare, and putting two strings together is most of the work.
_DAY = cast(nudges.c.day, String)
_TURN = case((nudges.c.turn == 0, _DAY), else_=_DAY + cast(nudges.c.turn, String))
_SEEN = (
    select(
        nudges.c.person_id,
        func.aggregate_strings(_TURN, ","),
        func.aggregate_strings(nudges.c.prompt_id, ","),
    )
    .where(nudges.c.person_id.in_(bindparam("people", expanding=True)))
    .group_by(nudges.c.person_id)
)


@dataclass(frozen=True, slots=True)
class Nudge:
    nudge_id: bytes
    person_id: bytes
    day: date
    period: str
    prompt_id: str
    about: bytes | None = None
    turn: int = 0


NAMES = tuple(each.name for each in fields(Nudge))
_ALL = select(*(nudges.c[name] for name in NAMES))
_GET = _ALL.where(nudges.c.nudge_id == bindparam("nudge_id"))
GOODBYE, BROADCAST = "goodbye", "bericht"
"""Stand for a prompt's id on the day of a goodbye or of a coach's message, which take the day like a nudge."""
NO_PROMPT = (GOODBYE, BROADCAST)

_GIVE_BACK = delete(nudges).where(
    nudges.c.person_id == bindparam("who"), nudges.c.about == bindparam("broadcast"), nudges.c.prompt_id == BROADCAST
)


def claim(
    conn: Connection,
    person_id: bytes,
    day: date,
    period: str,
    prompt_id: str,
    *,
    about: bytes | None = None,
    turn: int = 0,
) -> Nudge | None:
    """The nudge of that day; None when the day has one already, made by whoever came first.

    `turn` 1 is for one more on the same day, at the person's own request.
    """
    nudge = Nudge(secrets.token_bytes(16), person_id, day, period, prompt_id, about, turn)
    return nudge if insert.once(conn, nudges, _row(nudge)) else None


def claim_each(conn: Connection, wanted: Sequence[Nudge]) -> set[bytes]:
    """Many at once. Gives the ids of those whose day was free."""
    return insert.each_named(conn, [_row(nudge) for nudge in wanted], nudges.c.nudge_id)


def _row(nudge: Nudge) -> dict[str, Any]:
    return {name: getattr(nudge, name) for name in NAMES}


def get(conn: Connection, nudge_id: bytes) -> Nudge | None:
    row = conn.execute(_GET, {"nudge_id": nudge_id}).one_or_none()
    return Nudge(**row._mapping) if row else None


def seen_by(conn: Connection, person_id: bytes) -> Past:
    """Everything this member was asked before, oldest first."""
    return seen_by_each(conn, [person_id])[person_id]


def seen_by_each(conn: Connection, people: Sequence[bytes]) -> dict[bytes, Past]:
    """The same for many in one look."""
    seen: dict[bytes, Past] = {person_id: () for person_id in people}
    for person_id, turns, prompts in conn.execute(_SEEN, {"people": people}):
        seen[person_id] = _in_order(turns.split(","), prompts.split(","))
    return seen


def _in_order(turns: list[str], prompts: list[str]) -> Past:
    """An index gives them in order nearly always, but no database promises that."""
    if turns != sorted(turns):
        turns, prompts = map(list, zip(*sorted(zip(turns, prompts, strict=True)), strict=True))
    return list(zip(map(_day, turns), prompts, strict=True))


@lru_cache(maxsize=1000)
def _day(turn: str) -> date:
    return date.fromisoformat(turn[:10])


def of_days(conn: Connection, person_id: bytes, days: Sequence[date]) -> list[Nudge]:
    """The prompts of these days, which follow each other; the newest first."""
    then = (nudges.c.person_id == person_id) & nudges.c.day.between(days[0], days[-1])
    query = _ALL.where(then, nudges.c.prompt_id.not_in(NO_PROMPT))
    return [Nudge(**row._mapping) for row in conn.execute(query.order_by(nudges.c.day.desc(), nudges.c.turn.desc()))]


def of_day(conn: Connection, person_id: bytes, day: date) -> list[Nudge]:
    """The prompts of that day, in order."""
    asked = (nudges.c.person_id == person_id) & (nudges.c.day == day) & nudges.c.prompt_id.not_in(NO_PROMPT)
    return [Nudge(**row._mapping) for row in conn.execute(_ALL.where(asked).order_by(nudges.c.turn))]


def answered_by(conn: Connection, person_id: bytes) -> list[Nudge]:
    """All nudges this member answered, the newest first."""
    query = _ALL.join(journal, journal.c.number == nudges.c.number)
    rows = conn.execute(
        query.where(nudges.c.person_id == person_id).order_by(nudges.c.day.desc(), nudges.c.turn.desc())
    )
    return [Nudge(**row._mapping) for row in rows]


def unanswered_by(conn: Connection, person_id: bytes) -> list[Nudge]:
    """The other ones, the newest first."""
    answered = exists().where(journal.c.number == nudges.c.number)
    query = _ALL.where(nudges.c.person_id == person_id, nudges.c.prompt_id.not_in(NO_PROMPT), ~answered)
    return [Nudge(**row._mapping) for row in conn.execute(query.order_by(nudges.c.day.desc(), nudges.c.turn.desc()))]


def give_back(conn: Connection, people: Iterable[bytes], broadcast_id: bytes) -> None:
    """Frees the days that a message had taken which does not come any more."""
    taken = [{"who": person_id, "broadcast": broadcast_id} for person_id in people]
    if taken:
        conn.execute(_GIVE_BACK, taken)


def expire(conn: Connection, before: date, of: Sequence[bytes], most: int) -> int:
    """Some of what these people were asked before that day; nothing comes again within a year, and this is older."""
    return remove.at_most(conn, most, nudges, nudges.c.person_id.in_(of) & (nudges.c.day < before))


def forget(conn: Connection, person_id: bytes) -> None:
    conn.execute(delete(nudges).where(nudges.c.person_id == person_id))
