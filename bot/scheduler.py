"""The clockwork: once a minute, what is due now? The rows are the truth (design.md, decision 4)."""

import logging
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from threading import Lock

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine

from bot import broadcast, faults, nudge, report, retain
from bot.clock import Clock
from bot.core.disclosure import Draw
from bot.core.periods import Period
from bot.core.planning import Rules
from bot.deliver import Sender
from bot.shelf import Shelf
from storage import turns
from storage.turns import Turn

logger = logging.getLogger(__name__)

TICK_SECONDS = 60
STEP = timedelta(minutes=15)
"""How finely a rehearsal that runs fast goes through the time between two ticks."""


@dataclass(slots=True)
class Clockwork:
    db: Engine
    rules: Rules
    sender: Sender
    holiday_weeks: Collection[str] = ()
    draw: Draw = secrets.randbelow
    shelf: Shelf | None = None
    ticked: datetime | None = None
    failing: bool = False
    """Whether something in the last tick broke."""
    caught_up: datetime | None = None
    swept: date | None = None
    lock: Lock = field(default_factory=Lock)

    def plan(self, now: datetime) -> None:
        """All that is due at `now` but the sending. Of several processes on one database, one does it."""
        went_well = self.take(now, self._reread)
        with self.sender.metrics.ticks.time(), turns.take(self.db, Turn.TICK) as ours:
            if ours:
                went_well &= self.take(
                    now,
                    self._open_week,
                    self._freeze_weeks,
                    self._spread,
                    self._nudge,
                    self._expire,
                    self._forget,
                )
        self.ticked, self.failing = now, not went_well

    def begin(self, now: datetime) -> None:
        """The first tick, and where catching up begins."""
        self.plan(now)
        self.caught_up = now

    def tick(self, now: datetime) -> None:
        """Does all that is due at `now`, and sends what came of it."""
        self.plan(now)
        self.take(now, self._send)

    def take(self, now: datetime, *steps: Callable[[datetime], None]) -> bool:
        """One step that breaks does not keep the others from their work. Whether none did."""
        went_well = True
        for step in steps:
            try:
                step(now)
            except Exception as fault:  # (logged with where it broke; the next tick tries again)
                logger.error("%s failed: %s", step.__name__, type(fault).__name__, exc_info=faults.without_words(fault))
                went_well = False
        return went_well

    def catch_up(self, now: datetime) -> None:
        """Ticks for every few minutes since the last time, so that a fast clock makes nothing late."""
        with self.lock:
            moment = self.caught_up or now
            while moment + STEP < now:
                moment += STEP
                self.tick(moment)
            self.tick(now)
            self.caught_up = now

    def _reread(self, _: datetime) -> None:
        if self.shelf and self.shelf.look_again():
            self.rules, self.sender.pack = self.shelf.rules, self.shelf.pack

    def _open_week(self, now: datetime) -> None:
        report.open_period(self.db, now)

    def _freeze_weeks(self, now: datetime) -> None:
        report.freeze_due(self.db, now, self.draw, self._many_away)

    def _many_away(self, week: Period) -> bool:
        return str(week) in self.holiday_weeks or self.rules.holidays.quiet(week.monday)

    def _spread(self, now: datetime) -> None:
        broadcast.spread_due(self.db, self.rules.holidays, now)  # before the nudges: it takes the day's one message

    def _nudge(self, now: datetime) -> None:
        per_minute = self.sender.gate.pace.limit
        most = nudge.room(self.db, now, per_minute)
        most -= nudge.plan_due(self.db, self.rules, now, most)
        nudge.plan_crowds(self.db, self.rules, now, per_minute, most)

    def _expire(self, now: datetime) -> None:
        retain.give_up_late(self.db, now)

    def _send(self, now: datetime) -> None:
        self.sender.send_due(now)

    def _forget(self, now: datetime) -> None:
        report.forget_old_ballots(self.db, now)
        if self.swept != now.date():  # once a day
            retain.sweep(self.db, now)
            self.swept = now.date()


def make_scheduler(clockwork: Clockwork, clock: Clock, *, speed: float = 1) -> BackgroundScheduler:
    """Ticks once a minute of the clock; a rehearsal that runs fast also sends at the moments it passes.

    APScheduler's own grace of one second would skip a late tick in silence (design.md, decision 4).
    """
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    every = max(TICK_SECONDS / speed, 1)
    begin = datetime.now(UTC) + timedelta(seconds=0.1)
    work = clockwork.catch_up if speed > 1 else clockwork.plan
    scheduler.add_job(
        lambda: clockwork.take(clock.now(), work), "interval", seconds=every, next_run_time=begin, id="tick"
    )
    return scheduler
