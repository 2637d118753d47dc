"""Ack latency: a click that is stored (SQLite, synchronous=FULL) beside one on a bare Bolt app that stores nothing."""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from benchmarks.figures import Compared
from bot.app import Zetje, build
from bot.config import Config
from bot.content import wording
from bot.core.pacing import Bucket
from handlers.slack.joining_blocks import JOIN
from handlers.slack.manifest import manifest
from playground.model import Json
from playground.server import Playground, running

FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
MONDAY = datetime(2026, 11, 30, 9, 20, tzinfo=ZoneInfo("Europe/Amsterdam"))
PRESS = "press"
PATIENCE_SECONDS = 30
BARE: Json = {
    "display_information": {"name": "Bare"},
    "features": {"bot_user": {"display_name": "bare"}},
    "oauth_config": {"scopes": {"bot": ["chat:write"]}},
    "settings": {"socket_mode_enabled": True, "interactivity": {"is_enabled": True}},
}


@dataclass(frozen=True)
class Bench:
    playground: Playground
    zetje: Zetje
    bare: App
    nudges: list[Json]
    """One waiting nudge of every member."""
    buttons: list[Json]
    """One message of the bare app for every member."""


def compare(people: int) -> list[Compared]:
    """Both ways a click can be measured: over the whole wire, and inside the process from payload to ack."""
    with on_the_bench(people) as bench:
        return [_over_the_wire(bench), _inside(bench, people * 5)]


@contextmanager
def on_the_bench(people: int) -> Iterator[Bench]:
    """A workspace with both apps, and as many members as `people`, each with a nudge to answer."""
    names = [f"person{number}" for number in range(people)]
    seed: Json = {"users": [{"name": name} for name in names], "channels": [{"name": "team", "members": names}]}
    words = wording.load()
    with (
        tempfile.TemporaryDirectory(prefix="zetje-bench-") as folder,
        running(seed, [manifest(words, "nl"), BARE], start=FRIDAY) as playground,
    ):
        playground.workspace.limits.enabled = False
        zetje, bare = _our_app(playground, Path(folder)), _bare_app(playground)
        zetje.clockwork.sender.bucket = Bucket(per_minute=1e6, burst=1e6)  # only to set up quickly
        zetje.connect()
        zetje.start()
        socket = SocketModeHandler(bare, playground.control.get("apps")[1]["app_token"])
        socket.connect()  # type: ignore[no-untyped-call]
        try:
            yield Bench(playground, zetje, bare, _enrolled(playground, zetje), _pressed(playground, bare))
        finally:
            socket.close()  # type: ignore[no-untyped-call]
            zetje.stop()


def _our_app(playground: Playground, folder: Path) -> Zetje:
    app = playground.control.get("apps")[0]
    env = {
        "SLACK_BOT_TOKEN": app["bot_token"],
        "SLACK_APP_TOKEN": app["app_token"],
        "SLACK_API_URL": playground.api_url,
        "DATABASE_URL": f"sqlite:///{folder}/zetje.db",
        "ZETJE_MASTER_KEY_FILE": f"{folder}/master.key",
        "ZETJE_ADMINS": playground.control.get("users")[0]["id"],
    }
    return build(Config.from_env(env), playground.clock)


def _bare_app(playground: Playground) -> App:
    token = playground.control.get("apps")[1]["bot_token"]
    app = App(client=WebClient(token=token, base_url=playground.api_url), process_before_response=True)

    def on_press(ack: Ack) -> None:
        ack()

    app.action(PRESS)(on_press)
    return app


def _enrolled(playground: Playground, zetje: Zetje) -> list[Json]:
    control, app = playground.control, playground.control.get("apps")[0]
    people = _people(playground)
    control.do("invite_bot", user=people[0], channel="team", app=app["id"])
    control.do("command", user=people[0], channel="team", text="/zetje team")
    for person in people:
        message = _until(lambda person=person: _last(playground, person, app["id"], JOIN))  # type: ignore[misc]
        control.do("click", user=person, channel=message["channel"], ts=message["ts"], action_id=JOIN)
    playground.clock.follow(zetje.clockwork.catch_up)
    control.do("clock", to=MONDAY.isoformat())
    found = [_until(lambda person=person: _last(playground, person, app["id"], "nudge.")) for person in people]  # type: ignore[misc]
    return [message | {"person": person} for message, person in zip(found, people, strict=True)]


def _pressed(playground: Playground, bare: App) -> list[Json]:
    button = {"type": "button", "action_id": PRESS, "text": {"type": "plain_text", "text": "Press"}}
    blocks = [{"type": "actions", "elements": [button]}]
    return [
        {**bare.client.chat_postMessage(channel=person, text="Press", blocks=blocks).data, "person": person}  # type: ignore[dict-item]
        for person in _people(playground)
    ]


def _over_the_wire(bench: Bench) -> Compared:
    """From the moment Slack sends the envelope to the moment it has the ack; every nudge is answered once."""
    apps = [app["id"] for app in bench.playground.control.get("apps")]
    bench.playground.workspace.traffic.clear()
    for nudge, button in zip(bench.nudges, bench.buttons, strict=True):
        _click(bench, nudge, _taps(nudge)[0])
        _click(bench, button, PRESS)
    lines = [line for line in bench.playground.workspace.traffic if line["kind"] == "interactive"]
    ours, bare = ([line["ms"] for line in lines if line["app"] == app] for app in apps)
    return Compared("click to ack over the socket", ours, bare)


def _inside(bench: Bench, clicks: int) -> Compared:
    """From a payload that arrived to the response Bolt would send."""
    ours: list[float] = []
    bare: list[float] = []
    for number in range(clicks):
        nudge, button = _turn(bench.nudges, number), _turn(bench.buttons, number)
        taps = _taps(nudge)
        ours.append(_timed(bench.zetje.app, _payload(bench, nudge, taps[number // len(bench.nudges) % len(taps)])))
        bare.append(_timed(bench.bare, _payload(bench, button, PRESS)))
    return Compared("payload to ack inside the process", ours, bare)


def _timed(app: App, payload: Json) -> float:
    request = BoltRequest(body=json.dumps(payload), mode="socket_mode")
    began = time.perf_counter()
    response = app.dispatch(request)
    took = (time.perf_counter() - began) * 1000
    if response.status != 200:
        raise RuntimeError(f"the app answered {response.status}")
    return took


def _payload(bench: Bench, message: Json, action_id: str) -> Json:
    workspace = bench.playground.workspace
    value = _nudge_id(message)
    return {
        "type": "block_actions",
        "user": {"id": message["person"], "team_id": workspace.team_id},
        "api_app_id": message.get("app_id", ""),
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "container": {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"]},
        "trigger_id": "1.2.3",
        "channel": {"id": message["channel"], "name": "directmessage"},
        # Nobody answers there: what happens after the ack is not what is measured.
        "response_url": f"{bench.playground.url}/hooks/none",
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value, "action_ts": "1.0"}],
    }


def _click(bench: Bench, message: Json, action_id: str) -> None:
    bench.playground.control.do(
        "click", user=message["person"], channel=message["channel"], ts=message["ts"], action_id=action_id
    )


def _taps(nudge: Json) -> list[str]:
    """What can be tapped; each round of all members taps another one, so that every click changes a row."""
    elements = (element for block in nudge["blocks"] for element in block.get("elements", []))
    return [element["action_id"] for element in elements if "nudge.answer." in str(element.get("action_id"))]


def _nudge_id(message: Json) -> str:
    names = (str(block.get("block_id")) for block in message.get("blocks", []))
    return next((name.removeprefix("nudge.") for name in names if name.startswith("nudge.")), "")


def _turn(messages: list[Json], number: int) -> Json:
    return messages[number % len(messages)]


def _people(playground: Playground) -> list[str]:
    return [person["id"] for person in playground.control.get("users") if not person["is_bot"]]


def _last(playground: Playground, person: str, app: str, control: str) -> Json | None:
    """The newest message of that person's with such a control in it."""
    messages = playground.control.messages(user=person, channel=app)
    return next((each for each in reversed(messages) if f"'{control}" in str(each.get("blocks"))), None)


def _until(look: Callable[[], Json | None]) -> Json:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        found = look()
        if found is not None:
            return found
        time.sleep(0.02)
    raise TimeoutError("the workspace was not ready in time")
