"""Challenges: what a coach set up, for which teams, and who joined. Who joined is nobody's to see but theirs (R16)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from bot.core.challenges import Challenge, State, Words
from bot.core.prompts import Text, Theme
from bot.core.rhythms import Rhythm
from storage import insert as inserts
from storage import keys, remove
from storage.engine import keys_of
from storage.tables import challenge_teams, challengers, challenges

_JOINED = select(challengers.c.person_id, challengers.c.challenge_id).where(
    challengers.c.person_id.in_(bindparam("people", expanding=True))
)


def keep(conn: Connection, challenge: Challenge) -> None:
    """Writes it down as it is now, new or not."""
    row = {
        "challenge_id": challenge.id,
        "state": challenge.state.value,
        "theme": challenge.theme.value,
        "rhythm": challenge.rhythm.value,
        "first": challenge.first,
        "last": challenge.last,
        "sealed": keys.seal(keys_of(conn).wrap, json.dumps(asdict(challenge.words)).encode(), _place(challenge.id)),
    }
    inserts.or_replace(conn, challenges, row, key=("challenge_id",))
    conn.execute(delete(challenge_teams).where(challenge_teams.c.challenge_id == challenge.id))
    if challenge.teams:
        teams = [{"challenge_id": challenge.id, "team_id": team} for team in challenge.teams]
        conn.execute(insert(challenge_teams), teams)


def set_state(conn: Connection, challenge_id: bytes, state: State) -> None:
    conn.execute(update(challenges).where(challenges.c.challenge_id == challenge_id).values(state=state.value))


def get(conn: Connection, challenge_id: bytes) -> Challenge | None:
    found = _read(conn, [challenge_id])
    return found[0] if found else None


def of_teams(conn: Connection, team_ids: Iterable[bytes]) -> list[Challenge]:
    """Every challenge that one of these teams is in, the first one first."""
    query = select(challenge_teams.c.challenge_id).where(challenge_teams.c.team_id.in_(list(team_ids))).distinct()
    return _read(conn, conn.execute(query).scalars())


def joined_by(conn: Connection, person_id: bytes) -> list[Challenge]:
    return joined_by_each(conn, [person_id]).get(person_id, [])


def joined_by_each(conn: Connection, people: Sequence[bytes]) -> dict[bytes, list[Challenge]]:
    """The same for many; who joined none is left out."""
    pairs = conn.execute(_JOINED, {"people": people}).all()
    joined: dict[bytes, set[bytes]] = {}
    for person_id, challenge_id in pairs:
        joined.setdefault(person_id, set()).add(challenge_id)
    found = _read(conn, {challenge_id for _, challenge_id in pairs})
    return {person_id: [each for each in found if each.id in theirs] for person_id, theirs in joined.items()}


def join(conn: Connection, challenge_id: bytes, person_id: bytes) -> bool:
    """False when they had joined already."""
    return inserts.once(conn, challengers, {"challenge_id": challenge_id, "person_id": person_id})


def leave(conn: Connection, challenge_id: bytes, person_id: bytes) -> None:
    there = (challengers.c.challenge_id == challenge_id) & (challengers.c.person_id == person_id)
    conn.execute(delete(challengers).where(there))


def joiners(conn: Connection, challenge_id: bytes) -> list[bytes]:
    """To look at them again when its days change; never to be shown."""
    query = select(challengers.c.person_id).where(challengers.c.challenge_id == challenge_id)
    return list(conn.execute(query.order_by(challengers.c.person_id)).scalars())


def discard(conn: Connection, challenge_id: bytes) -> None:
    """A draft that nobody wants any more."""
    conn.execute(delete(challenge_teams).where(challenge_teams.c.challenge_id == challenge_id))
    conn.execute(delete(challenges).where(challenges.c.challenge_id == challenge_id))


def expire(conn: Connection, before: date, of: Sequence[bytes], most: int) -> int:
    """Some of what these people joined that ended before that day. The challenges stay: they are the teams'."""
    old = select(challenges.c.challenge_id).where(challenges.c.last < before)
    return remove.at_most(
        conn, most, challengers, challengers.c.person_id.in_(of) & challengers.c.challenge_id.in_(old)
    )


def forget(conn: Connection, person_id: bytes) -> None:
    conn.execute(delete(challengers).where(challengers.c.person_id == person_id))


def _read(conn: Connection, ids: Iterable[bytes]) -> list[Challenge]:
    wanted = list(ids)
    if not wanted:
        return []
    teams: dict[bytes, list[bytes]] = {}
    pairs = select(challenge_teams).where(challenge_teams.c.challenge_id.in_(wanted))
    for row in conn.execute(pairs.order_by(challenge_teams.c.team_id)):
        teams.setdefault(row.challenge_id, []).append(row.team_id)
    rows = conn.execute(select(challenges).where(challenges.c.challenge_id.in_(wanted))).all()
    found = [_challenge(conn, row, teams.get(row.challenge_id, [])) for row in rows]
    return sorted(found, key=lambda each: (each.first, each.id))


def _challenge(conn: Connection, row: Row[Any], teams: list[bytes]) -> Challenge:
    words = json.loads(keys.unseal(keys_of(conn).wrap, row.sealed, _place(row.challenge_id)))
    return Challenge(
        id=row.challenge_id,
        words=Words(**{name: Text(**text) for name, text in words.items()}),
        theme=Theme(row.theme),
        rhythm=Rhythm(row.rhythm),
        first=row.first,
        last=row.last,
        teams=tuple(teams),
        state=State(row.state),
    )


def _place(challenge_id: bytes) -> bytes:
    return b"challenges|" + challenge_id
