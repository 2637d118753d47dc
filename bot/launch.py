"""Launch: a team starts when the A4 is clear to colleagues and it has prompts of its own (content-spec §1, rule 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import authority, gather, messages, propose
from bot.content.pack import Pack
from bot.core import ids, launching, periods, timing
from bot.core.addresses import Address
from bot.core.launching import Missing
from bot.core.members import Standing
from bot.core.prompts import Kind as PromptKind
from bot.core.prompts import Role
from storage import audit, deliveries, identities, members, presences, proposals, readers, teams
from storage.audit import Act
from storage.deliveries import Kind
from storage.proposals import State

A4_LASTS = timedelta(hours=12)
RETELLING_MOST = 200
"""Characters of the one sentence somebody tells it in."""


class Refusal(StrEnum):
    """Somebody else's team looks just like one that never was."""

    NOT_YOURS = "not_yours"
    SENT_TODAY = "sent_today"
    STARTED = "started"
    NOT_READY = "not_ready"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    LINE_TOO_LONG = "line_too_long"
    SAID_BEFORE = "said_before"


@dataclass(frozen=True, slots=True)
class Preparing:
    """Where a team stands before it starts, as its coach sees it: sentences without names."""

    missing: Missing
    retold: tuple[str, ...]


def preparing(conn: Connection, team_id: bytes) -> Preparing | None:
    """None for a team that started."""
    team = teams.get(conn, team_id)
    if team is None or team.launched:
        return None
    return Preparing(_missing(conn, team_id), tuple(readers.retold(conn, team_id)))


def send_a4(db: Engine, coach: Address, team: str, now: datetime) -> Refusal | None:
    """Puts the A4 in the team's channel, at most once a day."""
    with db.begin() as conn:
        team_id = _own(conn, coach, team)
        if isinstance(team_id, Refusal):
            return team_id
        queued = deliveries.queue(
            conn,
            Kind.A4,
            team_id,
            subject="",
            key=f"a4:{team_id.hex()}:{timing.local_day(now, periods.ZONE)}",
            due_at=now,
            expires_at=now + A4_LASTS,
        )
        return None if queued else Refusal.SENT_TODAY


def may_read(db: Engine, person: Address, team: str) -> Refusal | None:
    """Whether it still helps the team that somebody says the A4 is clear."""
    with db.begin() as conn:
        team_id = _reader_of(conn, person, team)
        return team_id if isinstance(team_id, Refusal) else None


def understand(db: Engine, person: Address, team: str, role: Role, sentence: str) -> Refusal | None:
    """Somebody says that the A4 is clear to them, and retells it; their coach reads the sentence without their name."""
    sentence = " ".join(sentence.split())
    if not sentence:
        return Refusal.EMPTY
    if len(sentence) > RETELLING_MOST:
        return Refusal.TOO_LONG
    with db.begin() as conn:
        team_id = _reader_of(conn, person, team)
        if isinstance(team_id, Refusal):
            return team_id
        is_new = readers.add(conn, team_id, identities.remember(conn, person), role, sentence)
        return None if is_new else Refusal.SAID_BEFORE


def write_down(db: Engine, coach: Address, team: str, texts: Sequence[str], now: datetime) -> Refusal | None:
    """Prompts that the team made up together: its coach writes them down, and with that accepts them."""
    wanted = [text for text in (" ".join(each.split()) for each in texts) if text]
    if not wanted:
        return Refusal.EMPTY
    if any(len(text) > propose.LONGEST for text in wanted):
        return Refusal.LINE_TOO_LONG
    with db.begin() as conn:
        team_id = authority.own_team(conn, coach, team)
        if team_id is None:
            return Refusal.NOT_YOURS
        for text in wanted:
            kind = PromptKind.REFLECTION if text.endswith("?") else PromptKind.ACTION
            proposals.add(conn, team_id, None, kind, text, timing.local_day(now, periods.ZONE), State.ACCEPTED)
        return None


def start(db: Engine, coach: Address, team: str, now: datetime) -> Refusal | None:
    """The team starts: everybody in it gets an invitation. Nobody can skip what is still missing."""
    with db.begin() as conn:
        team_id = _own(conn, coach, team)
        if isinstance(team_id, Refusal):
            return team_id
        if _missing(conn, team_id).anything:
            return Refusal.NOT_READY
        teams.launch(conn, team_id, now)
        readers.close(conn, team_id)
        for member in members.of_team(conn, team_id):
            if member.standing is Standing.INVITED:
                gather.invite(conn, member.id, now)
        audit.write(conn, identities.find(conn, coach), Act.TEAM_LAUNCHED, now, team=team_id.hex())
        return None


def compose_a4(conn: Connection, pack: Pack, team_id: bytes) -> messages.A4 | None:
    team = teams.get(conn, team_id)
    return messages.A4(team_id.hex(), pack.a4, team.locale) if team and team.launched is None else None


def _reader_of(conn: Connection, person: Address, team: str) -> bytes | Refusal:
    person_id, team_id = identities.find(conn, person), ids.parse(team)
    found = teams.get(conn, team_id)
    if found is None or person_id not in presences.of_team(conn, team_id):
        return Refusal.NOT_YOURS
    return Refusal.STARTED if found.launched else team_id


def _own(conn: Connection, coach: Address, team: str) -> bytes | Refusal:
    team_id = authority.own_team(conn, coach, team)
    if team_id is None:
        return Refusal.NOT_YOURS
    found = teams.get(conn, team_id)
    return Refusal.STARTED if found and found.launched else team_id


def _missing(conn: Connection, team_id: bytes) -> Missing:
    own = len(proposals.of_team(conn, team_id, State.ACCEPTED))
    return launching.missing(readers.roles_of(conn, team_id), own)
