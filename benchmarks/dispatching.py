"""One click inside the process: from a payload that arrived to the response Bolt would send."""

import json
import time

from slack_bolt import App, BoltRequest

from benchmarks.bench import Bench, Spot
from playground.model import Json


def tap(bench: Bench, spot: Spot, action_id: str) -> float:
    """Milliseconds of a click that the bot stores."""
    bench.tapped[spot] = action_id
    return _timed(bench.zetje.app, _payload(bench, spot, action_id))


def press(bench: Bench, spot: Spot) -> float:
    """Milliseconds of a click that the bare app only acknowledges."""
    return _timed(bench.bare, _payload(bench, spot, spot.taps[0]))


def _timed(app: App, payload: Json) -> float:
    request = BoltRequest(body=json.dumps(payload), mode="socket_mode")
    began = time.perf_counter()
    response = app.dispatch(request)
    took = (time.perf_counter() - began) * 1000
    if response.status != 200:
        raise RuntimeError(f"the app answered {response.status}")
    return took


def _payload(bench: Bench, spot: Spot, action_id: str) -> Json:
    workspace = bench.playground.workspace
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": spot.nudge, "action_ts": "1.0"}
    return {
        "type": "block_actions",
        "user": {"id": spot.person, "team_id": workspace.team_id},
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "container": {"type": "message", "message_ts": spot.ts, "channel_id": spot.channel},
        "trigger_id": "1.2.3",
        "channel": {"id": spot.channel, "name": "directmessage"},
        # Nobody answers there: what happens after the ack is not what is measured.
        "response_url": f"{bench.playground.url}/hooks/none",
        "actions": [action],
    }
