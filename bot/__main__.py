"""The command line: `zetje`, also `python -m bot`."""

import logging
import sys
from importlib import import_module
from pathlib import Path

import click
from dotenv import load_dotenv

COMMANDS = {
    "run": "run",
    "demo": "demo",
    "doctor": "doctor",
    "plan": "plan",
    "report": "report",
    "content": "content",
    "manifest": "manifest",
    "privacy": "privacy",
    "export": "subject",
    "erase": "subject",
    "backup": "backup",
    "restore": "backup",
    "key": "backup",
    "db": "database",
}
"""The module of each command, in `bot.commands`."""


class Commands(click.Group):
    """Loads a command when it is asked for: the bot itself need not carry what only the others use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"bot.commands.{COMMANDS[cmd_name]}"), cmd_name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zetje", prog_name="zetje")
@click.option("-v", "--verbose", is_flag=True, help="Say more in the log.")
def main(verbose: bool) -> None:
    """A little push every working day, for everybody who serves residents."""
    _settings(Path.cwd() / ".env")
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )


def _settings(file: Path) -> None:
    """Where the manager stands, and no folder above it: data/zetje.db is looked for here too."""
    try:
        load_dotenv(file)
    except (OSError, ValueError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else "it is no text in UTF-8"
        raise click.ClickException(f"The settings in {file} cannot be read: {why}.") from None


if __name__ == "__main__":
    main()
