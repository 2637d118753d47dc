"""`zetje manifest`: what Slack needs to know to make the app."""

import click
import yaml

from bot.content import wording
from bot.core.prompts import Locale
from handlers.slack.manifest import manifest as slack_manifest


@click.command()
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option("--url", help="Where Slack can reach the bot, for `zetje run --http`; without it the bot uses a socket.")
def manifest(lang: Locale, url: str | None) -> None:
    """Print the app manifest, to paste at api.slack.com/apps."""
    click.echo(yaml.safe_dump(slack_manifest(wording.load(), lang, url), sort_keys=False, allow_unicode=True), nl=False)
