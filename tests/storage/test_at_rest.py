"""What is stored says nothing without the master key: no chat id, no word of anybody (disclosure-policy S1, S2)."""

import base64
import gzip
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot import agree, appoint, back_up, broadcast, challenge, commit, launch, phrase, propose, reply, steer, take_up
from bot.core.addresses import Address
from bot.core.broadcasts import Broadcast
from bot.core.challenges import Challenge, Words
from bot.core.commitments import Plan
from bot.core.offices import Office
from bot.core.planning import Rules
from bot.core.prompts import Kind, Library, Role, Text, Theme
from bot.core.rhythms import Rhythm
from bot.deliver import Sender
from bot.scheduler import Clockwork
from storage import identities, insert, nudges, tables
from tests.bot.fake import FakeMessenger
from tests.bot.sample import (
    ADMIN,
    AMSTERDAM,
    CHANNEL,
    COACH,
    FRIDAY,
    MONDAY,
    found_team,
    give_answer,
    pack,
    person,
    prepare_team,
    profile,
    prompt,
    rules,
    team_of,
)

WRITTEN = {
    name: f"kenmerk van {name}"
    for name in ("answer", "cue", "deed", "proposal", "challenge", "broadcast", "agreement", "sentence", "retelling")
}
ANNA, BRAM = person(0), person(1)
OTHERS = Address("slack", "T0SAMPLE", "channel", "C0PREPARES")
IDS = [each.key for each in (*map(person, range(6)), ADMIN, COACH, CHANNEL, OTHERS)]
BASE = rules()
RULES = Rules(Library((*BASE.library.prompts, prompt("in-woorden", Kind.REFLECTION)), "test"), BASE.holidays, 1)


@pytest.fixture
def lived(db: Engine) -> Engine:
    """A team in which everything was written that one can write; and one that prepares."""
    found_team(db, 5)
    said = FakeMessenger()
    clockwork = Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays))
    clockwork.tick(MONDAY)
    for to, nudge in said.nudges():
        give_answer(db, RULES, to, nudge.nudge_id, "done", MONDAY)
    _writes(db)
    _coaches(db)
    prepare_team(db, [profile(5)], FRIDAY, OTHERS)
    assert launch.understand(db, person(5), team_of(db, OTHERS), Role.BODE, WRITTEN["retelling"]) is None
    clockwork.tick(MONDAY.replace(hour=9))
    return db


def _writes(db: Engine) -> None:
    with db.begin() as conn:
        id = identities.find(conn, ANNA)
        assert id is not None
        nudge = nudges.claim(conn, id, MONDAY.date(), "2026-W49", "in-woorden", turn=1)
    assert nudge is not None
    said = give_answer(db, RULES, ANNA, nudge.nudge_id.hex(), f"text:{WRITTEN['answer']}", MONDAY)
    assert isinstance(said, reply.Received)
    plan = Plan(WRITTEN["cue"], WRITTEN["deed"], date(2026, 12, 4))
    assert not isinstance(commit.make(db, ANNA, plan, RULES.holidays, MONDAY), commit.Refusal)
    propose.propose(db, ANNA, Kind.ACTION, WRITTEN["proposal"], named=True, now=MONDAY)
    steer.prepare_talk(db, ANNA, date(2026, 12, 16), RULES.holidays, MONDAY)


def _coaches(db: Engine) -> None:
    appoint.name_coach(db, ADMIN, {ADMIN.key}, CHANNEL, BRAM, MONDAY)
    appoint.give(db, ADMIN, {ADMIN.key}, ANNA, Office.OBSERVER, MONDAY)
    team, words = (team_of(db),), Text(WRITTEN["challenge"], WRITTEN["challenge"])
    first, last = date(2026, 12, 7), date(2026, 12, 11)
    wishes = challenge.Wishes(Words(words, words), Theme.OPENHEID, Rhythm.DAILY, first, last, team)
    kept = challenge.keep(db, BRAM, None, wishes, RULES.holidays, MONDAY)
    assert isinstance(kept, Challenge)
    challenge.plan(db, BRAM, kept.id.hex(), RULES.holidays, MONDAY)
    take_up.join(db, ANNA, kept.id.hex(), RULES.holidays, MONDAY)
    note = broadcast.Wishes(WRITTEN["broadcast"], True, date(2026, 12, 9), time(10), team)
    assert isinstance(broadcast.keep(db, BRAM, None, note, AMSTERDAM, MONDAY), Broadcast)
    plan = Plan(WRITTEN["agreement"], WRITTEN["agreement"], date(2026, 12, 11))
    assert not isinstance(agree.make(db, ANNA, team[0], plan, MONDAY), agree.Refusal)
    assert phrase.keep(db, ANNA, team[0], WRITTEN["sentence"], MONDAY) is None


def dump(db: Engine) -> bytes:
    """Every row of every table, key store included, as a copy of the database would give it."""
    with db.begin() as conn:
        rows = [tuple(row) for table in tables.metadata.sorted_tables for row in conn.execute(select(table))]
    values = [value for row in rows for value in row]
    binary = [bytes(value) for value in values if isinstance(value, bytes | memoryview)]
    return b"\n".join([*binary, *(str(value).encode() for value in values)])


def files(folder: Path) -> Iterator[bytes]:
    """The database and its key store with their logs, as they lie on the disk; the master key lies elsewhere."""
    for file in folder.glob("zetje*"):
        yield file.read_bytes()


def found_in(stored: bytes) -> set[str]:
    """Ids and words that can be read there, in whatever common form."""
    plain = [*IDS, *WRITTEN.values(), "T0SAMPLE", "kenmerk"]
    return {each for each in plain if any(form in stored for form in _forms(each))}


def _forms(words: str) -> list[bytes]:
    raw = words.encode()
    return [raw, raw.hex().encode(), base64.b64encode(raw)[:-4] or raw, words.encode("utf-16-le")]


def test_nothing_can_be_read_without_the_key(lived: Engine, tmp_path: Path) -> None:
    """In a dump of all rows, in the files and their logs, before and after closing, and in the backups."""
    _is_all_written(lived)
    assert found_in(dump(lived)) == set()
    assert found_in(b"\n".join(files(tmp_path))) == set()
    back_up.write(lived, tmp_path / "backup", MONDAY)
    back_up.write_keys(lived, tmp_path / "keys", MONDAY)
    assert found_in(b"".join(gzip.decompress((tmp_path / name).read_bytes()) for name in ("backup", "keys"))) == set()
    lived.dispose()
    assert found_in(b"\n".join(files(tmp_path))) == set()


def _is_all_written(db: Engine) -> None:
    """Or there would be nothing to find."""
    with db.begin() as conn:
        filled = {table.name for table in tables.metadata.sorted_tables if conn.execute(select(table)).first()}
    texts = {"journal", "commitments", "proposals", "challenges", "broadcasts", "agreements", "sentences", "retellings"}
    assert (
        texts | {"addresses", "ballots", "deliveries", "rosters", "audit", "offices", "coaches", "challengers"}
        <= filled
    )


def test_what_is_planted_is_found(db: Engine, tmp_path: Path) -> None:
    for words in (ANNA.key, WRITTEN["answer"], ANNA.key.encode().hex()):
        with db.begin() as conn:
            insert.or_replace(conn, tables.facts, {"name": "planted", "value": words}, key=("name",))
        assert found_in(dump(db))
        assert found_in(b"\n".join(files(tmp_path))) or db.dialect.name != "sqlite"
