"""Zetje in Slack. This is the table of contents: every feature that listens registers here."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient

from handlers.slack import (
    agreeing,
    amending,
    answering,
    appointing,
    asking,
    belonging,
    broadcasting,
    challenging,
    commands,
    commitments,
    errors,
    founding,
    guiding,
    home,
    joining,
    kindness,
    launching,
    leaving,
    my_data,
    ordering,
    phrasing,
    recipe,
    rhythm,
    rotating,
    summarising,
    typed,
    year,
)
from handlers.slack.listening import Surround, Surroundings

FEATURES = (
    answering,  # first: Bolt asks one listener after the other, and most of what comes in are answers
    agreeing,
    amending,
    appointing,
    asking,
    belonging,
    broadcasting,
    challenging,
    commands,
    commitments,
    errors,
    founding,
    guiding,
    home,
    joining,
    kindness,
    launching,
    leaving,
    my_data,
    ordering,
    phrasing,
    recipe,
    rhythm,
    rotating,
    summarising,
    typed,
    year,
)


class TimedApp(App):
    """Knows how long each request takes: the listener has run when `dispatch` returns."""

    def __init__(self, timed: Callable[[], AbstractContextManager[object]], **options: Any) -> None:
        super().__init__(**options)
        self._timed = timed

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        with self._timed():
            return super().dispatch(req)


def _is_news(record: logging.LogRecord) -> bool:
    """Bolt finds SLACK_BOT_TOKEN by itself and warns that our client has it already; that helps nobody."""
    return "`token` will be unused" not in record.getMessage()


def _without_payloads(name: str) -> logging.Logger:
    """At DEBUG these libraries write down whole payloads, and so who said what; INFO is the most they may say (S5)."""
    logger = logging.getLogger(name)
    logger.setLevel(max(logging.INFO, logging.getLogger().level))
    return logger


def make_app(client: WebClient, signing_secret: str | None, executor: Executor, around: Surroundings) -> App:
    """The Bolt app. The listener has stored what it must before the ack goes out (design.md, decision 2)."""
    _without_payloads("slack_sdk")
    logger = _without_payloads("slack_bolt.App")
    logger.addFilter(_is_news)
    app = TimedApp(
        around.timed,
        logger=logger,
        client=client,
        signing_secret=signing_secret,
        process_before_response=True,
        listener_executor=executor,
        request_verification_enabled=signing_secret is not None,
    )
    app.middleware(Surround(around))
    for feature in FEATURES:
        feature.register(app)
    return app
