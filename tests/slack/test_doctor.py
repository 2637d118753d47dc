"""What can be wrong with an installation, one thing at a time: the doctor and `zetje run` say what to do about it.

The playground is the Slack that refuses; the database, the key and the folders are real ones.
"""

import json
import re
import shutil
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, event

from bot import doctor, gather, opening
from bot.__main__ import main
from bot.core.addresses import Address
from bot.doctor import Finding
from bot.doctor.findings import Level
from bot.gather import Settings
from handlers.slack.manifest import manifest
from playground.server import Playground, running
from storage import keys, migrate
from storage.engine import open_db
from tests.slack.stage import WORDS, seed, settings

Env = dict[str, str]
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def slack() -> Iterator[Playground]:
    with running(seed("nl"), [manifest(WORDS, "nl"), _of_another_app()]) as playground:
        yield playground


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database and its key, to copy: making one takes longer than looking at it."""
    folder = tmp_path_factory.mktemp("store")
    opening.open_store(f"sqlite:///{folder}/zetje.db", folder / "master.key").dispose()
    return folder


@pytest.fixture
def env(slack: Playground, store: Path, tmp_path: Path) -> Env:
    """Everything in order: the app has its scopes, the database is there."""
    slack.control.do("reinstall", app="Zetje", scopes=manifest(WORDS, "nl")["oauth_config"]["scopes"]["bot"])
    shutil.copytree(store, tmp_path, dirs_exist_ok=True)
    return settings(slack, tmp_path, f"sqlite:///{tmp_path}/zetje.db", "nl")


def _of_another_app() -> dict[str, Any]:
    return manifest(WORDS, "nl") | {"display_information": {"name": "Ander"}}


def zetje(*words: str, env: Env) -> Result:
    return CliRunner().invoke(main, list(words), env=env)


def examined(env: Env, now: datetime | None = None, *, http: bool = False) -> list[Finding]:
    return list(doctor.examine(env, now or datetime.now(UTC), http=http))


def problems(env: Env, now: datetime | None = None) -> list[Finding]:
    return [finding for finding in examined(env, now) if finding.level is Level.PROBLEM]


def database(env: Env) -> Path:
    return Path(env["DATABASE_URL"].removeprefix("sqlite:///"))


# What breaks, each in one way


def wrong_bot_token(env: Env, slack: Playground) -> None:
    env["SLACK_BOT_TOKEN"] = "xoxb-0000-geheim"


def wrong_app_token(env: Env, slack: Playground) -> None:
    env["SLACK_APP_TOKEN"] = "xapp-0000-geheim"


def swapped_tokens(env: Env, slack: Playground) -> None:
    env["SLACK_BOT_TOKEN"], env["SLACK_APP_TOKEN"] = env["SLACK_APP_TOKEN"], env["SLACK_BOT_TOKEN"]


def token_of_another_app(env: Env, slack: Playground) -> None:
    env["SLACK_APP_TOKEN"] = slack.control.get("apps")[1]["app_token"]


def missing_scope(env: Env, slack: Playground) -> None:
    env["SLACK_BOT_TOKEN"] = slack.control.do("reinstall", app="Zetje", scopes=["chat:write", "users:read"])[
        "bot_token"
    ]


def revoked_token(env: Env, slack: Playground) -> None:
    slack.control.revoke(app="Zetje")


def removed_app(env: Env, slack: Playground) -> None:
    slack.control.uninstall(app="Zetje")


def unreachable(env: Env, slack: Playground) -> None:
    env["SLACK_API_URL"] = "http://127.0.0.1:9/api/"


def old_database(env: Env, slack: Playground) -> None:
    database(env).unlink()
    store = open_db(env["DATABASE_URL"])
    migrate.upgrade(store, "0001")
    store.dispose()


def newer_database(env: Env, slack: Playground) -> None:
    with closing(sqlite3.connect(database(env))) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")


def missing_key(env: Env, slack: Playground) -> None:
    Path(env["ZETJE_MASTER_KEY_FILE"]).unlink()


def open_key(env: Env, slack: Playground) -> None:
    Path(env["ZETJE_MASTER_KEY_FILE"]).chmod(0o644)


def key_of_another(env: Env, slack: Playground) -> None:
    other = database(env).parent / "other.key"
    keys.create(other)
    env["ZETJE_MASTER_KEY_FILE"] = str(other)


def read_only_folder(env: Env, slack: Playground) -> None:
    """Where nobody may write, not even root."""
    env["DATABASE_URL"] = "sqlite:////sys/zetje/zetje.db"


def read_only_database(env: Env, slack: Playground) -> None:
    env["DATABASE_URL"] = f"sqlite:///file:{database(env)}?mode=ro&uri=true"


def damaged_database(env: Env, slack: Playground) -> None:
    database(env).write_bytes(b"geen database" * 1000)


def no_database_at_all(env: Env, slack: Playground) -> None:
    env["DATABASE_URL"] = "mysql://geheim@nergens/zetje"


def no_server(env: Env, slack: Playground) -> None:
    env["DATABASE_URL"] = "postgresql://zetje:geheim@127.0.0.1:9/zetje"


def no_admins(env: Env, slack: Playground) -> None:
    env["ZETJE_ADMINS"] = ""


def unknown_admin(env: Env, slack: Playground) -> None:
    env["ZETJE_ADMINS"] = "UNOBODY"


def no_such_zone(env: Env, slack: Playground) -> None:
    env["ZETJE_TIMEZONE"] = "Mars/Olympus"


def empty_content(env: Env, slack: Playground) -> None:
    folder = database(env).parent / "content"
    folder.mkdir()
    env["ZETJE_CONTENT"] = str(folder)


WRONG: list[tuple[Callable[[Env, Playground], None], str, str, str]] = [
    (wrong_bot_token, "bot token", "does not know the token in SLACK_BOT_TOKEN", "OAuth & Permissions"),
    (wrong_app_token, "app token", "does not know the token in SLACK_APP_TOKEN", "App-Level Tokens"),
    (swapped_tokens, "settings", "must begin with xoxb-", "swapped"),
    (token_of_another_app, "app token", "another app", "same app"),
    (missing_scope, "scopes", "lacks channels:history", "zetje manifest"),
    (revoked_token, "bot token", "was revoked", "Install the app again"),
    (removed_app, "bot token", "removed from the workspace", "Install the app again"),
    (unreachable, "bot token", "cannot be reached", "SLACK_API_URL"),
    (old_database, "database", "older version", "zetje db upgrade"),
    (newer_database, "database", "newer version", "Use that version"),
    (missing_key, "database", "master.key is missing", "Put the key back"),
    (open_key, "database", "can be read by others", "chmod 600"),
    (key_of_another, "database", "belongs to another database", "right key file"),
    (read_only_folder, "database", "may not write", "own the folder"),
    (read_only_database, "database", "may not write there", "own the folder"),
    (damaged_database, "database", "damaged", "Restore"),
    (no_database_at_all, "settings", "DATABASE_URL", "postgresql://"),
    (no_server, "database", "cannot be opened", "Check DATABASE_URL"),
    (no_admins, "administrators", "nobody can make a team", "ZETJE_ADMINS"),
    (unknown_admin, "administrators", "UNOBODY", "Correct ZETJE_ADMINS"),
    (no_such_zone, "settings", "Mars/Olympus", "Europe/Amsterdam"),
    (empty_content, "content", "cannot be used", "zetje content check"),
]
STARTS = {"administrators", "content", "scopes"}
"""With these the bot starts all the same: it says so, or does with the prompts it brings along."""


@pytest.mark.parametrize(("break_it", "check", "says", "remedy"), WRONG, ids=[row[0].__name__ for row in WRONG])
def test_what_is_wrong_is_one_sentence_with_the_remedy(
    env: Env,
    slack: Playground,
    break_it: Callable[[Env, Playground], None],
    check: str,
    says: str,
    remedy: str,
) -> None:
    break_it(env, slack)
    found = problems(env)
    told = [finding for finding in found if finding.check == check]
    assert told, found
    words = f"{told[0].says} {told[0].remedy}"
    assert says in words
    assert remedy in words
    assert {finding.check for finding in found} == {check}
    started = zetje("run", env=env) if check not in STARTS and break_it is not token_of_another_app else None
    if started:
        assert started.exit_code == 1, started.output
        assert isinstance(started.exception, SystemExit), started.exception
        assert len(started.output.strip().splitlines()) <= 2, started.output
    assert "geheim" not in f"{found} {started and started.output}"


def test_another_database_than_the_one_that_was_meant_is_not_looked_at(env: Env, slack: Playground) -> None:
    no_database_at_all(env, slack)
    assert "database" not in {finding.check for finding in examined(env)}


def test_when_all_is_well_the_doctor_says_so(env: Env) -> None:
    result = zetje("doctor", env=env)
    assert result.exit_code == 0, result.output
    checks = [line.split(":")[0] for line in result.output.splitlines() if not line.startswith(" ")]
    assert checks == [
        "ok   settings",
        "ok   bot token",
        "ok   scopes",
        "ok   clock",
        "ok   app token",
        "ok   socket",
        "ok   time zone",
        "ok   content",
        "ok   database",
        "look master key",
        "ok   administrators",
    ]


def test_for_a_script_it_is_json(env: Env) -> None:
    env["SLACK_BOT_TOKEN"] = "xoxb-0000-geheim"
    result = zetje("doctor", "--json", env=env)
    assert result.exit_code == 1
    found = json.loads(result.output)
    assert found["well"] is False
    assert [each["check"] for each in found["findings"] if each["level"] == "problem"] == ["bot token"]
    assert "geheim" not in result.output


@pytest.mark.parametrize(("minutes", "side"), [(10, "ahead of"), (-10, "behind")])
def test_a_clock_that_is_ten_minutes_off(env: Env, minutes: int, side: str) -> None:
    found = problems(env, datetime.now(UTC) + timedelta(minutes=minutes))
    assert [finding.check for finding in found] == ["clock"]
    assert f"10 minutes {side} Slack's" in found[0].says
    assert "timedatectl" in found[0].remedy


def test_a_full_disk(env: Env) -> None:
    """SQLite itself says so, when the database may not grow."""
    for file in database(env).parent.glob("zetje*.db*"):
        file.unlink()

    def no_more(connection: Any, _: object) -> None:
        connection.execute("PRAGMA max_page_count=4")

    event.listen(Engine, "connect", no_more)
    try:
        result = zetje("run", env=env)
    finally:
        event.remove(Engine, "connect", no_more)
    assert result.exit_code == 1
    assert "The disk is full. Free some space" in result.output
    assert "Traceback" not in result.output


def test_a_port_that_is_taken(env: Env, slack: Playground) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = zetje("run", "--http", port, env=env | {"SLACK_SIGNING_SECRET": "s" * 32})
    assert result.exit_code == 1
    assert "Something else listens on that port" in result.output


def test_looking_makes_nothing(env: Env, tmp_path: Path) -> None:
    env |= {"DATABASE_URL": f"sqlite:///{tmp_path}/new/zetje.db", "ZETJE_MASTER_KEY_FILE": f"{tmp_path}/new/master.key"}
    assert problems(env) == []
    assert not (tmp_path / "new").exists()


def test_more_scopes_than_needed_are_named(env: Env, slack: Playground) -> None:
    scopes = [*manifest(WORDS, "nl")["oauth_config"]["scopes"]["bot"], "admin.users:read"]
    env["SLACK_BOT_TOKEN"] = slack.control.do("reinstall", app="Zetje", scopes=scopes)["bot_token"]
    found = next(finding for finding in examined(env) if finding.check == "scopes")
    assert found.level is Level.WARNING
    assert "admin.users:read" in found.says


def test_over_http_no_socket_is_needed_but_a_signing_secret_is(env: Env) -> None:
    del env["SLACK_APP_TOKEN"]
    found = examined(env, http=True)
    assert [each.check for each in found if each.level is Level.PROBLEM] == ["settings"]
    assert "SLACK_SIGNING_SECRET" in found[0].says
    assert not any(each.check in ("app token", "socket") for each in found)


def test_a_team_whose_channel_the_bot_is_not_in(env: Env, slack: Playground) -> None:
    channel = next(each for each in slack.control.channels() if each["name"] == "balie")
    tenant = slack.workspace.team_id
    _make_team(env, Address("slack", tenant, "channel", channel["id"]))
    assert [finding.says for finding in problems(env)] == ["The bot is not in #balie."]
    slack.control.invite_bot(user="beheer", channel="balie", app="Zetje")
    assert problems(env) == []
    _make_team(env, Address("slack", "T0ELSEWHERE", "channel", "C1"))
    assert "another workspace" in problems(env)[0].says


def _make_team(env: Env, place: Address) -> None:
    db = opening.open_store(env["DATABASE_URL"], Path(env["ZETJE_MASTER_KEY_FILE"]))
    admin = Address("slack", place.tenant, "person", env["ZETJE_ADMINS"])
    gather.found(db, admin, {admin.key}, place, Settings("Publiekszaken", "nl"), [], NOW)
    db.dispose()


def test_a_copy_of_the_key_is_shown_once(env: Env, tmp_path: Path) -> None:
    key = Path(env["ZETJE_MASTER_KEY_FILE"])
    elsewhere = tmp_path / "safe"
    elsewhere.mkdir()
    good, beside, other = elsewhere / "copy.key", tmp_path / "copy.key", elsewhere / "other.key"
    for copy in (good, beside):
        copy.write_bytes(key.read_bytes())
    keys.create(other)
    for copy, word in ((beside, "loses both"), (other, "another database"), (Path(__file__), "not a master key")):
        result = zetje("doctor", "--key-copy", str(copy), env=env)
        assert result.exit_code == 1
        assert word in result.output
    assert zetje("doctor", "--key-copy", str(good), env=env).exit_code == 0
    found = next(finding for finding in examined(env) if finding.check == "master key")
    assert found.level is Level.OK
    assert re.search(r"seen on \d{4}-\d\d-\d\d", found.says)
