"""A database of an older version keeps what was in it: nobody loses their place because of a new table."""

import hmac
import json
from collections.abc import Iterator
from dataclasses import astuple
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from bot import opening
from bot.core.addresses import Address
from storage import (
    ballots,
    facts,
    identities,
    journal,
    keys,
    masters,
    members,
    migrate,
    nudges,
    periods,
    presences,
    teams,
)
from storage.engine import keys_of, open_db, with_keys
from storage.journal import Entry

BEFORE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
TEAM = Address("slack", "T0SAMPLE", "channel", "C0SAMPLETEAM")
ANNA = Address("slack", "T0SAMPLE", "person", "U0SAMPLEANNA")
MEMBER = {
    "standing": "active",
    "locale": "nl",
    "zone": "Europe/Amsterdam",
    "workdays": "12345",
    "morning": "09:15",
    "afternoon": "15:30",
    "pace": 5,
    "hinted": False,
    "quiet_from": "19:00",
    "quiet_until": "07:00",
    "absences": "",
    "focus": "",
    "unanswered": 0,
    "own_zone": False,
    "own_locale": False,
}


@pytest.fixture
def old(tmp_path: Path, database_url: str) -> Iterator[Engine]:
    """As the version before the coach's side left it."""
    master = keys.create(tmp_path / "old.key")
    db = with_keys(open_db(database_url), master.first_keys())
    migrate.upgrade(db, "0002")
    yield db
    db.dispose()


def test_what_is_known_without_alembic_is_what_alembic_knows(old: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [migrate.newest()]
    assert all(migrate.is_known(script.revision) for script in scripts.walk_revisions())
    assert not migrate.is_known("9999")
    assert migrate.revision(old) == "0002"


@pytest.mark.parametrize("first_to", ["0002", "0010"])
def test_who_and_what_was_there_still_is(old: Engine, database_url: str, tmp_path: Path, first_to: str) -> None:
    team, anna, nudge = b"t" * 16, b"a" * 16, b"n" * 16
    own = keys.new_key()
    with old.begin() as conn:
        kept = keys_of(conn)
        facts.settle(conn, "key", kept.fingerprint())
        for id, address in ((team, TEAM), (anna, ANNA)):
            plain = json.dumps(astuple(address)).encode()
            lookup = hmac.digest(kept.lookup, plain, "sha256")
            _insert(conn, "identities", id=id, lookup=lookup, sealed=keys.seal(kept.wrap, plain, b"identities|" + id))
        _insert(conn, "teams", team_id=team, department="Publiekszaken", locale="nl", founded=BEFORE)
        data_key = keys.seal(kept.wrap, own, anna + b"|members|data_key")
        _insert(conn, "members", **MEMBER, person_id=anna, team_id=team, since=BEFORE, data_key=data_key)
        asked = {"person_id": anna, "period": "2026-W49", "prompt_id": "tijd-001"}
        for id, day, answer in ((b"o" * 16, 2, b"not_today"), (nudge, 1, b"done"), (b"p" * 16, 3, None)):
            _insert(conn, "nudges", nudge_id=id, day=date(2026, 12, day), turn=0, **asked)
            if answer:
                said = keys.seal(own, answer, anna + b"|journal|" + id + b"|sealed")
                _insert(conn, "journal", person_id=anna, nudge_id=id, sealed=said)
        week_key = keys.seal(kept.wrap, own, b"periods|ballot_key|2026-W49")
        _insert(conn, "periods", period="2026-W49", ballot_key=week_key)
        _insert(conn, "ballots", ballot_id=b"b" * 16, period="2026-W49", question="action", cell="team:1", value=1)
    _live_on_with(old, first_to, keys.read(tmp_path / "old.key"))
    old.dispose()
    with pytest.raises(opening.CannotOpen, match="older version"):
        opening.open_store(database_url, tmp_path / "old.key")
    keys.create(tmp_path / "other.key")
    with pytest.raises(opening.CannotOpen, match="another database"):
        opening.upgrade(database_url, tmp_path / "other.key")
    opening.upgrade(database_url, tmp_path / "old.key")
    db = opening.open_store(database_url, tmp_path / "old.key")
    with db.begin() as conn:
        found = teams.get(conn, team)
        assert found is not None
        assert found.launched == found.founded == BEFORE
        assert found.closed == ()
        assert presences.of_team(conn, team) == {anna}
        assert list(members.participants(conn, datetime(2026, 12, 7, tzinfo=UTC))) == [(anna, team)]
        assert (identities.find(conn, ANNA), identities.address_of(conn, team)) == (anna, TEAM)
        assert identities.data_key(conn, team)  # teams had none
        assert journal.read(conn, anna, [nudge, b"o" * 16, b"p" * 16]) == {nudge: "done", b"o" * 16: "not_today"}
        assert conn.execute(text("SELECT count(DISTINCT length(sealed)) FROM journal")).scalar_one() == 1
        key = identities.data_key(conn, anna)
        again = [(b"p" * 16, "done"), (nudge, "not_today")]  # and all can be answered, also once more
        journal.write_each(conn, [Entry(anna, id, key, answer) for id, answer in again])
        assert [each.nudge_id[:1] for each in nudges.answered_by(conn, anna)] == [b"p", b"o", b"n"]
        assert nudges.claim(conn, anna, date(2026, 12, 3), "2026-W49", "tijd-002") is None
        assert nudges.claim(conn, anna, date(2026, 12, 4), "2026-W49", "tijd-002")
        assert list(journal.read(conn, anna, [nudge]).values()) == ["not_today"]
        assert periods.ballot_key(conn, "2026-W49") == own
        assert ballots.positives(conn, "2026-W49", "action", "team:1") == 1
    with pytest.raises(IntegrityError), db.begin() as conn:  # references hold again
        presences.add(conn, team, b"nobody".ljust(16))
    db.dispose()


def test_ballots_are_hidden_once_however_often_an_upgrade_is_done_again(old: Engine, tmp_path: Path) -> None:
    """A power cut between SQLite's two files; or the database of an older backup, beside the key store as it is."""
    _live_on_with(old, "0014", keys.read(tmp_path / "old.key"))
    ballot = {"period": "2026-W49", "question": "action", "cell": "a"}
    with old.begin() as conn:
        periods.prepare(conn, "2026-W49")
        _insert(conn, "vault.ballots", **ballot, ballot_id=b"b" * 16, value=1)
    for _ in range(2):
        migrate.upgrade(old, "0015")
        with old.begin() as conn:
            conn.execute(text("UPDATE alembic_version SET version_num = '0014'"))
    migrate.upgrade(old, "0016")
    with old.begin() as conn:  # as they were hidden at first
        hidden = ballots.masked(periods.ballot_key(conn, "2026-W49"), b"c" * 16, 1)
        _insert(conn, "vault.ballots", **ballot, ballot_id=b"c" * 16, value=-1 - hidden)
    migrate.upgrade(old)
    with old.begin() as conn:
        assert ballots.tally(conn, "2026-W49", "action", "a") == {1: 2}


def _live_on_with(db: Engine, version: str, master: keys.Master) -> None:
    """Upgraded once before, to a version with a key store or not."""
    migrate.upgrade(db, version)
    if migrate.has_vault(db):
        with db.begin() as conn:
            masters.keep(conn, master, keys_of(conn))


def _insert(conn: Connection, table: str, **values: object) -> None:
    names, holders = ", ".join(values), ", ".join(f":{name}" for name in values)
    conn.execute(text(f"INSERT INTO {table} ({names}) VALUES ({holders})"), values)  # noqa: S608  (names of ours)
