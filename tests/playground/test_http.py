"""Events, interactions and commands over signed HTTP."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from playground.client import ControlError
from playground.server import Playground
from tests.playground.apps import Json, request_url


class App:
    """Checks every signature, says the challenge back, and answers with what it was told to."""

    def __init__(self, secret: str) -> None:
        self.verifier = SignatureVerifier(secret)
        self.got: list[tuple[dict[str, str], Json]] = []
        self.answers: list[tuple[int, str]] = []

    def answer(self, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        if not self.verifier.is_valid_request(body, {name.lower(): value for name, value in headers.items()}):
            return 401, "who are you?"
        payload = decoded(headers, body)
        if payload.get("type") == "url_verification":
            return 200, json.dumps({"challenge": payload["challenge"]})
        self.got.append((headers, payload))
        return self.answers.pop(0) if self.answers else (200, "")


def decoded(headers: dict[str, str], body: bytes) -> Json:
    if headers["Content-Type"] == "application/json":
        return dict(json.loads(body))
    form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    return dict(json.loads(form["payload"])) if "payload" in form else dict(form)


@pytest.fixture
def app(town: Playground) -> Iterator[App]:
    app = App(next(iter(town.workspace.apps.values())).signing_secret)
    with request_url(app.answer) as url:
        assert town.control.request_url(app="Zomaar", url=url) == {"verified": True}
        yield app


def say(town: Playground) -> None:
    town.control.say(user="anna", channel="team-burgerzaken", text="hoi")


def test_an_address_that_does_not_know_the_secret_is_not_taken(town: Playground) -> None:
    with request_url(App("another secret").answer) as url, pytest.raises(ControlError, match="challenge"):
        town.control.request_url(app="Zomaar", url=url)
    assert town.control.apps()[0]["socket_mode"]


def test_an_event_comes_as_signed_json(town: Playground, app: App) -> None:
    say(town)
    headers, payload = town.control.wait_for(lambda: app.got)[0]
    assert payload["event"]["text"] == "hoi"
    assert "X-Slack-Retry-Num" not in headers


def test_an_event_that_meets_an_error_comes_again_with_its_number(town: Playground, app: App) -> None:
    town.control.delivery(redelivery=[0.01, 0.01])
    app.answers = [(500, "au"), (500, "au"), (200, "")]
    say(town)
    town.control.wait_for(lambda: len(app.got) == 3)
    assert [headers.get("X-Slack-Retry-Num") for headers, _ in app.got] == [None, "1", "2"]
    assert len({payload["event_id"] for _, payload in app.got}) == 1


def test_a_click_comes_as_a_form_with_a_payload(town: Playground, app: App, button: str) -> None:
    assert town.control.click(user="anna", channel="C_TEAM", ts=button, action_id="go") == {"acked": True}
    payload = next(payload for _, payload in app.got if payload["type"] == "block_actions")
    assert (payload["actions"][0]["action_id"], payload["actions"][0]["value"]) == ("go", "7")


def test_a_command_comes_as_a_plain_form_and_is_answered_in_the_body(town: Playground, app: App) -> None:
    app.answers = [(200, "Zomaar iets")]
    town.control.command(user="anna", channel="team-burgerzaken", text="/zomaar nu")
    assert (app.got[0][1]["command"], app.got[0][1]["text"], app.got[0][1]["user_id"]) == ("/zomaar", "nu", "U_ANNA")
    assert town.control.messages(user="anna", channel="team-burgerzaken")[-1]["text"] == "Zomaar iets"


def test_a_window_hears_what_to_do_in_the_body(town: Playground, app: App, bot: WebClient) -> None:
    trigger = town.workspace.new_trigger("U_ANNA", next(iter(town.workspace.apps)))
    words = {"type": "plain_text", "text": "Vraag"}
    element = {"type": "plain_text_input", "action_id": "words"}
    block = {"type": "input", "block_id": "q", "label": words, "element": element}
    bot.views_open(trigger_id=trigger, view={"type": "modal", "title": words, "submit": words, "blocks": [block]})
    app.answers = [(200, json.dumps({"response_action": "errors", "errors": {"q": "Nog niet"}}))]
    window = town.control.modal("anna")
    assert window
    assert town.control.submit(user="anna", view_id=window["id"], values={"words": "x"}) == {
        "errors": {"q": "Nog niet"}
    }
    assert app.got[-1][1]["view"]["state"]["values"]["q"]["words"]["value"] == "x"
