"""What a listener works with besides Slack's own payload: it names `asked`, and finds everything there.

Bolt hands a listener whatever stands in its context under that name.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from sqlalchemy import Engine

from bot import enrol, faults
from bot.clock import Clock
from bot.content.pack import Pack
from bot.content.wording import Wording
from bot.core.addresses import Address
from bot.core.calendars import Holidays
from bot.core.planning import Rules
from bot.core.prompts import Locale
from bot.core.styles import Style
from bot.intake import Intake
from bot.reply import Given, Received, Refusal
from bot.shelf import Shelf

logger = logging.getLogger(__name__)


class Recent:
    """Which requests are dealt with. Slack delivers one again when in doubt, maybe at the very same moment.

    In memory only: what is stored is guarded by its own keys, in this process and any other. This is for what is said.
    """

    MOST = 5_000
    """So many are remembered: far more than come in the minutes in which Slack tries again."""

    def __init__(self) -> None:
        self._dealt: dict[str, object] = {}
        self._lock = Lock()

    def is_mine(self, request: str, token: object) -> bool:
        """The first token takes the request; one without a name cannot be known again."""
        if not request:
            return True
        with self._lock:
            if self._dealt.setdefault(request, token) is not token:
                return False
            if len(self._dealt) > self.MOST:
                del self._dealt[next(iter(self._dealt))]
            return True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The same for every request; made once in bot/app.py."""

    db: Engine
    intake: Intake
    clock: Clock
    shelf: Shelf
    words: Wording
    admins: frozenset[str]
    locale: Locale
    """For people whose language we do not know."""
    zone: ZoneInfo
    style: Style
    """Of pages that somebody asks for."""
    send_soon: Callable[[], None]
    """Has the sender look at the outbox now instead of at the next tick."""
    timed: Callable[[], AbstractContextManager[object]]
    """Measures how long a request takes until its ack."""
    executor: Executor
    gone: Callable[[], None]
    """The workspace does not want us any more."""
    recent: Recent = field(default_factory=Recent)

    @property
    def pack(self) -> Pack:
        return self.shelf.pack

    @property
    def rules(self) -> Rules:
        return self.shelf.rules


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: who asks, when (read once), and what there is to answer with."""

    around: Surroundings
    person: Address
    now: datetime
    request: str = ""
    """Slack's name for it: the same when it comes a second time. Only its digest may be kept (S5)."""
    token: object = field(default_factory=object, repr=False, compare=False)

    @property
    def db(self) -> Engine:
        return self.around.db

    @property
    def rules(self) -> Rules:
        return self.around.rules

    @property
    def holidays(self) -> Holidays:
        return self.around.rules.holidays

    @property
    def words(self) -> Wording:
        return self.around.words

    @property
    def admins(self) -> frozenset[str]:
        """Those named at installation; verbs look whether somebody holds the office (bot/authority.py)."""
        return self.around.admins

    @property
    def locale(self) -> Locale:
        """The language of the one who asks; our own for somebody we do not know."""
        member = enrol.find(self.db, self.person)
        return member.locale if member else self.around.locale

    def colleague(self, id: str) -> Address:
        """The address of somebody else in the same workspace."""
        return Address("slack", self.person.tenant, "person", id)

    def group(self, id: str) -> Address:
        """The address of a user group in the same workspace."""
        return Address("slack", self.person.tenant, "group", id)

    def channel(self, id: str) -> Address:
        """The address of a channel in the same workspace."""
        return Address("slack", self.person.tenant, "channel", id)

    def say(self, key: str, locale: Locale | None = None, **params: object) -> str:
        """The sentence under that key, in our own default language unless another is given."""
        return self.around.words.say(locale or self.around.locale, key, **params)

    def answer(self, nudge_id: str, answer: str) -> Received | Refusal:
        """Keeps this person's answer, with those that come at the same moment."""
        return self.around.intake.take(self.rules, Given(self.person, nudge_id, answer, self.now))

    def later(self, function: Callable[..., object], *args: Any) -> None:
        """Does it after the ack, elsewhere; once, also when Slack delivers the request twice."""
        if not self.around.recent.is_mine(self.request, self.token):
            return
        self.around.executor.submit(function, *args).add_done_callback(_log_failure)


class Surround(Middleware):
    """Puts `asked` in the context of each request. A plain function would have Bolt gather all it could ask for."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,
        next: Callable[[], BoltResponse],
    ) -> BoltResponse | None:
        person = Address("slack", req.context.team_id or "", "person", req.context.user_id or "")
        request = str(req.body.get("event_id") or req.body.get("trigger_id") or "")
        req.context["asked"] = Asked(self.around, person, self.around.clock.now(), request)
        return next()


def _log_failure(done: Future[object]) -> None:
    failure = done.exception()
    if failure is not None:
        logger.error("work after an ack failed: %s", type(failure).__name__, exc_info=faults.without_words(failure))
