"""Where everything meets: the one composition root."""

import logging
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from queue import SimpleQueue

from apscheduler.schedulers.background import BackgroundScheduler
from filelock import BaseFileLock
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from sqlalchemy import Engine

from bot import draw, holidays, opening
from bot.clock import Clock, RehearsalClock, SystemClock
from bot.config import Config
from bot.content import wording
from bot.core.pacing import Pace
from bot.courier import Courier
from bot.deliver import Sender
from bot.gate import Gate
from bot.intake import Intake
from bot.metrics import Metrics
from bot.scheduler import Clockwork, make_scheduler
from bot.shelf import Shelf
from handlers.slack import make_app
from handlers.slack.listening import Surroundings
from handlers.slack.messenger import SlackMessenger, make_client
from handlers.slack.picturing import Pictures

logger = logging.getLogger(__name__)

LISTENERS = 10
AFTERWARDS = 4
"""Threads for listeners, and for what they leave to be done after the ack."""
GIVES_WAY_SECONDS = 0.0005
"""How long a thread that computes (a plan, a message) lets others wait. A click waits a dozen times; by Python's own
five milliseconds it took twice as long."""
HANDS = 8
"""Messages on their way at once: Slack may take a second to answer, and 240 a minute still go out."""


class Ending(Enum):
    ASKED = "asked"
    REMOVED = "removed"
    """From the workspace, with its token."""


@dataclass(slots=True)
class Zetje:
    """The whole bot, ready to start. `ends`: why it should stop, once somebody says so."""

    db: Engine
    app: App
    clock: Clock
    clockwork: Clockwork
    metrics: Metrics
    courier: Courier
    scheduler: BackgroundScheduler
    executors: tuple[ThreadPoolExecutor, ThreadPoolExecutor]
    app_token: str = field(repr=False)
    ends: SimpleQueue[Ending]
    database_url: str = field(repr=False)
    socket: SocketModeHandler | None = None
    alone: BaseFileLock | None = None

    def connect(self) -> None:
        """Listens through a socket that the bot opens itself: no public address is needed."""
        self.socket = SocketModeHandler(self.app, self.app_token, concurrency=LISTENERS)
        self.socket.connect()  # type: ignore[no-untyped-call]

    def start(self) -> None:
        """Brings the week up to date, then lets clockwork and courier run. Raises CannotOpen when another one does."""
        self.alone = opening.hold_alone(self.database_url)
        self.clockwork.begin(self.clock.now())
        self.scheduler.start()
        self.courier.start()

    def stop(self) -> None:
        """Takes no new work, finishes what is under way, lets go of everything."""
        if self.socket:
            _hang_up(self.socket)
        if self.scheduler.running:
            self.scheduler.shutdown(wait=True)
        self.courier.stop()
        for executor in self.executors:
            executor.shutdown(wait=True)
        self.db.dispose()
        if self.alone:
            self.alone.release()


def build(config: Config, clock: Clock) -> Zetje:
    """Raises CannotOpen or SlackApiError, each with a sentence to show."""
    sys.setswitchinterval(GIVES_WAY_SECONDS)
    words = wording.load()
    db = opening.open_store(config.database_url, config.master_key_file, rehearsal=not isinstance(clock, SystemClock))
    client = make_client(config.bot_token, config.api_url)
    calendar = holidays.calendar(good_friday=config.good_friday, quiet=config.quiet_weeks)
    shelf = Shelf.open(config.content, calendar, config.seed)
    pictures = Pictures(client, words, partial(draw.week, style=config.style))
    metrics = Metrics()
    sender = Sender(
        db,
        SlackMessenger(client, words, pictures),
        shelf.pack,
        calendar,
        gate=Gate(Pace(config.messages_per_minute)),
        hands=HANDS,
        admins=config.admins,
        metrics=metrics,
    )
    courier = Courier(sender, clock)
    clockwork = Clockwork(db, shelf.rules, sender, config.holiday_weeks, shelf=shelf)
    listening, afterwards = ThreadPoolExecutor(LISTENERS, "listen"), ThreadPoolExecutor(AFTERWARDS, "after")
    ends: SimpleQueue[Ending] = SimpleQueue()
    around = Surroundings(
        db=db,
        intake=Intake(db),
        clock=clock,
        shelf=shelf,
        words=words,
        admins=config.admins,
        locale=config.locale,
        zone=config.zone,
        style=config.style,
        send_soon=courier.soon,
        timed=metrics.acks.time,
        executor=afterwards,
        gone=partial(ends.put, Ending.REMOVED),
    )
    return Zetje(
        db=db,
        app=make_app(client, config.signing_secret or None, listening, around),
        clock=clock,
        clockwork=clockwork,
        metrics=metrics,
        courier=courier,
        scheduler=make_scheduler(clockwork, clock, speed=clock.speed if isinstance(clock, RehearsalClock) else 1),
        executors=(listening, afterwards),
        app_token=config.app_token,
        ends=ends,
        database_url=config.database_url,
    )


def _hang_up(handler: SocketModeHandler) -> None:
    """Ends the reading first: closing alone would wait out the SDK's three seconds for a message that never comes."""
    session = getattr(handler.client, "current_session", None)
    line = getattr(session, "sock", None)
    if line is not None:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
    handler.close()  # type: ignore[no-untyped-call]
