"""A process of its own that answers "ok" to every call. Slack is not what is measured, and must not be in its way.

The tests and the demo have the playground, which looks at what it gets; that would take more time than the bot does.
"""

import json
from collections.abc import Iterable
from itertools import count
from wsgiref.types import StartResponse, WSGIEnvironment

from benchmarks.loopback import serve
from bot.content import wording
from handlers.slack.manifest import manifest

ANSWER = {
    "ok": True,
    "user_id": "U0BOT",
    "bot_id": "B0BOT",
    "team_id": "T0BENCH",
    "bot": {"app_id": "A0BENCH"},
    "channel": {"id": "D0BENCH"},
}
SCOPES = ",".join(manifest(wording.load(), "en")["oauth_config"]["scopes"]["bot"])
numbers = count(1)


def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "application/json"), ("X-OAuth-Scopes", SCOPES)])
    return [json.dumps(ANSWER | {"ts": f"1.{next(numbers):06}"}).encode()]


if __name__ == "__main__":
    serve(answer, threads=8)
