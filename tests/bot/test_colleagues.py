"""The demo's sample colleagues answer for themselves, and leave alone what a visitor did in their place."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from bot.demo.colleagues import Colleagues, Temper
from handlers.slack.nudge_blocks import ANSWER
from playground import server
from tests.playground.town import MANIFEST, SEED

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def nudge(action_id: str) -> list[dict[str, Any]]:
    button = {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": "Gedaan"}}
    return [{"type": "actions", "elements": [button]}]


def test_a_message_that_a_visitor_answered_meanwhile_stops_nobody() -> None:
    with server.running(SEED, [MANIFEST]) as town:
        app = next(iter(town.workspace.apps.values()))
        bot = WebClient(token=app.bot_token, base_url=town.api_url, retry_handlers=[])
        town.control.delivery(ack_seconds=0.1)
        everybody = {"U_ANNA": Temper(1, 1), "U_JOHN": Temper(1, 1)}
        colleagues = Colleagues(town.control, everybody, random.Random(1), set, "nl")
        asked = bot.chat_postMessage(channel="U_ANNA", text="Vraag", blocks=nudge(f"{ANSWER}done"))
        bot.chat_postMessage(channel="U_JOHN", text="Vraag", blocks=nudge(f"{ANSWER}done"))
        colleagues.live(NOW)
        bot.chat_update(channel=asked["channel"], ts=asked["ts"], text="Ontvangen", blocks=[])
        colleagues.live(NOW + timedelta(hours=1))
        clicks = town.control.traffic(what="block_actions")
        assert [each["payload"]["user"]["id"] for each in clicks] == ["U_JOHN"]
        assert colleagues.plans == []
