"""The page over HTTP: what it shows, and what its forms do. tests/browser/ looks at it in a real browser."""

import httpx
import pytest

from playground.server import Playground
from tests.playground.town import SEED
from tests.playground.visitor import TEAM, Visitor


@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("click", {"channel": TEAM, "ts": "1.000001", "block_id": "row", "action_id": "done"}),
        ("click", {"view_id": "VNONE", "block_id": "row", "action_id": "done"}),
        ("submit", {"view_id": "VNONE"}),
        ("close", {"view_id": "VNONE"}),
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
