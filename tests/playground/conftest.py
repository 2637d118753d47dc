"""A running workspace, and Slack's own client in it."""

from collections.abc import Iterator

import httpx
import pytest
from slack_sdk import WebClient

from playground import server
from playground.server import Playground
from tests.playground.town import MANIFEST, SEED
from tests.playground.visitor import Visitor


@pytest.fixture
def town() -> Iterator[Playground]:
    with server.running(SEED, [MANIFEST]) as playground:
        playground.control.delivery(ack_seconds=60, trigger_seconds=60)
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


@pytest.fixture
def line(town: Playground) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=town.url, trust_env=False) as line:
        yield line


@pytest.fixture
def anna(town: Playground, line: httpx.Client) -> Visitor:
    return Visitor(town, "U_ANNA", line)


@pytest.fixture
def john(town: Playground, line: httpx.Client) -> Visitor:
    return Visitor(town, "U_JOHN", line)
