"""`python -m playground`: a local Slack for any Bolt app."""

import asyncio
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
import yaml

from playground.seed import BadSeed, plant
from playground.server import PortInUse, listen, make_server

SMALL_SEED = {
    "team": {"name": "Playground", "lang": "en"},
    "users": [
        {"name": "ada", "real_name": "Ada Sample", "locale": "en-US", "is_admin": True},
        {"name": "bob", "real_name": "Bob Sample", "locale": "en-US"},
    ],
    "channels": [{"name": "general", "members": ["ada", "bob"]}],
}


@click.command()
@click.option("--manifest", "manifests", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seed", "seed_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback, unless you say otherwise.")
@click.option("--port", default=8023, show_default=True)
def main(manifests: tuple[Path, ...], seed_file: Path | None, host: str, port: int) -> None:
    """Run a workspace with the apps of these manifests (YAML or JSON), and print what an app needs to connect."""
    try:
        workspace = plant(_read(seed_file) if seed_file else SMALL_SEED, [_read(path) for path in manifests])
        listening = listen(host, port)
    except (BadSeed, PortInUse) as fault:
        sys.exit(str(fault))
    workspace.base_url = f"http://{host}:{listening.getsockname()[1]}/"
    click.echo(f"The workspace is at {workspace.base_url}")
    for app in workspace.apps.values():
        click.echo(f"\n# {app.name}\nSLACK_API_URL={workspace.base_url}api/\nSLACK_BOT_TOKEN={app.bot_token}")
        click.echo(f"SLACK_APP_TOKEN={app.app_token}\nSLACK_SIGNING_SECRET={app.signing_secret}")
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        asyncio.run(make_server(workspace).serve(sockets=[listening]))


def _read(path: Path) -> Any:
    words = path.read_text(encoding="utf-8")
    try:
        content = json.loads(words) if path.suffix == ".json" else yaml.safe_load(words)
    except (ValueError, yaml.YAMLError) as fault:
        raise BadSeed(f"{path} cannot be read: {' '.join(str(fault).split())}.") from None
    if not isinstance(content, dict):
        raise BadSeed(f"{path} cannot be read: it should hold names with values.")
    return content


if __name__ == "__main__":
    main()
