"""How a command fails: one clear line, and a non-zero exit."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from slack_sdk.errors import SlackApiError

from bot.config import BadConfig, Config
from bot.content.pack import BadPack
from bot.opening import CannotOpen


@contextmanager
def clearly() -> Iterator[None]:
    """Turns what a manager can mend into a sentence; anything else is a bug and keeps its traceback."""
    try:
        yield
    except (BadConfig, CannotOpen) as fault:
        raise click.ClickException(str(fault)) from None
    except BadPack as fault:
        raise click.ClickException("\n".join(fault.problems)) from None
    except SlackApiError as fault:
        raise click.ClickException(f"Slack refuses: {fault.response.get('error')}. Check the tokens in .env.") from None
    except OSError as fault:
        raise click.ClickException(f"Slack cannot be reached: {fault}. Check the network and SLACK_API_URL.") from None


def config(*, http: bool = False, slack: bool = True) -> Config:
    return Config.from_env(os.environ, http=http, slack=slack)
