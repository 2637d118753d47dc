"""Response urls: private unless asked otherwise, five times, half an hour."""

import httpx
import pytest
from slack_sdk import WebClient

from playground.server import Playground
from tests.playground.apps import Json, heard_of, listening


def url_of_a_click(town: Playground, ts: str) -> str:
    with listening(town) as got:
        town.control.click(user="anna", channel="C_TEAM", ts=ts, action_id="go")
        return str(heard_of(town, got, "block_actions")["response_url"])


def seen(town: Playground, user: str) -> list[tuple[str, bool]]:
    messages = town.control.messages(user=user, channel="C_TEAM")
    return [(message["text"], message["ephemeral_to"] is not None) for message in messages]


def test_an_answer_is_private_unless_the_app_says_otherwise(town: Playground, button: str) -> None:
    url = url_of_a_click(town, button)
    httpx.post(url, json={"text": "Alleen jij", "replace_original": False})
    httpx.post(url, json={"text": "Iedereen", "response_type": "in_channel", "replace_original": False})
    assert seen(town, "anna") == [("Ga je?", False), ("Alleen jij", True), ("Iedereen", False)]
    assert seen(town, "john") == [("Ga je?", False), ("Iedereen", False)]


def test_the_original_can_be_replaced_and_taken_away(town: Playground, button: str) -> None:
    url = url_of_a_click(town, button)
    httpx.post(url, json={"text": "Dank je", "replace_original": True})
    assert seen(town, "john") == [("Dank je", False)]
    httpx.post(url, json={"delete_original": True})
    assert seen(town, "john") == []


def test_a_private_message_can_be_replaced_too(town: Playground, bot: WebClient) -> None:
    go = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Ga"}}
    blocks = [{"type": "actions", "elements": [go]}]
    ts = bot.chat_postEphemeral(channel="C_TEAM", user="U_ANNA", text="Psst", blocks=blocks)["message_ts"]
    httpx.post(url_of_a_click(town, ts), json={"text": "Gedaan", "replace_original": True})
    assert seen(town, "anna") == [("Gedaan", True)]
    assert seen(town, "john") == []


def test_it_works_five_times(town: Playground, button: str) -> None:
    url = url_of_a_click(town, button)
    answers = [httpx.post(url, json={"text": "x", "replace_original": True}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert answers[-1].text == "used_url"


@pytest.mark.parametrize(
    ("body", "problem"),
    [({"blocks": [{"type": "nonsense"}]}, "invalid_blocks"), ({}, "no_text")],
)
def test_what_slack_would_not_show_is_refused(town: Playground, button: str, body: Json, problem: str) -> None:
    answer = httpx.post(url_of_a_click(town, button), json=body)
    assert (answer.status_code, answer.text) == (400, problem)


def test_an_address_nobody_gave_leads_nowhere(town: Playground) -> None:
    assert httpx.post(f"{town.url}/hooks/nothing", json={"text": "x"}).status_code == 404
