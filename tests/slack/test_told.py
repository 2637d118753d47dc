"""Every command that the documentation tells to type in the terminal is typed, beside a workspace and a team.

`zetje run` and `zetje demo` go on until somebody stops them: test_new_user.py and tests/browser do those.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot import enrol, gather, holidays, opening
from bot.__main__ import main
from bot.core.addresses import Address
from bot.gather import Profile, Settings
from handlers.slack.manifest import manifest
from playground.server import Playground, running
from storage import identities, teams
from tests.slack.stage import ADMIN, AMSTERDAM, WORDS, settings
from tests.test_docs import PAGES, PLACEHOLDERS, told

MEMBER, CHANNEL = PLACEHOLDERS["MEMBER"], PLACEHOLDERS["TEAM"]
GOES_ON = {"run", "demo"}
TALK = {("plan",)}
"""About the command; it wants a day or a person."""
ORDER = (
    "manifest",
    "db",
    "content",
    "plan",
    "privacy",
    "report",
    "doctor",
    "export",
    "backup",
    "restore",
    "erase",
    "key",
)
"""The last ones change something; a restore needs a backup."""


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Everything in order: a team that started, the bot in its channel, a copy of the key elsewhere."""
    seed = {
        "users": [{"name": ADMIN}, {"name": "anna", "id": MEMBER}],
        "channels": [{"name": "balie", "id": CHANNEL, "members": [ADMIN, "anna", "zetje"]}],
    }
    with running(seed, [manifest(WORDS, "nl")]) as playground:
        env = settings(playground, tmp_path, f"sqlite:///{tmp_path}/zetje.db", "nl")
        env["SLACK_SIGNING_SECRET"] = playground.control.apps()[0]["signing_secret"]
        _found_team(env, playground)
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "doctor").write_bytes((tmp_path / "master.key").read_bytes())
        monkeypatch.chdir(elsewhere)
        yield env


def _found_team(env: dict[str, str], playground: Playground) -> None:
    tenant, now = playground.workspace.team_id, datetime.now(UTC) - timedelta(days=10)
    admin, place = (Address("slack", tenant, *rest) for rest in (("person", env["ZETJE_ADMINS"]), ("channel", CHANNEL)))
    person = Address("slack", tenant, "person", MEMBER)
    db = opening.open_store(env["DATABASE_URL"], Path(env["ZETJE_MASTER_KEY_FILE"]))
    gather.found(db, admin, {admin.key}, place, Settings(None, "nl"), [Profile(person, AMSTERDAM, "nl")], now)
    with db.begin() as conn:
        teams.launch(conn, identities.find(conn, place) or b"", now)
    enrol.join(db, person, holidays.calendar(), now)
    db.dispose()


def commands() -> list[list[str]]:
    """Each once, whole ones only: "`zetje plan` prints…" is talk about a command."""
    found = {tuple(words) for page in PAGES for words in told(page, "zetje")}
    whole = [
        list(words) for words in found if words and words[0] not in GOES_ON and words not in TALK and _is_whole(words)
    ]
    return sorted(whole, key=lambda words: ORDER.index(words[0]) if words[0] in ORDER else 0)


def _is_whole(words: tuple[str, ...]) -> bool:
    command, rest = main.get_command(click.Context(main), words[0]), words[1:]
    if isinstance(command, click.Group) and rest:
        command, rest = command.get_command(click.Context(command), rest[0]), rest[1:]
    needed = any(each.required for each in command.params) if command else False
    return bool(rest) or not (needed or isinstance(command, click.Group))


def filled_in(words: list[str]) -> list[str]:
    """A name for each placeholder: a file of its own for each command, and a restore reads what was backed up."""
    command = "backup" if words[0] == "restore" else words[0]
    file = f"{command}-keys" if "--keys" in words and words[0] != "restore" else command
    known = PLACEHOLDERS | {"FILE": file, "COPY": "backup-keys", "U012AB3CD": MEMBER}
    return [file if word.startswith(("/backup/", "/media/")) else known.get(word, word) for word in words]


def test_what_the_documentation_tells_to_type_does_what_it_says(env: dict[str, str], tmp_path: Path) -> None:
    typed = commands()
    assert {words[0] for words in typed} >= set(ORDER)
    for words in typed:
        if words[0] == "restore":
            (tmp_path / "zetje.db").unlink()
        if words[-1] == "COPY":  # the key store was lost as well
            (tmp_path / "zetje-keys.db").unlink()
        result = CliRunner().invoke(main, filled_in(words), env=env, input="y\n")
        if words[0] == "report" and len(words) > 1:
            assert result.output.startswith("Error: ")  # of ten days ago there is no post yet
            assert isinstance(result.exception, SystemExit)
        else:
            assert result.exit_code == 0, f"{words}\n{result.output}"
