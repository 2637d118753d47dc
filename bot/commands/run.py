"""`zetje run`: the bot itself."""

import signal
import threading
from zoneinfo import ZoneInfo

import click
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress.server import create_server

from bot.app import Zetje, build
from bot.clock import Clock, SystemClock, rehearsal
from bot.commands.failing import clearly, config

PATH = "/slack/events"


@click.command()
@click.option("--http", "port", type=int, metavar="PORT", help="Listen for signed requests here instead of a socket.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where --http listens.")
@click.option(
    "--clock",
    "clock_words",
    metavar="FROM[@SPEED]",
    help="Rehearse: 2026-12-01T08:00@60 runs from then, 60 times as fast.",
)
def run(port: int | None, host: str, clock_words: str | None) -> None:
    """Run the bot, with the settings in .env."""
    with clearly():
        settings = config(http=port is not None)
        zetje = build(settings, _clock(clock_words, settings.zone))
        zetje.start()
        click.echo("Zetje is running. Ctrl-C stops it.")
        try:
            _serve(zetje, host, port) if port else _listen(zetje)
        finally:
            zetje.stop()


def _clock(words: str | None, zone: ZoneInfo) -> Clock:
    if not words:
        return SystemClock()
    try:
        return rehearsal(words, zone)
    except ValueError as fault:
        raise click.ClickException(str(fault)) from None


def _listen(zetje: Zetje) -> None:
    zetje.connect()
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    stop.wait()


def _serve(zetje: Zetje, host: str, port: int) -> None:
    """Behind a real server: Bolt's own managed 50 requests a second (design.md, decision 3)."""
    server = create_server(SlackRequestHandler(zetje.app, path=PATH), host=host, port=port, threads=16)

    def close(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, close)
    try:
        server.run()
    finally:
        server.close()
