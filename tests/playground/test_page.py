"""The page over HTTP: what it shows, and what its forms do. tests/browser/ looks at it in a real browser."""

import re

import httpx
import pytest
from slack_sdk import WebClient

from playground import server
from playground.server import Playground
from tests.playground.kit import actions
from tests.playground.town import MANIFEST, SEED
from tests.playground.visitor import TEAM, Visitor, post


@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("click", {"channel": TEAM, "ts": "1.000001", "block_id": "row", "action_id": "done"}),
        ("click", {"view_id": "VNONE", "block_id": "row", "action_id": "done"}),
        ("submit", {"view_id": "VNONE"}),
        ("react", {"channel": TEAM, "ts": "1.000001", "name": "wave"}),
        ("say", {"room": "C_NONE", "text": "Hallo"}),
        ("say", {"room": TEAM, "text": "Hallo", "thread": "1.000001"}),
        ("options", {"view_id": "VNONE", "action_id": "pick"}),
        ("jump", {"jump": "99"}),
        ("jump", {}),
    ],
)
def test_what_is_not_there_any_more_becomes_a_notice(anna: Visitor, what: str, form: dict[str, str]) -> None:
    anna.does(what, **form)
    assert len(anna.notices) == 1
    assert anna.notices[0] in anna.part("notices").text.replace("&#39;", "'")
    anna.does("seen")
    assert anna.notices == []


def test_closing_a_window_that_is_closed_already_is_fine(anna: Visitor) -> None:
    anna.does("close", view_id="VNONE")
    assert anna.notices == []


def test_replies_stand_in_their_thread_and_are_counted_in_the_channel(town: Playground, anna: Visitor) -> None:
    first = town.control.say(user="john", channel="team-burgerzaken", text="Wie helpt?")["ts"]
    anna.does("say", room=TEAM, text="Ik help", thread=first)
    page = anna.sees()
    assert "1 reactie" in page
    assert "Ik help" not in page
    assert "Ik help" in anna.sees(thread=first)
    assert "Ik help" in anna.part("thread", thread=first).text


def test_the_side_tells_the_newest_message_of_every_conversation(town: Playground, anna: Visitor) -> None:
    newest = town.control.say(user="john", channel="algemeen", text="Nieuws")["ts"]
    assert f'data-room-link="C_OTHER" data-last="{newest}"' in anna.part("side").text


def test_the_first_page_offers_everybody_who_can_be_chosen(line: httpx.Client) -> None:
    page = line.get("/").text
    for person in SEED["users"]:
        assert (f'href="/as/{person["id"]}"' in page) is not person.get("deleted", False)


@pytest.mark.parametrize(("lang", "words"), [("nl", "Wie wil je zijn?"), ("en", "Who would you like to be?")])
def test_the_page_speaks_both_languages(line: httpx.Client, lang: str, words: str) -> None:
    page = line.get(f"/lang/{lang}", follow_redirects=True).text
    assert words in page
    assert f'<html lang="{lang}">' in page


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "Dit kanaal is gearchiveerd."), ("en", "This channel is archived.")]
)
def test_nothing_can_be_written_in_an_archived_channel(
    line: httpx.Client, anna: Visitor, lang: str, words: str
) -> None:
    assert "data-composer" in anna.sees()
    line.get(f"/lang/{lang}")
    page = anna.sees("C_OLD")
    assert words in page
    assert "data-composer" not in page
    anna.does("say", room="C_OLD", text="Hallo?")
    assert anna.notices == [words]


def test_an_archived_channel_is_not_in_the_list(anna: Visitor) -> None:
    side = anna.part("side").text
    assert "team-burgerzaken" in side
    assert "oud" not in side


@pytest.mark.parametrize("home", [{"messages_tab_read_only_enabled": True}, {"messages_tab_enabled": False}])
def test_nothing_can_be_written_to_an_app_that_takes_no_messages(home: dict[str, bool]) -> None:
    shown = {**MANIFEST["features"]["app_home"], **home}
    manifest = {**MANIFEST, "features": {**MANIFEST["features"], "app_home": shown}}
    with server.running(SEED, [manifest]) as town, httpx.Client(base_url=town.url, trust_env=False) as line:
        anna = Visitor(town, "U_ANNA", line)
        bot = next(iter(town.workspace.apps.values())).id
        page = anna.sees(town.workspace.im("U_ANNA", bot).id, tab="messages")
    assert "Je kunt deze app geen berichten sturen." in page
    assert "data-composer" not in page
    assert ("?tab=messages" in page) is home.get("messages_tab_enabled", True)


def offered(page: str) -> set[str]:
    return set(re.findall(r'<option value="(\w+)"', page))


@pytest.mark.parametrize(
    ("wanted", "there", "not_there"),
    [
        ({}, {"C_TEAM", "C_SECRET", "D_PERSON", "D_APP"}, {"C_OLD"}),
        ({"include": ["private"]}, {"C_SECRET"}, {"C_TEAM", "D_PERSON", "D_APP"}),
        ({"include": ["public"]}, {"C_TEAM", "C_OTHER"}, {"C_SECRET", "D_PERSON", "D_APP"}),
        ({"include": ["im"]}, {"D_PERSON", "D_APP"}, {"C_TEAM", "C_SECRET"}),
        ({"include": ["im"], "exclude_bot_users": True}, {"D_PERSON"}, {"D_APP"}),
        ({"exclude_bot_users": True}, {"C_TEAM", "C_SECRET", "D_PERSON"}, {"D_APP"}),
    ],
)
def test_a_choice_of_conversations_has_those_that_the_app_asks_for(
    town: Playground, bot: WebClient, anna: Visitor, wanted: dict[str, object], there: set[str], not_there: set[str]
) -> None:
    app = next(iter(town.workspace.apps.values()))
    names = {"D_PERSON": town.workspace.im("U_ANNA", "U_JOHN").id, "D_APP": town.workspace.im("U_ANNA", app.id).id}
    given = {"filter": wanted} if wanted else {}
    post(bot, actions({"type": "conversations_select", "action_id": "pick", **given}))
    found = offered(anna.sees())
    assert {names.get(name, name) for name in there} <= found
    assert not {names.get(name, name) for name in not_there} & found
