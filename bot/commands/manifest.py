"""`zetje manifest`: what Slack needs to know to make the app."""

import json

import click
import yaml

from bot.content import wording
from bot.core.prompts import Locale
from handlers.slack.manifest import PATH
from handlers.slack.manifest import manifest as slack_manifest


def _https(_ctx: click.Context, _param: click.Parameter, url: str | None) -> str | None:
    if url is not None and not (url.startswith("https://") and url.endswith(PATH)):
        raise click.BadParameter(f"{url} is not where Slack can reach it. Write https://your.address{PATH}")
    return url


@click.command()
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option(
    "--url",
    callback=_https,
    help="For `zetje run --http`: the https address where Slack reaches it, ending in /slack/events.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, the form Slack's own command line takes.")
def manifest(lang: Locale, url: str | None, as_json: bool) -> None:
    """Print the app manifest, to paste at api.slack.com/apps."""
    made = slack_manifest(wording.load(), lang, url)
    if as_json:
        click.echo(json.dumps(made, indent=2, ensure_ascii=False))
    else:
        click.echo(yaml.safe_dump(made, sort_keys=False, allow_unicode=True), nl=False)
