"""`zetje demo`: a whole municipality on this machine, without an account and without a network."""

import signal
import threading

import click
from rich.console import Console

from bot.commands.failing import clearly
from bot.commands.given import PORT
from bot.core.prompts import Locale


@click.command()
@click.option("--port", type=PORT, default=8023, show_default=True, help="Where your browser finds it.")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option("--seed", default=1, show_default=True, help="Another number, other colleagues and other choices.")
def demo(port: int, lang: Locale, seed: int) -> None:
    """Try Zetje in your browser: a workspace, the bot and sample colleagues."""
    try:
        from bot.demo.show import on_stage
    except ModuleNotFoundError:
        raise click.ClickException(
            "The demo needs a little more than the bot: type make demo, or pip install 'zetje[playground]'"
        ) from None

    console = Console()
    with clearly(), console.status("Setting up") as status, on_stage(port, lang, seed, status.update) as show:
        status.stop()
        console.print(f"\n  The demo is ready: [bold]{show.playground.url}[/bold]")
        console.print("  Choose who you are, answer the question, and move the clock. Ctrl-C ends the demo.\n")
        _until_ctrl_c()
    console.print("The demo has ended. Nothing was kept.")


def _until_ctrl_c() -> None:
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    stop.wait()
