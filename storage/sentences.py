"""Sentences: teams' recipes in one sentence, the older ones too. Their channel reads them; here they are sealed."""

from typing import Any

from sqlalchemy import Connection, Row, select, update

from bot.core.sentences import Sentence
from storage import insert, keys
from storage.engine import keys_of
from storage.tables import sentences


def add(conn: Connection, sentence: Sentence) -> None:
    row = {
        "sentence_id": sentence.id,
        "team_id": sentence.team_id,
        "writer_id": sentence.writer,
        "written": sentence.written,
        "sealed": keys.seal(keys_of(conn).wrap, sentence.text.encode(), _place(sentence.id)),
    }
    insert.once(conn, sentences, row)


def get(conn: Connection, sentence_id: bytes) -> Sentence | None:
    row = conn.execute(select(sentences).where(sentences.c.sentence_id == sentence_id)).one_or_none()
    return _sentence(conn, row) if row else None


def newest(conn: Connection, team_id: bytes) -> Sentence | None:
    """The one that holds."""
    query = select(sentences).where(sentences.c.team_id == team_id).order_by(sentences.c.written.desc()).limit(1)
    row = conn.execute(query).one_or_none()
    return _sentence(conn, row) if row else None


def written_by(conn: Connection, person_id: bytes) -> list[Sentence]:
    """Those that somebody wrote down, the oldest first."""
    query = select(sentences).where(sentences.c.writer_id == person_id).order_by(sentences.c.written)
    return [_sentence(conn, row) for row in conn.execute(query).all()]


def forget(conn: Connection, person_id: bytes) -> None:
    """The sentence stays the team's; nobody can tell any more who wrote it down."""
    conn.execute(update(sentences).where(sentences.c.writer_id == person_id).values(writer_id=None))


def _sentence(conn: Connection, row: Row[Any]) -> Sentence:
    text = keys.unseal(keys_of(conn).wrap, row.sealed, _place(row.sentence_id)).decode()
    return Sentence(row.sentence_id, row.team_id, text, row.writer_id, row.written)


def _place(sentence_id: bytes) -> bytes:
    return b"sentences|" + sentence_id
