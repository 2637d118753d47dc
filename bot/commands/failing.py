"""How a command fails: one clear line, and a non-zero exit."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

import click
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError

from bot import faults
from bot.back_up import WouldReplace
from bot.config import BadConfig, Config
from bot.content.pack import BadPack
from bot.opening import CannotOpen
from handlers.slack import trouble

SECRETS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
FIRST_STEPS = """Zetje has no settings yet. From here to a running bot:

  1. Print the app's manifest (in English: --lang en):
         zetje manifest > manifest.yaml
  2. At api.slack.com/apps: Create New App, From a manifest, paste it, Create; then Install to Workspace.
  3. Copy .env.example to .env and fill in three lines:
         SLACK_BOT_TOKEN    OAuth & Permissions, Bot User OAuth Token
         SLACK_APP_TOKEN    Basic Information, App-Level Tokens, Generate, with the scope connections:write
         ZETJE_ADMINS       your own id: your Slack profile, the three dots, Copy member ID
  4. Ask whether all is well:
         zetje doctor
  5. Start it:
         zetje run

Every step is explained in docs/quick-start.md. Only looking around? make demo"""


class FirstSteps(click.ClickException):
    """Nothing is wrong; somebody is new here."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file, err=file is None)


@contextmanager
def clearly() -> Iterator[None]:
    """Turns what a manager can mend into a sentence; anything else is a bug and keeps its traceback."""
    try:
        yield
    except (BadConfig, CannotOpen, WouldReplace) as fault:
        raise click.ClickException(str(fault)) from None
    except BadPack as fault:
        first, count = fault.problems[0], len(fault.problems)
        more = f" There is more: `zetje content check` names all {count}." if count > 1 else ""
        raise click.ClickException(f"The prompts cannot be used: {first}{more}") from None
    except BoltError as fault:
        if not isinstance(fault.__context__, SlackApiError):
            raise
        raise click.ClickException(str(trouble.of(fault.__context__))) from None
    except trouble.FAULTS as fault:
        raise click.ClickException(str(trouble.of(fault))) from None
    except OSError as fault:
        raise click.ClickException(faults.in_words(fault)) from None


def environment() -> Mapping[str, str]:
    return os.environ


def config(*, http: bool = False, slack: bool = True) -> Config:
    if slack:
        first_steps_first()
    return Config.from_env(environment(), http=http, slack=slack)


def first_steps_first() -> None:
    """Who has filled in nothing yet is led step by step."""
    if not any(environment().get(name, "").strip() for name in SECRETS):
        raise FirstSteps(FIRST_STEPS)
