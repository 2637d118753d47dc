"""Tokens, secrets and keys are in no log at any level, in no `repr`, and in no error message."""

import logging
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from tests.slack.stage import ADMIN, Stage, on_stage

PASSWORD = "wachtwoord-van-de-database"


def secrets_of(stage: Stage, folder: Path) -> set[str]:
    app = stage.app
    key = (folder / "master.key").read_text(encoding="utf-8").strip()
    return {app["bot_token"], app["app_token"], app["signing_secret"], key}


def test_a_whole_run_logs_no_secret_even_when_it_says_everything(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db") as stage:
        secrets = secrets_of(stage, tmp_path)
        stage.command(ADMIN, "/zetje team", "balie")
        stage.expects(ADMIN, "command.not_in_channel", "balie")
        stage.do("fault", method="*", kind="5xx", times=3)
        stage.command("anna", "/zetje help")
        stage.do("clear_faults")
        stage.do("revoke", app=stage.app["id"])
        stage.zetje.ends.get(timeout=60)
        shown = f"{stage.zetje!r}"
    assert len(caplog.records) > 50  # it did say everything
    for secret in secrets:
        assert secret not in caplog.text
        assert secret not in shown


@pytest.mark.parametrize("command", [["run"], ["run", "--http", "3000"], ["doctor"], ["privacy"], ["db", "upgrade"]])
def test_no_command_repeats_a_secret_it_was_given(tmp_path: Path, command: list[str]) -> None:
    """Wrong in every way, so that every message comes."""
    env = {
        "SLACK_BOT_TOKEN": "geheim-een",
        "SLACK_APP_TOKEN": "xapp-geheim-twee",
        "SLACK_SIGNING_SECRET": "geheim-drie",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "DATABASE_URL": f"postgresql://zetje:{PASSWORD}@127.0.0.1:9/zetje",
        "ZETJE_MASTER_KEY_FILE": str(tmp_path / "master.key"),
    }
    for token in ("geheim-een", "xoxb-geheim-een"):
        result = CliRunner().invoke(main, command, env=env | {"SLACK_BOT_TOKEN": token})
        assert result.exit_code == 1
        assert "geheim" not in result.output
        assert PASSWORD not in result.output
        assert isinstance(result.exception, SystemExit), result.exception
