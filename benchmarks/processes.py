"""Processes that serve while another one measures, and clicks as Slack sends them over HTTP."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from benchmarks.people import TENANT, Tappable
from benchmarks.server import DOOR, SECRET
from bot.commands.run import PATH
from handlers.slack.nudge_blocks import ANSWER

PATIENCE_SECONDS = 120
verifier = SignatureVerifier(SECRET)


@dataclass(frozen=True, slots=True)
class Serving:
    """A process that serves, and what it said when it began."""

    port: int
    said: dict[str, Any]

    def door(self, name: str, body: object = None) -> Any:
        with self.connection() as connection:
            return json.loads(post(connection, f"{DOOR}{name}", json.dumps(body)))

    @contextmanager
    def connection(self) -> Iterator[HTTPConnection]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def serving(module: str, *arguments: str) -> Iterator[Serving]:
    """Ends the process when it is no longer needed."""
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = json.loads(process.stdout.readline())
            yield Serving(said["port"], said)
        finally:
            process.kill()


def tap(connection: HTTPConnection, spot: Tappable, answer: str, response_url: str) -> None:
    """Raises when the app does not acknowledge it."""
    body = urlencode({"payload": json.dumps(_payload(spot, answer, response_url))})
    post(connection, PATH, body, "application/x-www-form-urlencoded")


def post(connection: HTTPConnection, path: str, body: str, kind: str = "application/json") -> bytes:
    moment = str(int(time.time()))
    headers = {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": verifier.generate_signature(timestamp=moment, body=body) or "",
    }
    connection.request("POST", path, body, headers)
    response = connection.getresponse()
    answer = response.read()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return answer


def _payload(spot: Tappable, answer: str, response_url: str) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": spot.person, "team_id": TENANT},
        "team": {"id": TENANT, "domain": "bench"},
        "container": {"type": "message", "message_ts": "1.000001", "channel_id": "D0BENCH"},
        "trigger_id": f"1.2.{token_hex(8)}",  # one that came before would not be answered again
        "channel": {"id": "D0BENCH", "name": "directmessage"},
        "response_url": response_url,
        "actions": [
            {
                "type": "button",
                "action_id": f"{ANSWER}{answer}",
                "block_id": "b",
                "value": spot.nudge,
                "action_ts": "1.0",
            }
        ],
    }
