"""What is deleted stays in no file: not in a log, not in free pages, not in the copies SQLite leaves behind (S3)."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot import erase, report, retain
from bot.core.addresses import Address
from bot.core.periods import Period
from storage import engine, identities, rewrites, tables
from storage.tables.vault import VAULT
from tests.bot.sample import MONDAY, person
from tests.bot.test_key_store import live_a_day, open_in
from tests.bot.test_retention import cut_off, rows

ANNA, BRAM = person(0), person(1)


def overwrite_nothing(db: Engine) -> None:
    """What SQLite leaves of some rows (copies in unused room of a page), it leaves of all of them now."""
    with db.connect() as conn:
        for schema in ("main", VAULT):
            conn.exec_driver_sql(f"PRAGMA {schema}.secure_delete=OFF")


def left_in(folder: Path, secrets: Sequence[bytes]) -> list[bytes]:
    """Those that stand in any file of the store, its logs included."""
    stored = b"".join(file.read_bytes() for file in folder.glob("zetje*"))
    return [secret for secret in secrets if secret in stored]


def written_about(db: Engine, who: Address) -> tuple[list[bytes], list[bytes]]:
    """The way to somebody, in the key store; and what stands in the database under their id or a nudge of theirs."""
    with db.begin() as conn:
        id = identities.find(conn, who)
        [address] = conn.execute(select(tables.addresses).where(tables.addresses.c.id == id))
        of_them = (
            select(tables.nudges.c.nudge_id, tables.journal.c.sealed)
            .join(tables.journal, tables.journal.c.number == tables.nudges.c.number)
            .where(tables.nudges.c.person_id == id)
        )
        [nudge] = conn.execute(of_them)
    return [address.lookup, address.sealed, address.data_key], list(nudge)


def test_nothing_of_the_ballots_is_left_in_any_file_a_week_after_the_freeze(tmp_path: Path) -> None:
    db = open_in(tmp_path)
    live_a_day(db)
    week = Period.of(MONDAY)
    with db.begin() as conn:
        ids = conn.execute(select(tables.ballots.c.ballot_id)).scalars().all()
        [key] = conn.execute(select(tables.ballot_keys.c.sealed)).scalars()
    secrets = [*ids, key]
    assert len(secrets) == 6
    assert left_in(tmp_path, secrets) == secrets
    overwrite_nothing(db)
    report.freeze_due(db, week.freezes_at, lambda _: 0)
    assert report.forget_old_ballots(db, week.freezes_at + timedelta(days=7, seconds=1)) == 1
    assert left_in(tmp_path, secrets) == []  # while it is still open, its log included
    db.dispose()


def test_ballots_go_a_few_at_a_time_and_nothing_is_drawn_from_a_week_that_is_half_gone(
    db: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "BALLOTS_AT_ONCE", 2)
    live_a_day(db)
    week = Period.of(MONDAY)
    report.freeze_due(db, week.freezes_at, lambda _: 0)
    with db.begin() as conn:  # the key store was not told, as when the power is cut between two files
        conn.execute(tables.ballot_keys.update().values(drawn=False))
    later = week.freezes_at + timedelta(days=8)
    for transactions, left in ((1, 5), (2, 3), (2, 1)):
        with cut_off(db, transactions):
            report.forget_old_ballots(db, later)
        assert rows(db, "vault.ballots") == left
    with db.begin() as conn:  # an older copy of the database
        conn.execute(tables.periods.update().values(frozen_at=None))
        conn.execute(tables.reports.delete())
    report.freeze_due(db, later, lambda _: 0)
    assert rows(db, "reports") == 0
    assert report.forget_old_ballots(db, later + timedelta(days=8)) == 1
    assert rows(db, "vault.ballots") == rows(db, "vault.ballot_keys") == 0
    assert report.forget_old_ballots(db, later + timedelta(days=8)) == 0


def test_of_who_was_erased_nothing_is_left_in_the_key_store_at_once_and_in_the_database_the_night_after(
    tmp_path: Path,
) -> None:
    db = open_in(tmp_path)
    live_a_day(db)
    overwrite_nothing(db)
    way, hers = written_about(db, ANNA)
    assert left_in(tmp_path, [*way, *hers]) == [*way, *hers]
    erase.erase(db, ANNA, MONDAY)
    assert left_in(tmp_path, [*way, *hers]) == hers
    db.dispose()  # what is still to be done is written down
    db = open_in(tmp_path)
    retain.sweep(db, MONDAY + timedelta(hours=2))  # a restart by day: people click
    assert left_in(tmp_path, hers) == hers
    retain.sweep(db, MONDAY + timedelta(days=1))
    assert left_in(tmp_path, hers) == []
    db.dispose()


def test_nor_of_what_was_kept_long_enough_a_week_later_at_most(tmp_path: Path) -> None:
    db = open_in(tmp_path)
    live_a_day(db)
    overwrite_nothing(db)
    _, his = written_about(db, BRAM)
    retain.sweep(db, MONDAY + timedelta(days=362))
    retain.sweep(db, MONDAY + timedelta(days=366))
    with db.begin() as conn:
        assert not conn.execute(select(tables.journal)).all()
    assert left_in(tmp_path, his) == his
    retain.sweep(db, MONDAY + timedelta(days=369))
    assert left_in(tmp_path, his) == []
    db.dispose()


def test_while_somebody_reads_what_was_the_rest_waits_for_another_night(tmp_path: Path) -> None:
    db, reader = open_in(tmp_path), open_in(tmp_path)
    live_a_day(db)
    with db.connect() as conn:
        conn.exec_driver_sql("PRAGMA busy_timeout=0")
    _, hers = written_about(db, ANNA)
    with engine.snapshot(reader) as conn:  # a backup
        assert conn.execute(select(tables.journal)).first()
        erase.erase(db, ANNA, MONDAY)
        retain.sweep(db, MONDAY + timedelta(days=1))
        assert left_in(tmp_path, hers) == hers
    retain.sweep(db, MONDAY + timedelta(days=2))
    assert left_in(tmp_path, hers) == []
    reader.dispose()
    db.dispose()


def test_a_database_that_cannot_be_made_anew_is_so_another_night(tmp_path: Path) -> None:
    db = open_in(tmp_path)
    live_a_day(db)
    overwrite_nothing(db)
    _, hers = written_about(db, ANNA)
    erase.erase(db, ANNA, MONDAY)
    with db.connect() as conn:
        driver = conn.connection.driver_connection
        assert driver is not None
        unread = driver.execute("SELECT * FROM nudges")  # VACUUM refuses
        assert unread.fetchone()
    retain.sweep(db, MONDAY + timedelta(days=1))
    unread.close()
    assert left_in(tmp_path, hers) == hers
    retain.sweep(db, MONDAY + timedelta(days=2))
    assert left_in(tmp_path, hers) == []
    db.dispose()


def test_who_is_erased_while_the_files_are_made_anew_is_not_forgotten(db: Engine) -> None:
    monday, later = MONDAY.date(), MONDAY.date() + timedelta(days=7)
    with db.begin() as conn:
        assert rewrites.planned(conn, monday) == monday
        rewrites.plan(conn, monday + timedelta(days=1))
        rewrites.done(conn, monday, later)
        assert rewrites.planned(conn, later) == monday + timedelta(days=1)
        rewrites.done(conn, monday + timedelta(days=1), later)
        assert rewrites.planned(conn, monday) == later
