"""A pack of one's own: it may change while the bot runs, and one that cannot be used never stops it."""

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot import holidays
from bot.content import apart, pack
from bot.shelf import Shelf
from tests.content.packs import entry, write

CALENDAR = holidays.calendar()
LATER = {"alembic", "holidays", "pydantic", "rich", "structlog", "typst", "wordfreq"}
"""What a start does without, 30 MB in all."""


def change(folder: Path, text: str) -> None:
    """As an editor saves it, at another time than the last one."""
    path = folder / "prompts" / "a.yaml"
    before = path.stat().st_mtime_ns
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def test_a_changed_pack_is_in_force_from_the_next_look_on(tmp_path: Path) -> None:
    shelf = Shelf.open(write(tmp_path, entry()), CALENDAR, seed=1)
    assert not shelf.look_again()
    path = tmp_path / "prompts" / "a.yaml"
    change(tmp_path, path.read_text(encoding="utf-8").replace("Bel vandaag één inwoner.", "Bel nu één inwoner."))
    assert shelf.look_again()
    assert not shelf.look_again()
    assert shelf.pack.library.by_id["tijd-001"].text.nl == "Bel nu één inwoner."
    assert shelf.rules.library is shelf.pack.library


def test_a_bad_change_leaves_the_pack_as_it_was_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf.open(write(tmp_path, entry()), CALENDAR, seed=1)
    good = (tmp_path / "prompts" / "a.yaml").read_text(encoding="utf-8")
    change(tmp_path, good.replace("kind: action", "kind: dans"))
    with caplog.at_level(logging.ERROR):
        assert not any(shelf.look_again() for _ in range(3))
    [said] = [record.getMessage() for record in caplog.records]
    assert "the prompts from before stay in force: a.yaml" in said
    assert f"zetje content check {tmp_path}" in said
    assert "tijd-001" in shelf.rules.library.by_id
    change(tmp_path, good)
    assert shelf.look_again()


def test_a_bad_pack_at_the_start_has_the_shipped_one_in_its_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        shelf = Shelf.open(write(tmp_path, entry(kind="dans")), CALENDAR, seed=1)
    assert len(shelf.pack.library.prompts) > 100
    assert "the prompts that come with Zetje are in force" in caplog.text
    change(tmp_path, (tmp_path / "prompts" / "a.yaml").read_text(encoding="utf-8").replace("dans", "action"))
    assert shelf.look_again()
    assert len(shelf.pack.library.prompts) < 100


def test_a_folder_that_goes_away_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    shelf = Shelf.open(write(folder, entry()), CALENDAR, seed=1)
    folder.rename(tmp_path / "gone")
    assert not shelf.look_again()
    assert "tijd-001" in shelf.rules.library.by_id


def test_a_start_loads_nothing_that_only_reads_prompts_or_is_seldom_wanted() -> None:
    code = "import sys, bot.app, bot.commands.run; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "sqlalchemy" in loaded
    assert loaded & LATER == set()


def test_a_pack_is_the_same_from_wherever_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "yaml.py").write_text("raise RuntimeError")
    monkeypatch.chdir(tmp_path)
    assert apart.shipped() == pack.load()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    assert apart.load(write(tmp_path, entry())) == pack.load(tmp_path)
    assert "read here" in caplog.text


def test_who_reads_a_pack_for_somebody_who_is_gone_ends_without_a_word(tmp_path: Path) -> None:
    code = apart.CODE.format(path=sys.path, module=apart.__name__)
    command = [sys.executable, "-P", "-c", code, str(tmp_path)]
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reader.stdout
    assert reader.stderr
    reader.stdout.close()
    assert reader.stderr.read() == b""
    reader.stderr.close()
    assert reader.wait(60) == -signal.SIGPIPE
