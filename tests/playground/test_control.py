"""/_control, the server around it, and the seeds it starts from."""

import base64
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground import server
from playground.client import ControlError
from playground.seed import BadSeed, plant
from playground.server import Playground, PortInUse
from tests.playground.apps import heard_of, listening
from tests.playground.town import MANIFEST, SEED

START = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("verb", "body", "status", "why"),
    [
        ("fly", b"{}", 404, "There is no fly here"),
        ("say", b"{", 400, "not JSON"),
        ("say", b"[]", 400, "JSON object"),
        ("say", b'{"user": "anna"}', 400, "say does not take this"),
        ("say", b'{"user": "anna", "channel": "algemeen", "text": "x", "loud": true}', 400, "say does not take this"),
        ("clock", b"{}", 400, "Say where to"),
        ("clock", b'{"to": "2020-01-01T00:00:00+00:00"}', 400, "only goes forward"),
        ("fault", b'{"method": "*", "kind": "flood"}', 400, "There is no fault flood"),
        ("drop", b'{"app": "Nergens"}', 400, "There is no app called Nergens"),
        ("redeliver", b'{"event_id": "Ev0"}', 400, "No event Ev0"),
    ],
)
def test_what_cannot_be_done_is_answered_with_one_sentence(
    town: Playground, verb: str, body: bytes, status: int, why: str
) -> None:
    answer = httpx.post(f"{town.url}/_control/{verb}", content=body)
    assert answer.status_code == status
    assert why in answer.json()["error"]


def test_an_app_reads_its_tokens_from_control(town: Playground, bot: WebClient) -> None:
    app = town.control.apps()[0]
    assert (app["name"], app["bot_token"]) == ("Zomaar", bot.token)
    assert bot.auth_test()["bot_id"] == app["bot_id"]


def test_the_same_seed_gives_the_same_names_and_tokens() -> None:
    first, second = plant(SEED, [MANIFEST]), plant(SEED, [MANIFEST])
    other = plant({**SEED, "seed": 2}, [MANIFEST])
    tokens = [next(iter(each.apps.values())).bot_token for each in (first, second, other)]
    assert tokens[0] == tokens[1] != tokens[2]
    assert list(first.users) == list(second.users)
    assert first.users["U_ANNA"] == second.users["U_ANNA"]


def changed(manifest: dict[str, Any], **settings: Any) -> dict[str, Any]:
    return {**manifest, "settings": {**manifest["settings"], **settings}}


@pytest.mark.parametrize(
    ("seed", "manifest", "why"),
    [
        (SEED, {}, "A manifest has no name"),
        (SEED, changed(MANIFEST, event_subscriptions={"bot_events": ["app_mention"]}), "app_mentions:read"),
        ({"users": [{"name": "a", "shoe": 1}]}, MANIFEST, "shoe"),
        ({"channels": [{"name": "x", "members": ["niemand"]}]}, MANIFEST, "no user niemand"),
    ],
)
def test_a_bad_seed_is_explained(seed: dict[str, Any], manifest: dict[str, Any], why: str) -> None:
    with pytest.raises(BadSeed, match=why):
        plant(seed, [manifest])


def test_without_the_commands_scope_an_app_has_no_commands() -> None:
    scopes = [scope for scope in MANIFEST["oauth_config"]["scopes"]["bot"] if scope != "commands"]
    workspace = plant(SEED, [MANIFEST | {"oauth_config": {"scopes": {"bot": scopes}}}])
    assert next(iter(workspace.apps.values())).commands == {}


def test_a_port_in_use_gets_one_clear_sentence(town: Playground) -> None:
    port = int(town.url.rpartition(":")[2])
    with pytest.raises(PortInUse, match=f"Port {port} is in use"), server.running(SEED, [MANIFEST], port=port):
        pass


def test_the_clock_is_moved_and_read_over_control() -> None:
    jumps = [{"label": {"nl": "Dinsdag"}, "weekdays": [2], "time": "10:05"}]
    with server.running(SEED | {"jumps": jumps}, [MANIFEST], start=START) as town:
        seen: list[datetime] = []
        town.clock.follow(seen.append)
        town.control.move_clock(START + timedelta(hours=1))
        assert START + timedelta(hours=1) <= town.control.now() < START + timedelta(hours=1, minutes=1)
        assert len(seen) == 4
        town.control.do("clock", jump=0)
        assert town.control.now().isoformat()[:16] == "2026-12-01T09:05"
        town.control.do("clock", advance=3600, glide=False)
        assert town.control.now().isoformat()[:16] == "2026-12-01T10:05"


def test_messages_carry_the_time_of_the_workspace() -> None:
    with server.running(SEED, [MANIFEST], start=START) as town:
        first = town.control.say(user="anna", channel="algemeen", text="een")["ts"]
        second = town.control.say(user="anna", channel="algemeen", text="twee")["ts"]
        assert first.startswith(str(int(START.timestamp()))[:8])
        assert first < second


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("5xx", 503)])
def test_a_fault_strikes_as_often_as_ordered_and_after_as_many_calls(
    town: Playground, bot: WebClient, kind: str, status: int
) -> None:
    town.control.fault(method="users.info", kind=kind, seconds=7, times=1, after=1)
    assert bot.users_info(user="U_ANNA")["ok"]
    assert bot.team_info()["ok"]
    with pytest.raises(SlackApiError) as refused:
        bot.users_info(user="U_ANNA")
    assert refused.value.response.status_code == status
    assert refused.value.response.headers.get("Retry-After") == ("7" if kind == "429" else None)
    assert bot.users_info(user="U_ANNA")["ok"]


@pytest.mark.parametrize(("kind", "posted"), [("drop", []), ("lost_response", ["Hoi"])])
def test_a_line_that_breaks_loses_the_answer_before_or_after_the_work(
    town: Playground, bot: WebClient, kind: str, posted: list[str]
) -> None:
    town.control.fault(method="chat.postMessage", kind=kind)
    with pytest.raises(ConnectionError):
        bot.chat_postMessage(channel="C_TEAM", text="Hoi")
    assert [message["text"] for message in town.control.messages(user="anna", channel="C_TEAM")] == posted


def test_an_event_can_be_delivered_once_more_on_request(town: Playground) -> None:
    with listening(town) as got:
        town.control.say(user="anna", channel="team-burgerzaken", text="hoi")
        heard_of(town, got, "message")
        town.control.redeliver(event_id=got[0]["event_id"])
        town.control.wait_for(lambda: len(got) == 2)
    assert got[0] == got[1]


def test_what_was_posted_since_a_moment_can_be_read_cheaply(town: Playground, bot: WebClient) -> None:
    first = town.control.say(user="anna", channel="team-burgerzaken", text="een")["ts"]
    bot.chat_postMessage(channel="U_JOHN", text="twee")
    assert [message["text"] for message in town.control.posted(since=first)] == ["twee"]


def test_somebody_shares_a_file(town: Playground) -> None:
    content = base64.b64encode(b"hallo").decode()
    town.control.upload(user="anna", channel="algemeen", name="brief.txt", content=content)
    message = town.control.messages(user="john", channel="algemeen")[0]
    assert (message["subtype"], message["files"][0]["name"]) == ("file_share", "brief.txt")


def test_the_traffic_log_tells_both_ways_and_can_be_narrowed(town: Playground, bot: WebClient) -> None:
    with listening(town) as got:
        bot.chat_postMessage(channel="C_TEAM", text="Hoi")
        heard_of(town, got, "message")
        town.control.wait_for(lambda: town.control.traffic(kind="events_api"))
    out = town.control.traffic(kind="events_api")[0]
    assert (out["direction"], out["what"], out["status"]) == ("out", "message", "acked")
    assert town.control.traffic(what="chat.postMessage")[0]["direction"] == "in"


def test_a_client_that_waits_for_nothing_says_so(town: Playground) -> None:
    with pytest.raises(ControlError, match="nothing came"):
        town.control.wait_for(lambda: None, seconds=0.01)


def test_an_open_page_does_not_hold_up_the_end() -> None:
    with ExitStack() as pages:
        with server.running(SEED, [MANIFEST]) as town:
            page = pages.enter_context(httpx.stream("GET", f"{town.url}/as/U_ANNA/live"))
            lines = page.iter_lines()
            assert next(lines).startswith("retry:")
        rest = list(lines)  # to its own end: a page that is cut off raises an error here
        assert any("closing" in line for line in rest)
