"""A running workspace, and Slack's own client in it."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from playground import server
from playground.server import Playground
from tests.playground.town import MANIFEST, SEED


@pytest.fixture
def town() -> Iterator[Playground]:
    with server.running(SEED, [MANIFEST]) as playground:
        yield playground


@pytest.fixture
def bot(town: Playground) -> WebClient:
    """Never tries again by itself: a refusal must be seen."""
    app = next(iter(town.workspace.apps.values()))
    return WebClient(token=app.bot_token, base_url=town.api_url, retry_handlers=[])
