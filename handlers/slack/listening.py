"""What every listener can name as an argument: `db`, `pack`, `rules`, `words`, `now`, `person`, `later`, …

Bolt hands a listener whatever stands in its context under that name.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.content.pack import Pack
from bot.content.wording import Wording
from slack_bolt import App, BoltContext
from sqlalchemy import Engine

from bot import faults
from bot.clock import Clock
from bot.core.addresses import Address
from bot.core.planning import Holidays
from bot.core.prompts import Locale

logger = logging.getLogger(__name__)

Later = Callable[..., None]
"""later(function, *args): does it after the ack, elsewhere."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What listeners work with, made once in bot/app.py."""

    db: Engine
    clock: Clock
    pack: Pack
    words: Wording
    holidays: Holidays
    admins: frozenset[str]
    locale: Locale
    zone: ZoneInfo
    send_soon: Callable[[], None]
    """Has the sender look at the outbox now instead of at the next tick."""
    executor: Executor


def surround(app: App, around: Surroundings) -> None:
    """Puts everything in the context of each request, with the time read once."""

    def name_everything(context: BoltContext, next: Callable[[], Any]) -> None:
        context["db"] = around.db
        context["pack"] = around.pack
        context["words"] = around.words
        context["holidays"] = around.holidays
        context["admins"] = around.admins
        context["default_locale"] = around.locale
        context["default_zone"] = around.zone
        context["send_soon"] = around.send_soon
        context["now"] = around.clock.now()
        context["later"] = _later(around.executor)
        context["tenant"] = context.team_id or ""
        context["person"] = Address("slack", context.team_id or "", "person", context.user_id or "")
        next()

    app.middleware(name_everything)


def _later(executor: Executor) -> Later:
    def later(function: Callable[..., object], *args: object) -> None:
        executor.submit(function, *args).add_done_callback(_log_failure)

    return later


def _log_failure(done: Future[object]) -> None:
    failure = done.exception()
    if failure is not None:
        logger.error("work after an ack failed: %s", type(failure).__name__, exc_info=faults.without_words(failure))
