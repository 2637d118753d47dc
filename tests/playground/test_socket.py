"""Socket Mode as an app sees it: hello, envelopes, acks, and what happens when one does not come."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from playground.server import Playground
from tests.playground.apps import ack, heard, open_socket


@pytest.fixture
def socket(town: Playground) -> Iterator[ClientConnection]:
    with open_socket(town) as socket:
        hello = heard(socket)
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["connection_info"] == {"app_id": next(iter(town.workspace.apps))}
        yield socket


def read_to_the_end(socket: ClientConnection) -> list[str]:
    types = []
    with suppress(ConnectionClosed):
        while True:
            types.append(heard(socket)["type"])
    return types


def say(town: Playground, text: str = "hoi") -> str:
    return str(town.control.say(user="anna", channel="team-burgerzaken", text=text)["ts"])


def test_an_event_arrives_in_an_envelope_with_all_that_slack_documents(
    town: Playground, socket: ClientConnection
) -> None:
    ts = say(town)
    envelope = heard(socket)
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    body = envelope["payload"]
    app = next(iter(town.workspace.apps.values()))
    assert (body["type"], body["api_app_id"], body["team_id"]) == ("event_callback", app.id, town.workspace.team_id)
    assert body["authorizations"][0]["user_id"] == app.bot_user
    event = body["event"]
    assert (event["type"], event["channel"], event["channel_type"]) == ("message", "C_TEAM", "channel")
    assert (event["user"], event["text"], event["ts"], event["event_ts"]) == ("U_ANNA", "hoi", ts, ts)


def test_what_is_not_acked_comes_again_and_says_so(town: Playground, socket: ClientConnection) -> None:
    town.control.delivery(ack_seconds=0.05, redelivery=[0.01, 0.01])
    say(town)
    first, second, third = heard(socket), heard(socket), heard(socket)
    assert [each["retry_attempt"] for each in (first, second, third)] == [0, 1, 2]
    assert second["retry_reason"] == "timeout"
    assert len({each["payload"]["event_id"] for each in (first, second, third)}) == 1
    with pytest.raises(TimeoutError):
        heard(socket, seconds=0.2)


def test_what_is_acked_does_not_come_again(town: Playground, socket: ClientConnection) -> None:
    town.control.delivery(redelivery=[0.01])
    say(town)
    ack(socket, heard(socket))
    town.control.wait_for(lambda: town.control.traffic(kind="events_api"))
    with pytest.raises(TimeoutError):
        heard(socket, seconds=0.2)


def test_what_happens_while_the_app_is_away_is_told_when_it_is_back(town: Playground) -> None:
    say(town, "terwijl je weg was")
    with open_socket(town) as socket:
        assert heard(socket)["type"] == "hello"
        assert heard(socket)["payload"]["event"]["text"] == "terwijl je weg was"


def test_but_not_when_it_stays_away_too_long(town: Playground) -> None:
    town.control.delivery(away_seconds=0.01)
    say(town)
    town.control.delivery(away_seconds=1)
    with open_socket(town) as socket:
        heard(socket)
        say(town, "nu")
        assert heard(socket)["payload"]["event"]["text"] == "nu"


def test_one_of_several_sockets_gets_each_envelope(town: Playground, socket: ClientConnection) -> None:
    with open_socket(town) as other:
        assert heard(other)["num_connections"] == 2
        said = {say(town) for _ in range(4)}
        got = [heard(line)["payload"]["event"]["ts"] for line in (socket, other) for _ in range(2)]
        assert sorted(got) == sorted(said)


def test_a_socket_that_breaks_before_the_ack_has_its_event_told_to_the_next(
    town: Playground, socket: ClientConnection
) -> None:
    say(town, "half gehoord")
    heard(socket)
    socket.close()
    with open_socket(town) as fresh:
        heard(fresh)
        again = heard(fresh)
        assert (again["payload"]["event"]["text"], again["retry_attempt"]) == ("half gehoord", 1)


def test_asked_to_refresh_an_app_gets_the_rest_on_its_new_socket(town: Playground, socket: ClientConnection) -> None:
    town.control.disconnect(app="Zomaar")
    assert heard(socket)["reason"] == "refresh_requested"
    with open_socket(town) as fresh:
        heard(fresh)
        say(town)
        assert heard(fresh)["type"] == "events_api"


def test_after_a_warning_the_socket_still_works(town: Playground, socket: ClientConnection) -> None:
    town.control.disconnect(app="Zomaar", reason="warning")
    assert heard(socket) == {"type": "disconnect", "reason": "warning", "debug_info": {"host": "playground"}}
    say(town)
    assert heard(socket)["type"] == "events_api"


@pytest.mark.parametrize("kind", ["drop", "lost_response"])
def test_a_line_that_breaks_on_order_loses_nothing(town: Playground, socket: ClientConnection, kind: str) -> None:
    town.control.fault(method="socket", kind=kind)
    say(town)
    assert read_to_the_end(socket) == (["events_api"] if kind == "lost_response" else [])
    with open_socket(town) as fresh:
        heard(fresh)
        assert heard(fresh)["retry_attempt"] == 1


def test_an_eleventh_socket_is_one_too_many(town: Playground) -> None:
    with ExitStack() as stack:
        lines = [stack.enter_context(open_socket(town)) for _ in range(10)]
        assert [heard(line)["num_connections"] for line in lines] == list(range(1, 11))
        eleventh = stack.enter_context(open_socket(town))
        assert heard(eleventh)["reason"] == "too_many_websockets"


def test_a_ticket_works_once(town: Playground) -> None:
    with open_socket(town) as socket:
        heard(socket)
        path, query = str(socket.request.path).partition("?")[::2] if socket.request else ("", "")
        with pytest.raises(InvalidStatus):
            connect(f"{town.url.replace('http', 'ws')}{path}?{query}")


def test_a_click_nobody_acks_is_told_to_the_person_and_comes_only_once(
    town: Playground, socket: ClientConnection, button: str
) -> None:
    ack(socket, heard(socket))  # the message with the button
    town.control.delivery(ack_seconds=0.05)
    assert town.control.click(user="anna", channel="C_TEAM", ts=button, action_id="go") == {"acked": False}
    assert town.control.notices("anna") == ["Zomaar heeft niet op tijd gereageerd. Probeer het nog eens."]
    assert heard(socket)["type"] == "interactive"
    with pytest.raises(TimeoutError):
        heard(socket, seconds=0.2)


def test_a_command_is_answered_along_with_its_ack(town: Playground, socket: ClientConnection) -> None:
    def answer() -> None:
        envelope = heard(socket)
        assert envelope["accepts_response_payload"]
        assert (envelope["payload"]["command"], envelope["payload"]["text"]) == ("/zomaar", "iets")
        assert envelope["payload"]["response_url"].startswith(f"{town.url}/hooks/")
        ack(socket, envelope, {"text": "Alleen voor jou"})

    thread = threading.Thread(target=answer)
    thread.start()
    assert town.control.command(user="anna", channel="team-burgerzaken", text="/zomaar iets") == {"acked": True}
    thread.join()
    seen = town.control.messages(user="anna", channel="team-burgerzaken")[-1]
    assert (seen["text"], seen["ephemeral_to"]) == ("Alleen voor jou", "U_ANNA")
    assert town.control.messages(user="john", channel="team-burgerzaken") == []


@pytest.mark.parametrize(
    ("connected", "error"), [(False, "dispatch_failed"), (True, "operation_timeout")], ids=["nobody there", "too late"]
)
def test_a_command_nobody_acks_fails_with_slacks_word_for_it(town: Playground, connected: bool, error: str) -> None:
    town.control.delivery(ack_seconds=0.05)
    if connected:
        with open_socket(town) as socket:
            heard(socket)
            town.control.command(user="john", channel="team-burgerzaken", text="/zomaar")
    else:
        town.control.command(user="john", channel="team-burgerzaken", text="/zomaar")
    assert error in town.control.notices("john")[0]


def test_an_uninstalled_app_hears_so_and_its_tokens_are_dead(town: Playground, socket: ClientConnection) -> None:
    app = next(iter(town.workspace.apps.values()))
    app.events |= {"app_uninstalled"}
    client, asked = WebClient(token=app.bot_token, base_url=town.api_url), "auth.test"
    town.control.uninstall(app="Zomaar")
    assert heard(socket)["payload"]["event"]["type"] == "app_uninstalled"
    with pytest.raises(SlackApiError, match="account_inactive"):
        client.api_call(asked)
    client.token = town.control.do("reinstall", app="Zomaar", scopes=["chat:write"])["bot_token"]
    assert client.api_call(asked).headers["x-oauth-scopes"] == "chat:write"
    town.control.revoke(app="Zomaar")
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.api_call(asked)
