"""A new user follows docs/quick-start.md word by word, with the playground in the role of Slack.

Everything runs as they run it: in a folder of its own, from a terminal, with the .env they edit. Only cloning and
`make install` were done before, and what they click at api.slack.com is what the playground does with the manifest.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from playground.client import Control
from tests.slack.stage import WORDS

ROOT = Path(__file__).parent.parent.parent
GUIDE = (ROOT / "docs" / "quick-start.md").read_text(encoding="utf-8")
STEPS = [block.splitlines() for block in re.findall(r"```sh\n(.*?)```", GUIDE.partition("\n## If ")[0], re.DOTALL)]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What a clone with `make install` has, as far as these steps see it."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    shutil.copy(ROOT / ".env.example", tmp_path)
    return tmp_path


def types(command: str, clone: Path) -> str:
    """In a terminal without any setting of ours."""
    done = subprocess.run(command, shell=True, cwd=clone, env=_clean(), capture_output=True, text=True, check=False)  # noqa: S602  (as typed)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def _clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not re.match("SLACK_|ZETJE_|DATABASE_", name)}


@contextmanager
def slack(manifest: Path) -> Iterator[tuple[str, str]]:
    """Makes the app from the manifest. Yields its address and what it prints for .env."""
    command = [sys.executable, "-m", "playground", "--manifest", str(manifest), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        printed = "".join(server.stdout.readline() for _ in range(6))
        try:
            found = re.search(r"http://127\.0\.0\.1:\d+", printed)
            assert found, printed
            yield found[0], printed
        finally:
            server.terminate()


@contextmanager
def running(command: str, clone: Path) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        command.split(), cwd=clone, env=_clean(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def fill_in(file: Path, printed: str, admin: str) -> None:
    """As with an editor: a value behind each name that is there."""
    values = dict(re.findall(r"^(SLACK_\w+)=(.+)$", printed, re.MULTILINE)) | {"ZETJE_ADMINS": admin}
    lines = file.read_text(encoding="utf-8").splitlines()
    filled = [f"{name}={values[name]}" if (name := line.partition("=")[0]) in values else line for line in lines]
    file.write_text("\n".join(filled), encoding="utf-8")


def test_from_an_empty_workspace_to_a_bot_that_answers(clone: Path) -> None:
    assert [len(step) for step in STEPS] == [2, 2, 1, 1]
    (install, manifest), (copy, guard), (doctor,), (run,) = STEPS
    assert install == "make install"
    types(manifest, clone)
    with slack(clone / "manifest.yaml") as (url, printed), Control(url) as control:
        types(copy, clone)
        types(guard, clone)
        admin = next(person for person in control.users() if person["is_admin"])
        fill_in(clone / ".env", printed, admin["id"])
        said = types(doctor, clone)
        assert "FIX" not in said
        assert said.count("ok ") >= 8
        with running(run, clone) as bot:
            control.wait_for(lambda: control.apps()[0]["sockets"], seconds=90)
            control.invite_bot(user=admin["name"], channel="general", app="Zetje")
            control.command(user=admin["name"], channel="general", text="/zetje team")
            window = control.wait_for(lambda: control.modal(admin["id"]), seconds=90)
            assert WORDS.say("nl", "team.title") in str(window)
            bot.send_signal(signal.SIGINT)
            assert bot.wait(60) == 0
    assert (clone / "data" / "master.key").stat().st_mode & 0o077 == 0
