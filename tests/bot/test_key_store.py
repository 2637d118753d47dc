"""The key store: what leads to people lies apart, so an old copy of the database gives nothing of who was erased."""

import shutil
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.exc import NoResultFound

from bot import enrol, erase, hear, look, opening, reply, report, retain
from bot.core.periods import Period
from bot.deliver import Sender
from bot.opening import CannotOpen
from bot.scheduler import Clockwork
from storage import identities, migrate, tables
from storage.engine import open_db
from tests.bot.fake import FakeMessenger
from tests.bot.sample import MONDAY, found_team, give_answer, pack, person, rules, votes

ANNA, BRAM = person(0), person(1)
RULES = rules()


def live_a_day(db: Engine) -> None:
    """A team of five; everybody answers on Monday."""
    found_team(db, 5)
    said = FakeMessenger()
    Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays)).tick(MONDAY)
    for to, nudge in said.nudges():
        give_answer(db, RULES, to, nudge.nudge_id, "done", MONDAY)


def open_in(folder: Path, key: Path | None = None) -> Engine:
    return opening.open_store(f"sqlite:///{folder}/zetje.db", key or folder / "master.key")


def test_an_old_copy_of_the_database_gives_nothing_of_who_was_erased(tmp_path: Path) -> None:
    db = open_in(tmp_path)
    live_a_day(db)
    member = enrol.find(db, ANNA)
    assert member is not None
    db.dispose()  # so that all of it is in the file
    old = (tmp_path / "zetje.db").read_bytes()
    db = open_in(tmp_path)
    erase.erase(db, ANNA, MONDAY)
    db.dispose()
    (tmp_path / "zetje.db").write_bytes(old)
    db = open_in(tmp_path)
    assert enrol.find(db, ANNA) is None
    with db.begin() as conn:
        assert len(conn.execute(select(tables.journal)).all()) == 5
        with pytest.raises(NoResultFound):
            identities.data_key(conn, member.id)
        assert len(conn.execute(select(tables.ballots)).all()) == 4  # an old copy brings none back
    assert [each.answer for each in look.back(db, RULES.library, BRAM)[0]] == ["done"]
    retain.sweep(db, MONDAY)
    with db.begin() as conn:
        assert len(conn.execute(select(tables.journal)).all()) == 4
    db.dispose()


def test_an_old_copy_of_the_database_has_no_week_drawn_again(tmp_path: Path) -> None:
    db, week = open_in(tmp_path), Period.of(MONDAY)
    live_a_day(db)
    db.dispose()
    old = (tmp_path / "zetje.db").read_bytes()
    db, draws = open_in(tmp_path), []

    def draw(most: int) -> int:
        draws.append(most)
        return 0

    for _ in range(2):
        report.freeze_due(db, week.freezes_at, draw)
        db.dispose()
        (tmp_path / "zetje.db").write_bytes(old)
        db = open_in(tmp_path)
    assert len(draws) == 1
    db.dispose()


def test_an_erasure_that_was_cut_off_is_finished(db: Engine) -> None:
    live_a_day(db)
    member = enrol.find(db, ANNA)
    assert member is not None
    with db.begin() as conn:
        erase.shred(conn, member.id)
    assert retain.sweep(db, MONDAY + timedelta(days=1)) == 1
    with db.begin() as conn:
        assert member.id not in conn.execute(select(tables.identities.c.id)).scalars().all()
        assert len(conn.execute(select(tables.journal)).all()) == 4


def test_a_typed_answer_that_is_cut_off_between_the_two_files_keeps_its_ballot(tmp_path: Path) -> None:
    db, folder = open_in(tmp_path), tmp_path / "before the last commit"
    found_team(db, 5)
    Clockwork(db, RULES, Sender(db, FakeMessenger(), pack(), RULES.holidays)).tick(MONDAY)
    folder.mkdir()

    def copy(_: Connection) -> None:
        for file in tmp_path.glob("zetje-keys.db*"):
            shutil.copy(file, folder)

    event.listen(db, "commit", copy)
    said = (ANNA, "Vandaag niet", "D1:1.0", {"vandaag niet": "not_today"}, MONDAY)
    assert isinstance(hear.take_words(db, RULES, *said), reply.Received)
    event.remove(db, "commit", copy)
    db.dispose()
    for file in ("zetje-keys.db", "zetje-keys.db-wal"):  # the power was cut: one file is as it was before
        shutil.copy(folder / file, tmp_path)
    db = open_in(tmp_path)
    assert hear.take_words(db, RULES, *said) is None  # Slack says it again, and the answer is there already
    with db.begin() as conn:
        assert len(conn.execute(select(tables.journal)).all()) == 1
        assert votes(conn) == {0: 1}
    db.dispose()


def test_a_key_store_that_is_too_old_takes_nobody_away(db: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retain, "MOST_CUT_OFF", 2)
    live_a_day(db)
    with db.begin() as conn:
        conn.execute(tables.addresses.delete())
    assert retain.sweep(db, MONDAY + timedelta(days=1)) == 0
    with db.begin() as conn:
        assert len(conn.execute(select(tables.journal)).all()) == 5


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    db = open_in(tmp_path)
    with db.begin() as conn:
        identities.remember(conn, ANNA)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("*") if file.is_file()}
    db.dispose()
    assert set(modes.values()) == {0o600}
    assert {"zetje.db", "zetje-keys.db", "zetje-keys.db-wal", "master.key"} <= set(modes)


def test_what_does_not_belong_together_does_not_start(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        open_in(folder).dispose()
    (ours / "zetje-keys.db").rename(ours / "kept")
    with pytest.raises(CannotOpen, match=r"key store is missing.*zetje-keys\.db"):
        open_in(ours)
    shutil.copy(theirs / "zetje-keys.db", ours / "zetje-keys.db")
    with pytest.raises(CannotOpen, match="another database"):
        open_in(ours)
    with pytest.raises(CannotOpen, match="key store belongs to another"):
        open_in(ours, theirs / "master.key")
    shutil.copy(ours / "kept", ours / "zetje-keys.db")
    open_in(ours).dispose()
    (ours / "zetje.db").unlink()
    with pytest.raises(CannotOpen, match="database is gone"):
        open_in(ours)


def test_a_first_start_that_was_cut_off_begins_anew(tmp_path: Path) -> None:
    db = open_db(f"sqlite:///{tmp_path}/zetje.db")
    with db.begin() as conn:
        migrate.make_vault(conn)
    db.dispose()
    open_in(tmp_path).dispose()


@pytest.mark.parametrize(
    ("content", "mode", "sentence"),
    [("", 0o600, "not a master key"), ("\x00ÿ", 0o600, "not a master key"), (None, 0o644, "chmod 600")],
)
def test_a_bad_master_key_is_one_sentence_and_no_start(
    tmp_path: Path, content: str | None, mode: int, sentence: str
) -> None:
    open_in(tmp_path).dispose()
    key = tmp_path / "master.key"
    if content is not None:
        key.write_text(content, encoding="latin-1")
    key.chmod(mode)
    with pytest.raises(CannotOpen, match=sentence) as refused:
        open_in(tmp_path)
    assert "\n" not in str(refused.value)
