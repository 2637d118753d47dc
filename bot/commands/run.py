"""`zetje run`: the bot itself."""

import gc
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click
from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot import health, logs, web
from bot.app import Ending, Zetje, build
from bot.clock import Clock, SystemClock, rehearsal
from bot.commands.failing import clearly, config
from bot.commands.given import PORT
from bot.config import Config
from bot.doctor.findings import Level
from bot.doctor.slack import bot_token
from handlers.slack.manifest import PATH as PATH

THREADS = 16
LAST_ACK_SECONDS = 1
"""Slack's own message that we are removed is acknowledged before the line closes."""
REMOVED = (
    "Zetje was removed from the workspace, or its token was revoked, so it stopped. What is stored stays. "
    "To go on: install the app again (api.slack.com/apps, your app, Install App), put the new token in .env, "
    "run `zetje doctor`, and start again."
)


@click.command()
@click.option("--http", "port", type=PORT, metavar="PORT", help="Listen for signed requests here instead of a socket.")
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
        if settings.json_logs:
            logs.as_json()
        zetje = build(settings, _clock(clock_words, settings.zone))
        try:
            _warn(settings)
            zetje.start()
            freeze_heap()
            with _listening(zetje) if port is None else serving(zetje, host, port), _watched(zetje, settings):
                click.echo("Zetje is running. Ctrl-C stops it.")
                why = _end_of(zetje)
        finally:
            zetje.stop()
    if why is Ending.REMOVED:
        raise click.ClickException(REMOVED)


def freeze_heap() -> None:
    """What is there from the start stays to the end: the garbage collector need not go through it time and again."""
    gc.collect()
    gc.freeze()


def _warn(settings: Config) -> None:
    """What does not keep it from starting, but will be missed: scopes, and a clock that is wrong."""
    for finding in bot_token(settings, datetime.now(UTC)):
        if finding.level is Level.PROBLEM:
            click.echo(f"FIX  {finding.check}: {finding.says} {finding.remedy}", err=True)


def _clock(words: str | None, zone: ZoneInfo) -> Clock:
    if not words:
        return SystemClock()
    try:
        return rehearsal(words, zone)
    except ValueError as fault:
        raise click.ClickException(str(fault)) from None


@contextmanager
def _listening(zetje: Zetje) -> Iterator[None]:
    zetje.connect()
    yield


@contextmanager
def serving(zetje: Zetje, host: str, port: int) -> Iterator[int]:
    """Slack's requests. Bolt's own server managed 50 a second. Yields the port."""
    with web.serving(SlackRequestHandler(zetje.app, path=PATH), host, port, threads=THREADS) as port:
        yield port


@contextmanager
def _watched(zetje: Zetje, settings: Config) -> Iterator[None]:
    """With /healthz and /metrics, where they are wanted."""
    if settings.health is None:
        yield
        return
    with health.serving(zetje, *settings.health):
        yield


def _end_of(zetje: Zetje) -> Ending:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: zetje.ends.put(Ending.ASKED))
    why = zetje.ends.get()
    if why is Ending.REMOVED:
        time.sleep(LAST_ACK_SECONDS)
    return why
