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


@pytest.fixture
def button(bot: WebClient) -> str:
    """The ts of a message with a button in the team's channel."""
    go = {"type": "button", "action_id": "go", "value": "7", "text": {"type": "plain_text", "text": "Ga"}}
    blocks = [{"type": "actions", "block_id": "row", "elements": [go]}]
    return str(bot.chat_postMessage(channel="C_TEAM", text="Ga je?", blocks=blocks)["ts"])
