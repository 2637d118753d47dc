"""The pack that comes with Zetje passes its own check, and the command says so with its exit code."""

from pathlib import Path

from click.testing import CliRunner

from bot.__main__ import main
from bot.content import check
from tests.content.packs import entry, write


def test_the_shipped_pack_has_no_problems() -> None:
    assert check.check().problems == []


def test_the_command_is_content_with_the_shipped_pack() -> None:
    result = CliRunner().invoke(main, ["content", "check"])
    assert result.exit_code == 0, result.output
    assert "No problems." in result.output


def test_the_command_fails_on_a_pack_with_problems(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["content", "check", str(write(tmp_path, entry(kind="dans")))])
    assert result.exit_code == 1
    assert "a.yaml: tijd-001: kind" in result.output
