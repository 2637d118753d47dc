"""The command line: what it prints, and one clear sentence when it cannot."""

import json
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from sqlalchemy import func, text

from benchmarks import stores
from bot import enrol, holidays, opening, report
from bot.__main__ import main
from bot.config import Config
from bot.core.addresses import Address
from bot.core.periods import Period
from bot.core.prompts import Kind
from bot.deliver import Sender
from bot.doctor import pace
from bot.doctor.findings import Level
from bot.doctor.store import Opened
from storage import engine, shortages, tables, unclear
from tests.bot.fake import FakeMessenger
from tests.bot.sample import CHANNEL, FRIDAY, found_team, pack, person, prepare_team, profile, start_team


def zetje(*words: str, **env: str) -> Result:
    return CliRunner().invoke(main, list(words), env=env)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/zetje.db", "ZETJE_MASTER_KEY_FILE": f"{tmp_path}/master.key"}


def opened(env: dict[str, str]) -> None:
    db = opening.open_store(env["DATABASE_URL"], Path(env["ZETJE_MASTER_KEY_FILE"]))
    found_team(db, 2)
    other = Address("slack", "T0SAMPLE", "channel", "C2")
    prepare_team(db, [profile(7)], FRIDAY, other)
    start_team(db, other, FRIDAY)
    enrol.join(db, person(7), holidays.calendar(), FRIDAY)
    enrol.stop(db, person(7), FRIDAY)
    db.dispose()


@pytest.mark.parametrize(
    ("day", "why"),
    [("2026-12-01", "stopped"), ("2026-12-05", "a day off"), ("2026-12-25", "a public holiday")],
)
def test_plan_says_who_gets_what_and_why_not(env: dict[str, str], day: str, why: str) -> None:
    opened(env)
    result = zetje("plan", "--on", day, "--json", **env)
    assert result.exit_code == 0, result.output
    rows = json.loads(result.output)
    assert len(rows) == 3
    assert any(row["why_not"] and why in row["why_not"] for row in rows)
    assert all((row["prompt"] is None) == (row["at"] is None) != (row["why_not"] is None) for row in rows)


def test_plan_and_doctor_warn_of_an_hour_that_too_many_want(env: dict[str, str]) -> None:
    opened(env)
    db = opening.open_store(env["DATABASE_URL"], Path(env["ZETJE_MASTER_KEY_FILE"]))
    with db.connect() as conn, engine.references_rest(conn), conn.begin():
        stores.copy(conn, tables.members, 99, person_id=func.randomblob(16))
    slow = env | {"ZETJE_MESSAGES_PER_MINUTE": "1"}
    result = zetje("plan", "--on", "2026-12-01", "--json", **slow)
    assert len(json.loads(result.stdout)) == 300
    assert "65 of 200 people will not get their nudge that day" in result.stderr  # two hours and a quarter carry 135
    assert "ZETJE_MESSAGES_PER_MINUTE" in result.stderr
    assert zetje("plan", "--on", "2026-12-01", **env).stderr == ""
    [found] = pace.crowds(Config.from_env(slow, slack=False), Opened(db, (), (), None), FRIDAY + timedelta(days=2))
    assert found.level is Level.WARNING
    assert "65 of 200 people" in found.says
    db.dispose()


def test_a_calendar_of_one_person_leaves_out_what_is_theirs(env: dict[str, str]) -> None:
    opened(env)
    someone = ("plan", "--member", person(0).key, "--workspace", "T0SAMPLE", "--from", "2026-12-14")
    result = zetje(*someone, "--until", "2026-12-25", "--json", **env)
    assert result.exit_code == 0, result.output
    days = json.loads(result.output)
    assert [day["day"][-2:] for day in days if day["prompt"]] == ["14", "15", "16", "17", "18"]
    assert {day["why_not"] for day in days[7:11]} == {"a quiet week: only what somebody asked for"}
    result = zetje(*someone, **env)
    assert "14 December 2026 to 13 December 2027" in result.output
    assert result.output.count("quiet") >= 8
    assert "…" not in result.output.replace("verantwoorde…", "").replace("prettig-duid…", "").replace(
        "van-ons-alle…", ""
    )
    assert person(0).key not in result.output


def test_what_is_typed_wrongly_is_one_sentence_and_writes_nothing(env: dict[str, str], tmp_path: Path) -> None:
    opened(env)
    (tmp_path / "letter").write_text("Dag", encoding="utf-8")
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    nobody = "Nobody with that id takes part"
    for words, said in (
        ("plan", "Name a day with --on"),
        ("plan --on morgen", "morgen is no day. Write it like 2026-12-01."),
        ("plan --on 9999-12-31", "too far away"),
        ("plan --on 2026-12-01 --from 2026-12-02", "leave out --on"),
        ("plan --on 2026-12-01 --member U0NOBODY", nobody),
        ("plan --member U0NOBODY", nobody),
        ("plan --member U0NOBODY --from 2026-12-14 --until 2026-12-01", "--until lies"),
        ("report --pdf {}/page.pdf", "Name a team and a week"),
        ("report C1 week", "is no week"),
        ("content unclear december", "december is no month. Write it like 2026-12."),
        ("manifest --url http://zetje.example.org", "https://your.address/slack/events"),
        ("export U0SAMPLE000 {}/zetje.db", "Nothing is written over"),
        ("export U0SAMPLE000 {}/none/anna.json", "There is no such folder"),
        ("export U0NOBODY {}/anna.json", "knows nobody"),
        ("erase U0NOBODY --yes", "knows nobody"),
        ("demo --port 70000", "range"),
        ("run --http 99999", "range"),
        ("backup {}", "is a directory"),
        ("backup {}/none/copy", "There is no such folder"),
        ("backup {}/zetje.db", "no earlier copy of the database"),
        ("backup {}/master.key", "no earlier copy of the database"),
        ("backup --keys {}/zetje-keys.db", "no earlier copy of the key store"),
        ("backup --keys {}/letter", "no earlier copy of the key store"),
    ):
        result = zetje(*words.format(tmp_path).split(), **env)
        assert result.exit_code in (1, 2), words
        assert isinstance(result.exception, SystemExit), words
        [sentence] = [line for line in result.output.splitlines() if line.startswith("Error: ")]
        assert said in sentence
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_command_in_the_wrong_folder_makes_no_empty_database(
    env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("privacy", "backup copy", "key rotate", "db upgrade", "plan --on 2026-12-01", "report"):
        result = zetje(*words.split(), **env)
        assert result.exit_code == 1
        assert "There is no database yet" in result.output
    assert list(tmp_path.iterdir()) == []
    below = tmp_path / "deploy"
    below.mkdir()
    monkeypatch.chdir(below)
    (tmp_path / ".env").write_bytes(b"ZETJE_LANG=\xff")  # of the folder above: what it names is not here
    assert "There is no database yet" in zetje("privacy", **env).output
    monkeypatch.chdir(tmp_path)
    assert ".env cannot be read: it is no text in UTF-8." in zetje("privacy", **env).output


def test_plan_for_one_person_names_no_chat_id(env: dict[str, str]) -> None:
    opened(env)
    result = zetje("plan", "--on", "2026-12-01", "--member", person(0).key, **env)
    assert result.exit_code == 0
    assert result.output.count("Europe/Amsterdam") == 1
    assert person(0).key not in result.output


@pytest.mark.parametrize("command", ["run", "doctor"])
def test_who_has_filled_in_nothing_yet_is_led_step_by_step(env: dict[str, str], command: str) -> None:
    result = zetje(command, SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="", **env)
    assert result.exit_code == 1
    steps = [
        line.strip()[:2] for line in result.output.splitlines() if line.strip()[:2] in ("1.", "2.", "3.", "4.", "5.")
    ]
    assert steps == ["1.", "2.", "3.", "4.", "5."]
    assert "Error" not in result.output


def test_run_with_half_of_the_settings_says_what_is_missing(env: dict[str, str]) -> None:
    result = zetje("run", SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="", **env)
    assert result.exit_code == 1
    assert "SLACK_APP_TOKEN is missing" in result.output


def test_settings_come_from_the_env_file_where_one_stands(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xapp-swapped\n", encoding="utf-8")
    command = [sys.executable, "-m", "bot", "run"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 1
    assert "must begin with xoxb-" in result.stderr
    assert "SLACK_APP_TOKEN is missing" in result.stderr
    assert "Traceback" not in result.stderr


def test_run_that_cannot_reach_slack_says_so(env: dict[str, str]) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    result = zetje("run", **tokens, **env)
    assert result.exit_code == 1
    assert "cannot be reached" in result.output


def test_a_rehearsal_time_that_is_none_is_explained(env: dict[str, str]) -> None:
    for words, said in (("gisteren", "2026-12-01T08:00@60"), ("9999-12-31T08:00@60", "from 2000 to 2199")):
        result = zetje("run", "--clock", words, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1", **env)
        assert result.exit_code == 1
        assert said in result.output


def test_a_newer_database_is_refused(env: dict[str, str]) -> None:
    opened(env)
    db = opening.open_store(env["DATABASE_URL"], Path(env["ZETJE_MASTER_KEY_FILE"]))
    with db.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    db.dispose()
    result = zetje("plan", "--on", "2026-12-01", **env)
    assert result.exit_code == 1
    assert "newer version" in result.output


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_manifest_is_what_slack_takes(lang: str) -> None:
    manifest = yaml.safe_load(zetje("manifest", "--lang", lang).output)
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert len(manifest["display_information"]["description"]) <= 140
    over_http = yaml.safe_load(zetje("manifest", "--url", "https://zetje.voorbeeld.nl/slack/events").output)
    assert over_http["settings"]["socket_mode_enabled"] is False


def test_a_demo_port_in_use_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = zetje("demo", "--port", str(port))
    assert result.exit_code == 1
    assert f"Port {port} is in use" in result.output
    assert "Traceback" not in result.output


def test_a_demo_without_its_libraries_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """After `make install` there is no playground to play in."""
    monkeypatch.setitem(sys.modules, "bot.demo.show", None)
    result = zetje("demo")
    assert result.exit_code == 1
    assert "make demo" in result.output
    assert "Traceback" not in result.output


def test_the_owner_of_the_content_hears_what_was_not_understood(env: dict[str, str]) -> None:
    opened(env)
    assert "Everything was understood" in zetje("content", "unclear", "2026-12", **env).output
    db = opening.open_store(env["DATABASE_URL"], Path(env["ZETJE_MASTER_KEY_FILE"]))
    with db.begin() as conn:
        unclear.add(conn, "2026-12", "tijd-001")
        unclear.add(conn, "2026-12", "tijd-001")
        assert [shortages.add(conn, "2026-12", Kind.HELP) for _ in range(2)] == [True, False]
    db.dispose()
    result = zetje("content", "unclear", "2026-12", **env)
    assert result.exit_code == 0, result.output
    assert result.output.count("tijd-001") == 1
    assert result.output.count("help: somebody's day had none left; write more of them.") == 1


def test_privacy_says_what_is_stored_and_whether_the_log_holds(env: dict[str, str]) -> None:
    opened(env)
    result = zetje("privacy", "--json", **env)
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert found["chain_holds"] is True
    assert {each["table"]: each["rows"] for each in found["stored"]}["members"] == 3
    assert "team_founded" in [entry["act"] for entry in found["audit"]]
    assert "What is stored now" in zetje("privacy", **env).output


def test_privacy_ends_with_an_error_when_the_log_was_changed(env: dict[str, str]) -> None:
    opened(env)
    db = opening.open_store(env["DATABASE_URL"], Path(env["ZETJE_MASTER_KEY_FILE"]))
    with db.begin() as conn:
        conn.execute(tables.audit.update().where(tables.audit.c.number == 1).values(act="anders"))
    db.dispose()
    result = zetje("privacy", **env)
    assert result.exit_code == 1
    assert "at entry 1" in result.output


def test_report_prints_a_frozen_week_and_writes_one_page(env: dict[str, str], tmp_path: Path) -> None:
    opening.open_store(env["DATABASE_URL"], Path(env["ZETJE_MASTER_KEY_FILE"])).dispose()
    assert "no team yet" in zetje("report", **env).output
    opened(env)
    week = Period(2026, 49)
    db = opening.open_store(env["DATABASE_URL"], Path(env["ZETJE_MASTER_KEY_FILE"]))
    report.open_period(db, week.starts)
    listed = zetje("report", **env)
    assert CHANNEL.key in listed.output
    early = zetje("report", CHANNEL.key, str(week), **env)
    assert early.exit_code == 1
    assert "no post of 2026-W49" in early.output
    report.freeze_due(db, week.posts_at, lambda _: 0)
    Sender(db, FakeMessenger(), pack(), holidays.calendar()).send_due(week.posts_at)
    db.dispose()
    page = tmp_path / "quarter.pdf"
    found = zetje("report", CHANNEL.key, str(week), "--pdf", str(page), **env)
    assert found.exit_code == 0, found.output
    assert "Deze week geen teambeeld." in found.output
    assert page.read_bytes().startswith(b"%PDF")
    for words, said in (
        ((CHANNEL.key,), "Name a team and a week"),
        ((CHANNEL.key, "49"), "is no week"),
        ((CHANNEL.key, "2026-W59"), "is no week"),
        (("x", "2026-W49"), "There is no team x"),
        ((CHANNEL.key, str(week), "--pdf", str(tmp_path / "nowhere" / "q.pdf")), "There is no such folder"),
    ):
        wrong = zetje("report", *words, **env)
        assert wrong.exit_code != 0
        assert said in wrong.output
