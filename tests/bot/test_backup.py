"""A backup is a database again, for everybody but who was erased since; and the master key can be replaced."""

import gzip
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, func, select, text

from bot import back_up, enrol, erase, look, opening, rekey, report
from bot.__main__ import main
from bot.core.periods import Period
from bot.opening import CannotOpen
from bot.restore import restore
from storage import audit, claims, deliveries, identities, keys, masters, nudges, tables, turns
from storage.deliveries import Kind
from storage.engine import keys_of
from tests.bot.sample import MONDAY
from tests.bot.test_key_store import ANNA, BRAM, RULES, live_a_day

WEEK = Period.of(MONDAY)


def lose(db: Engine, *, vault: bool = False) -> None:
    """The database is gone; the key store too, if `vault`."""
    with db.begin() as conn:
        for table in reversed(tables.metadata.sorted_tables):
            if vault or not table.schema:
                table.drop(conn)
        conn.execute(text("DROP TABLE alembic_version"))
    db.dispose()


def rows(db: Engine) -> dict[str, int]:
    with db.begin() as conn:
        return {
            table.fullname: conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.metadata.sorted_tables
        }


def bring_back(url: str, folder: Path, now: datetime, copy: Path | None = None) -> tuple[Engine, int]:
    left_out = restore(url, folder / "master.key", folder / "backup", copy, now)
    return opening.open_store(url, folder / "master.key"), left_out


def test_all_comes_back_but_who_was_erased_since(db: Engine, database_url: str, tmp_path: Path) -> None:
    live_a_day(db)
    member, before = enrol.find(db, ANNA), rows(db)
    assert member is not None
    back_up.write(db, tmp_path / "backup", MONDAY)
    erase.erase(db, ANNA, MONDAY)
    back_up.write_keys(db, tmp_path / "keys", MONDAY)
    lose(db)
    db, left_out = bring_back(database_url, tmp_path, MONDAY)
    assert left_out == 1
    assert (enrol.find(db, ANNA), enrol.find(db, BRAM) is not None) == (None, True)
    assert [each.answer for each in look.back(db, RULES.library, BRAM)[0]] == ["done"]
    now = rows(db)
    less = {name: before[name] - now[name] for name in before if before[name] != now[name]}
    assert less.pop("audit") == -1  # that it was restored
    assert set(less.values()) == {1}  # hers, and nobody else's
    assert less.keys() >= {"members", "journal", "nudges", "vault.addresses", "vault.ballots"}
    assert "rosters" not in less
    with db.begin() as conn:
        assert audit.broken_at(conn) is None
    lose(db, vault=True)
    with pytest.raises(CannotOpen, match="no key store"):
        bring_back(database_url, tmp_path, MONDAY)
    db, left_out = bring_back(database_url, tmp_path, MONDAY, tmp_path / "keys")
    assert (left_out, rows(db)) == (1, now)
    with db.begin() as conn:  # what is planned next takes nobody's number
        person_id = identities.remember(conn, BRAM)
        assert nudges.claim(conn, person_id, MONDAY.date() + timedelta(days=1), str(WEEK), "tijd-001")
    db.dispose()


def test_a_backup_alone_says_nothing(db: Engine, tmp_path: Path) -> None:
    live_a_day(db)
    back_up.write(db, tmp_path / "backup", MONDAY)
    back_up.write_keys(db, tmp_path / "keys", MONDAY)
    written = gzip.decompress((tmp_path / "backup").read_bytes()).decode()
    assert ANNA.key not in written + gzip.decompress((tmp_path / "keys").read_bytes()).decode()
    assert '"journal"' not in written  # not even whose answers there are, or how many
    assert "vault." not in written
    assert {each.stat().st_mode & 0o777 for each in (tmp_path / "backup", tmp_path / "keys")} == {0o600}


def test_no_label_is_drawn_twice_and_no_message_sent_unlooked(db: Engine, database_url: str, tmp_path: Path) -> None:
    live_a_day(db)
    team, later = _team(db), MONDAY + timedelta(days=9)
    with db.begin() as conn:
        deliveries.queue(conn, Kind.CARD, team, "", key="card:1", due_at=MONDAY, expires_at=later)
    back_up.write(db, tmp_path / "backup", MONDAY)
    report.freeze_due(db, WEEK.freezes_at, lambda _: 0)
    lose(db)
    db, _ = bring_back(database_url, tmp_path, WEEK.posts_at)
    assert report.freeze_due(db, WEEK.posts_at, lambda _: 0) == 0
    with db.begin() as conn:
        assert conn.execute(select(tables.reports)).all() == []
        claimed = claims.claim(conn, WEEK.posts_at, shared := turns.shared_clock(conn), shared + timedelta(minutes=2))
    assert claimed is not None
    assert claimed.in_doubt
    db.dispose()


def _team(db: Engine) -> bytes:
    member = enrol.find(db, ANNA)
    assert member is not None
    return member.team_id


def test_what_is_no_whole_backup_is_refused_and_nothing_is_lost(db: Engine, database_url: str, tmp_path: Path) -> None:
    live_a_day(db)
    file, before = tmp_path / "backup", rows(db)
    back_up.write(db, file, MONDAY)
    with pytest.raises(CannotOpen, match="not empty"):
        bring_back(database_url, tmp_path, MONDAY)
    assert rows(db) == before
    lose(db)
    whole = file.read_bytes()
    lines = gzip.decompress(whole).splitlines(keepends=True)
    header = json.loads(lines[0])
    broken = (
        (b"", "whole backup"),
        (b"zetje", "whole backup"),
        (whole[: len(whole) // 2], "whole backup"),
        (whole[:40] + b"zetje" + whole[45:], "whole backup"),
        (gzip.compress(b"".join(lines[:-1])), "whole backup"),
        (gzip.compress(b"".join([*lines[:-2], lines[-1]])), "whole backup"),
        (gzip.compress(b'{"zetje": 2}\n'), "whole backup"),
        (gzip.compress(json.dumps(header | {"revision": "0001"}).encode() + b"\n"), "another version"),
        (gzip.compress(json.dumps(header | {"what": "keys"}).encode() + b"\n"), "swapped"),
        (gzip.compress(json.dumps(header | {"key": "0"}).encode() + b"\n"), "another key store"),
    )
    for content, sentence in broken:
        file.write_bytes(content)
        with pytest.raises(CannotOpen, match=sentence):
            bring_back(database_url, tmp_path, MONDAY)
    file.write_bytes(whole)
    with pytest.raises(CannotOpen, match="already"):
        bring_back(database_url, tmp_path, MONDAY, file)
    bring_back(database_url, tmp_path, MONDAY)[0].dispose()


def test_a_key_store_that_came_for_nothing_goes_again(db: Engine, database_url: str, tmp_path: Path) -> None:
    live_a_day(db)
    copy = tmp_path / "keys"
    back_up.write(db, tmp_path / "backup", MONDAY)
    back_up.write_keys(db, copy, MONDAY)
    lose(db, vault=True)
    whole = (tmp_path / "backup").read_bytes()
    (tmp_path / "backup").write_bytes(whole[:99])
    with pytest.raises(CannotOpen, match="whole backup"):
        bring_back(database_url, tmp_path, MONDAY, copy)
    (tmp_path / "backup").write_bytes(whole)
    with pytest.raises(CannotOpen, match="Name its newest copy"):
        bring_back(database_url, tmp_path, MONDAY)
    bring_back(database_url, tmp_path, MONDAY, copy)[0].dispose()


def test_the_master_key_is_replaced_and_at_every_moment_one_opens(
    db: Engine, database_url: str, tmp_path: Path
) -> None:
    live_a_day(db)
    key, old = tmp_path / "master.key", tmp_path / "old.key"
    old.write_bytes(key.read_bytes())
    old.chmod(0o600)

    with db.begin() as conn:  # as if cut off between the store and the file
        masters.keep(conn, keys.create(tmp_path / "master.key.new"), keys_of(conn))
    opening.open_store(database_url, key).dispose()
    rekey.replace(db, key, MONDAY)
    assert keys.read(key) != keys.read(old)
    assert key.stat().st_mode & 0o777 == 0o600
    again = opening.open_store(database_url, key)
    assert [each.answer for each in look.back(again, RULES.library, ANNA)[0]] == ["done"]
    again.dispose()
    with pytest.raises(CannotOpen, match="another database"):
        opening.open_store(database_url, old)
    assert [each.name for each in tmp_path.glob("*.new")] == []


def test_the_commands_do_so_and_say_so(tmp_path: Path) -> None:
    env = {"DATABASE_URL": f"sqlite:///{tmp_path}/zetje.db", "ZETJE_MASTER_KEY_FILE": f"{tmp_path}/master.key"}

    def zetje(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), env=env)

    live_a_day(opening.open_store(env["DATABASE_URL"], tmp_path / "master.key"))
    backup, copy, out = (str(tmp_path / name) for name in ("backup", "keys", "anna.json"))
    assert zetje("export", ANNA.key, out).exit_code == 0
    found = json.loads(Path(out).read_text())
    assert found["chat_id"] == ANNA.key
    assert [each["answer"] for each in found["answers"]] == ["done"]  # to a prompt that is not in this pack
    for words in (
        ("backup", backup),
        ("backup", backup),
        ("erase", ANNA.key, "--yes"),
        ("backup", "--keys", copy),
        ("key", "rotate"),
    ):
        result = zetje(*words)
        assert result.exit_code == 0, result.output
    assert "knows nobody" in zetje("erase", ANNA.key, "--yes").output
    assert "swapped" in zetje("restore", copy).output or "not empty" in zetje("restore", copy).output
    running = opening.hold_alone(env["DATABASE_URL"])
    assert running
    assert "Stop that one first" in zetje("db", "upgrade").output
    (tmp_path / "zetje.db").unlink()
    assert "its database is gone" in zetje("privacy").output
    assert "Stop that one first" in zetje("restore", backup).output
    running.release()
    result = zetje("restore", backup)
    assert "Left out: 1" in result.output, result.output
    found = json.loads(zetje("privacy", "--json").output)
    assert found["audit"][0]["act"] == "backup_restored"
    assert found["chain_holds"]
