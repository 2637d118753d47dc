"""An app that is not ours, as anybody would write it, runs against the workspace without a change."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from playground.server import Playground
from tests.playground.apps import request_url

Json = dict[str, Any]

QUESTION: Json = {
    "type": "modal",
    "callback_id": "question",
    "title": {"type": "plain_text", "text": "Vraag"},
    "submit": {"type": "plain_text", "text": "Stuur"},
    "blocks": [
        {
            "type": "input",
            "block_id": "q",
            "label": {"type": "plain_text", "text": "Wat?"},
            "element": {"type": "plain_text_input", "action_id": "words"},
        }
    ],
}
BUTTON: Json = {"type": "button", "action_id": "open", "text": {"type": "plain_text", "text": "Open"}}


def ten_lines(app: App) -> None:
    """The app itself."""

    @app.message("hoi")
    def on_hoi(say: Callable[..., Any]) -> None:
        say(text="Hoi terug", blocks=[{"type": "actions", "elements": [BUTTON]}])

    @app.action("open")
    def on_open(ack: Callable[..., None], body: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=QUESTION)

    @app.view("question")
    def on_question(ack: Callable[..., None], body: Json, view: Json, client: WebClient) -> None:
        words = view["state"]["values"]["q"]["words"]["value"]
        if "?" not in words:
            ack(response_action="errors", errors={"q": "Stel een vraag"})
            return
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text=f"Je vroeg: {words}")

    @app.command("/zomaar")
    def on_command(ack: Callable[..., None], respond: Callable[..., Any], command: Json) -> None:
        ack()
        respond(f"Je zei: {command['text']}")


def made_for(town: Playground) -> App:
    known = next(iter(town.workspace.apps.values()))
    client = WebClient(token=known.bot_token, base_url=town.api_url)
    return App(client=client, signing_secret=known.signing_secret, logger=logging.getLogger("a foreign app"))


@contextmanager
def by_socket(town: Playground) -> Iterator[None]:
    app = made_for(town)
    ten_lines(app)
    known = next(iter(town.workspace.apps.values()))
    handler = SocketModeHandler(app, known.app_token, web_client=app.client)
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        town.control.wait_for(lambda: town.control.apps()[0]["sockets"])
        yield
    finally:
        # Left to itself, the client waits three seconds for something to read before it closes.
        handler.client.auto_reconnect_enabled = False
        town.control.drop(app="Zomaar")
        town.control.wait_for(lambda: not handler.client.is_connected())
        handler.close()  # type: ignore[no-untyped-call]


@contextmanager
def by_http(town: Playground) -> Iterator[None]:
    app = made_for(town)
    ten_lines(app)

    def answer(headers: dict[str, str], body: bytes) -> tuple[int, str]:
        request = BoltRequest(body=body.decode(), headers={name: [value] for name, value in headers.items()})
        response = app.dispatch(request)
        return response.status, response.body

    with request_url(answer) as url:
        town.control.request_url(app="Zomaar", url=url)
        yield


@pytest.fixture(params=[by_socket, by_http], ids=["Socket Mode", "signed HTTP"])
def foreign(request: pytest.FixtureRequest, town: Playground) -> Iterator[Playground]:
    with request.param(town):
        yield town


def texts(town: Playground, channel: str) -> list[str]:
    return [message["text"] for message in town.control.messages(user="anna", channel=channel)]


def test_it_hears_a_message_answers_with_a_button_and_opens_a_window(foreign: Playground) -> None:
    control = foreign.control
    control.say(user="anna", channel="team-burgerzaken", text="hoi")
    control.wait_for(lambda: "Hoi terug" in texts(foreign, "team-burgerzaken"))
    answer = control.messages(user="anna", channel="team-burgerzaken")[-1]
    assert control.click(user="anna", channel="team-burgerzaken", ts=answer["ts"], action_id="open") == {"acked": True}
    window = control.wait_for(lambda: control.modal("anna"))
    assert window["title"]["text"] == "Vraag"

    refused = control.submit(user="anna", view_id=window["id"], values={"words": "Zomaar"})
    assert refused == {"errors": {"q": "Stel een vraag"}}
    assert control.submit(user="anna", view_id=window["id"], values={"words": "Waarom?"}) == {"errors": {}}
    assert control.modal("anna") is None
    control.wait_for(lambda: texts(foreign, "Zomaar") == ["Je vroeg: Waarom?"])


def test_its_command_is_answered_to_the_asker_alone(foreign: Playground) -> None:
    foreign.control.command(user="anna", channel="team-burgerzaken", text="/zomaar een proef")
    foreign.control.wait_for(lambda: texts(foreign, "team-burgerzaken") == ["Je zei: een proef"])
    assert foreign.control.messages(user="john", channel="team-burgerzaken") == []
