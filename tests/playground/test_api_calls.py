"""What every call passes: tokens, scopes, the forms arguments come in, limits, and the traffic log."""

import asyncio
import json
from datetime import timedelta
from http.client import HTTPException

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from starlette.types import Message

from playground.seed import plant
from playground.server import Playground, create_app
from tests.playground.town import MANIFEST, SEED, refusal


def ask(town: Playground, method: str, token: str = "", **form: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.post(f"{town.api_url}{method}", data=form, headers=headers)


def token(town: Playground) -> str:
    return next(iter(town.workspace.apps.values())).bot_token


@pytest.mark.parametrize(
    ("given", "error"), [("", "not_authed"), ("xoxb-nobody", "invalid_auth"), ("xapp-nobody", "invalid_auth")]
)
def test_without_a_good_token_nothing_happens(town: Playground, given: str, error: str) -> None:
    assert ask(town, "auth.test", given).json() == {"ok": False, "error": error}


def test_a_token_may_come_as_an_argument(town: Playground) -> None:
    answer = httpx.post(f"{town.api_url}auth.test", data={"token": token(town)}).json()
    assert answer["ok"]
    assert answer["user"] == town.workspace.users[answer["user_id"]].name


def test_a_method_nobody_has_heard_of_is_unknown(town: Playground) -> None:
    assert ask(town, "chat.shout", token(town)).json()["error"] == "unknown_method"


def test_a_missing_scope_is_named(bot: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        bot.users_profile_get(user="U_ANNA")
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "users.profile:read"
    assert "chat:write" in refused.value.response["provided"]


def test_only_an_app_level_token_opens_a_socket(town: Playground, bot: WebClient) -> None:
    app = next(iter(town.workspace.apps.values()))
    assert refusal(bot.apps_connections_open, app_token=app.bot_token) == "not_allowed_token_type"
    assert bot.apps_connections_open(app_token=app.app_token)["url"].startswith("ws://127.0.0.1:")
    assert ask(town, "users.info", app.app_token, user="U_ANNA").json()["error"] == "not_allowed_token_type"


def test_blocks_may_be_written_as_a_string_in_a_form(town: Playground) -> None:
    blocks = json.dumps([{"type": "divider", "block_id": "d"}])
    answer = ask(town, "chat.postMessage", token(town), channel="C_TEAM", text="x", blocks=blocks).json()
    assert answer["message"]["blocks"] == [{"type": "divider", "block_id": "d"}]


@pytest.mark.parametrize(("body", "error"), [(b"{", "invalid_json"), (b"[]", "json_not_object")])
def test_a_body_that_is_no_json_object_is_refused(town: Playground, body: bytes, error: str) -> None:
    headers = {"Authorization": f"Bearer {token(town)}", "Content-Type": "application/json; charset=utf-8"}
    assert httpx.post(f"{town.api_url}auth.test", content=body, headers=headers).json()["error"] == error


def test_an_app_that_is_killed_in_the_middle_of_a_call_is_no_fault_of_ours() -> None:
    said: list[Message] = []

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def hear(message: Message) -> None:
        said.append(message)

    form = [(b"content-type", b"application/x-www-form-urlencoded"), (b"content-length", b"99")]
    call = {"type": "http", "method": "POST", "path": "/api/chat.postMessage", "query_string": b"", "headers": form}
    asyncio.run(create_app(plant(SEED, [MANIFEST]))(call, gone, hear))
    assert said[0]["status"] == 400


def test_too_many_calls_are_told_to_wait_and_the_clock_ends_the_wait(town: Playground, bot: WebClient) -> None:
    town.workspace.limits.tiers[4] = 2
    bot.users_info(user="U_ANNA")
    bot.users_info(user="U_ANNA")
    with pytest.raises(SlackApiError) as refused:
        bot.users_info(user="U_ANNA")
    assert refused.value.response.status_code == 429
    wait = int(refused.value.response.headers["Retry-After"])
    assert 1 <= wait <= 60
    town.clock.set(town.clock.now() + timedelta(seconds=wait))
    assert bot.users_info(user="U_ANNA")["ok"]


def test_a_lost_answer_leaves_a_message_that_can_be_found_again(town: Playground, bot: WebClient) -> None:
    town.control.fault(method="chat.postMessage", kind="lost_response")
    metadata = {"event_type": "nudge", "event_payload": {"delivery": "7"}}
    with pytest.raises(HTTPException):
        bot.chat_postMessage(channel="C_TEAM", text="Hoi", metadata=metadata)
    kept = bot.conversations_history(channel="C_TEAM", include_all_metadata=True)["messages"]
    assert [post["metadata"] for post in kept] == [metadata]


def test_a_server_in_trouble_has_done_nothing(town: Playground, bot: WebClient) -> None:
    town.control.fault(method="chat.postMessage", kind="5xx")
    with pytest.raises(SlackApiError) as refused:
        bot.chat_postMessage(channel="C_TEAM", text="Hoi")
    assert refused.value.response.status_code == 503
    assert bot.conversations_history(channel="C_TEAM")["messages"] == []


def test_every_call_is_in_the_traffic_log_without_its_token(town: Playground, bot: WebClient) -> None:
    bot.chat_postMessage(channel="C_TEAM", text="Hoi")
    refusal(bot.chat_postMessage, channel="C_NOWHERE", text="Hoi")
    log = [entry for entry in town.workspace.traffic if entry["what"] == "chat.postMessage"]
    assert [entry["error"] for entry in log] == ["", "channel_not_found"]
    assert token(town) not in json.dumps(list(town.workspace.traffic))
    httpx.post(f"{town.api_url}auth.test", data={"token": token(town)})
    assert token(town) not in json.dumps(list(town.workspace.traffic))


def test_a_scheduled_message_goes_out_when_the_clock_gets_there(town: Playground, bot: WebClient) -> None:
    at = int(town.clock.now().timestamp()) + 3600
    bot.chat_scheduleMessage(channel="C_TEAM", text="Straks", post_at=at)
    dropped = bot.chat_scheduleMessage(channel="C_TEAM", text="Toch niet", post_at=at)["scheduled_message_id"]
    bot.chat_deleteScheduledMessage(channel="C_TEAM", scheduled_message_id=dropped)
    assert len(bot.chat_scheduledMessages_list()["scheduled_messages"]) == 1
    town.clock.set(town.clock.now() + timedelta(hours=2))
    town.control.wait_for(lambda: bot.conversations_history(channel="C_TEAM")["messages"])
    assert [post["text"] for post in bot.conversations_history(channel="C_TEAM")["messages"]] == ["Straks"]
    assert bot.chat_scheduledMessages_list()["scheduled_messages"] == []


def test_a_scheduled_message_for_a_channel_archived_by_then_is_dropped(town: Playground, bot: WebClient) -> None:
    at = int(town.clock.now().timestamp()) + 60
    bot.chat_scheduleMessage(channel="C_TEAM", text="Straks", post_at=at)
    town.workspace.channels["C_TEAM"].is_archived = True
    town.clock.set(town.clock.now() + timedelta(minutes=2))
    assert town.control.wait_for(lambda: not bot.chat_scheduledMessages_list()["scheduled_messages"])
    assert bot.conversations_history(channel="C_TEAM")["messages"] == []


def test_a_message_cannot_be_scheduled_for_yesterday(town: Playground, bot: WebClient) -> None:
    yesterday = int(town.clock.now().timestamp()) - 86400
    assert refusal(bot.chat_scheduleMessage, channel="C_TEAM", text="x", post_at=yesterday) == "time_in_past"
