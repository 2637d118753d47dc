"""`python -m playground`, and the promises of its README."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import yaml

from playground import control
from tests.playground.town import MANIFEST, SEED

README = Path(control.__file__).parent / "README.md"


def started(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "playground", "--port", "0", *arguments]
    root = Path(control.__file__).parent.parent
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_it_prints_what_an_app_needs_and_ends_cleanly(tmp_path: Path) -> None:
    manifest, seed = tmp_path / "app.yaml", tmp_path / "workspace.yaml"
    manifest.write_text(yaml.safe_dump(MANIFEST))
    seed.write_text(yaml.safe_dump(SEED))
    process = started("--manifest", str(manifest), "--seed", str(seed))
    assert process.stdout
    said = "".join(process.stdout.readline() for _ in range(7))
    settings = dict(re.findall(r"^(SLACK_\w+)=(\S+)$", said, re.MULTILINE))
    assert sorted(settings) == ["SLACK_API_URL", "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]
    headers = {"Authorization": f"Bearer {settings['SLACK_BOT_TOKEN']}"}
    assert httpx.post(f"{settings['SLACK_API_URL']}auth.test", headers=headers).json()["team"] == SEED["team"]["name"]
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert (process.returncode, rest) == (0, "")


@pytest.mark.parametrize("words", ['{"a', "[]"])
def test_a_file_that_cannot_be_read_gets_one_sentence(tmp_path: Path, words: str) -> None:
    seed = tmp_path / "workspace.json"
    seed.write_text(words)
    said, _ = (process := started("--seed", str(seed))).communicate(timeout=60)
    assert process.returncode == 1
    assert re.fullmatch(r".*workspace\.json cannot be read: [^\n]*\.\n", said)


def test_the_readme_names_every_verb_of_control() -> None:
    table = README.read_text().partition("## /_control")[2].partition("Kinds of faults")[0]
    named = set(
        re.findall(r"`(\w+)[`?]", "\n".join(line.split("|")[1] for line in table.splitlines() if line[:2] == "| "))
    )
    assert named == control.LOOKS.keys() | control.ACTS.keys()
