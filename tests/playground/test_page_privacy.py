"""Who sees what on the page, and who can use it."""

import json

import httpx
import pytest
from slack_sdk import WebClient

from playground.server import Playground
from tests.playground.apps import listening
from tests.playground.kit import actions, button, mrkdwn, question, section
from tests.playground.visitor import TEAM, Visitor, post, window


def test_nobody_sees_what_another_filled_in_in_the_same_message(
    town: Playground, bot: WebClient, anna: Visitor, john: Visitor
) -> None:
    words = question({"type": "plain_text_input", "action_id": "a"}, block_id="b")
    place = post(bot, words, {"block_id": "row", **actions(button())})
    with listening(town):
        anna.does("click", **place, block_id="row", action_id="done", shown="b|a", **{"b|a": "Van Anna"})
    assert "Van Anna" in anna.sees()
    assert "Van Anna" not in john.sees()


def test_nobody_sees_anothers_direct_message_ephemeral_window_or_private_channel(
    town: Playground, bot: WebClient, anna: Visitor, john: Visitor
) -> None:
    direct = bot.chat_postMessage(channel="U_ANNA", text="Geheim een")["channel"]
    bot.chat_postEphemeral(channel=TEAM, user="U_ANNA", text="Geheim twee")
    town.control.say(user="anna", channel="directie", text="Geheim drie")
    with listening(town) as got:
        view = window(town, bot, got, section(text=mrkdwn("Geheim vier")))
    own = anna.sees(direct, tab="messages") + anna.sees() + anna.sees("C_SECRET") + anna.part("modal").text
    assert all(f"Geheim {number}" in own for number in ("een", "twee", "drie", "vier"))
    pages = [john.sees(room, tab="messages") for room in (direct, TEAM, "C_SECRET")]
    parts = [john.part(part, room).text for part in ("messages", "thread", "side") for room in (direct, TEAM)]
    everything = "".join([*pages, *parts, john.part("modal").text])
    assert "Geheim" not in everything
    assert "directie" not in everything
    assert view not in everything


def test_nobody_can_use_anothers_window_or_message(
    town: Playground, bot: WebClient, anna: Visitor, john: Visitor
) -> None:
    direct = bot.chat_postMessage(channel="U_ANNA", text="Ga je?", blocks=[{"block_id": "row", **actions(button())}])
    with listening(town) as got:
        view = window(town, bot, got, question({"type": "plain_text_input", "action_id": "a"}, block_id="b"))
        got.clear()
        john.does("submit", view_id=view, shown="b|a", **{"b|a": "Ik ben Anna"})
        john.does("close", view_id=view)
        john.does("click", channel=direct["channel"], ts=direct["ts"], block_id="row", action_id="done")
        assert got == []
    assert len(john.notices) == 3
    assert view in anna.part("modal").text


def test_open_pages_hear_only_of_what_concerns_their_person(town: Playground, john: Visitor) -> None:
    with john.line.stream("GET", "/as/U_JOHN/live") as stream:
        lines = stream.iter_lines()
        assert next(lines) == "retry: 1000"
        town.control.say(user="anna", channel="directie", text="Niet voor John")
        town.control.say(user="anna", channel="team-burgerzaken", text="Voor John")
        heard = next(line for line in lines if line.startswith("data:"))
    assert json.loads(heard.removeprefix("data: ")) == {"channel": TEAM}


@pytest.mark.parametrize("person", ["U_GONE", "U_NOBODY"])
def test_nobody_can_be_somebody_who_is_not_there(line: httpx.Client, person: str) -> None:
    assert line.get(f"/as/{person}").headers["location"] == "/"
    assert line.get(f"/as/{person}/part/side", params={"room": TEAM}).status_code == 404
    assert line.get(f"/as/{person}/live").status_code == 404
