"""Phrase: a team says its recipe in one sentence. Who volunteers writes it down; it can be written anew."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from bot import authority, messages
from bot.core import ids
from bot.core.addresses import Address
from bot.core.sentences import MOST_CHARACTERS, Sentence
from storage import deliveries, identities, sentences, teams
from storage.deliveries import Kind

LASTS = timedelta(hours=8)


class Refusal(StrEnum):
    """Somebody else's team looks just like one that never was."""

    NOT_YOURS = "not_yours"
    EMPTY = "empty"
    TOO_LONG = "too_long"


def keep(
    db: Engine, person: Address, team: str, text: str, now: datetime, request: str | None = None
) -> Refusal | None:
    """Somebody of the team, or its coach, writes it down. It goes into the channel; the same once more does not."""
    text = " ".join(text.split())
    with db.begin() as conn:
        team_id = authority.shared_team(conn, person, team)
        if team_id is None:
            return Refusal.NOT_YOURS
        if not text:
            return Refusal.EMPTY
        if len(text) > MOST_CHARACTERS:
            return Refusal.TOO_LONG
        if text != of(conn, team_id):
            writer = identities.remember(conn, person)
            sentence = Sentence(ids.made_by(writer, request), team_id, text, writer, now)
            sentences.add(conn, sentence)
            name = sentence.id.hex()
            deliveries.queue(
                conn,
                Kind.SENTENCE,
                team_id,
                subject=name,
                key=f"sentence:{name}",
                due_at=now,
                expires_at=now + LASTS,
            )
        return None


def look(db: Engine, person: Address, team: str) -> tuple[str, Address] | Refusal:
    """What it is now and where a new one goes, for who may write it; empty when there is none yet."""
    with db.begin() as conn:
        team_id = authority.shared_team(conn, person, team)
        return (of(conn, team_id), identities.address_of(conn, team_id)) if team_id else Refusal.NOT_YOURS


def of(conn: Connection, team_id: bytes) -> str:
    """The sentence that holds, or nothing."""
    found = sentences.newest(conn, team_id)
    return found.text if found else ""


def compose(conn: Connection, team_id: bytes, subject: str) -> messages.Phrased | None:
    sentence, team = sentences.get(conn, ids.parse(subject)), teams.get(conn, team_id)
    if sentence is None or team is None:
        return None
    writer = identities.address_of(conn, sentence.writer) if sentence.writer else None
    return messages.Phrased(team_id.hex(), sentence.text, writer, team.locale)
