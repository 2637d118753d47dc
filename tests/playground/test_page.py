"""The page over HTTP: what it shows to whom, and what its forms do. tests/browser/ looks at it in a real browser."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from playground.server import Playground
from tests.playground.apps import Json, heard_of, listening
from tests.playground.kit import actions, button, modal, mrkdwn, option, plain, question, section
from tests.playground.town import SEED

PICTURE = {"type": "image", "image_url": "https://example.com/balie.png", "alt_text": "De balie"}
OPTIONS = [option(), option("Nee", "no")]
WORDS = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Rijke tekst"}]}
RICH = {"type": "rich_text", "elements": [WORDS]}
TEAM = "C_TEAM"


@dataclass
class Visitor:
    """Somebody with the page open."""

    town: Playground
    user: str
    line: httpx.Client

    def sees(self, room: str = TEAM, **query: str) -> str:
        page = self.line.get(f"/as/{self.user}/{room}", params=query, follow_redirects=True)
        assert page.status_code == 200
        return page.text

    def part(self, part: str, room: str = TEAM, **query: str) -> httpx.Response:
        return self.line.get(f"/as/{self.user}/part/{part}", params={"room": room, **query})

    def does(self, what: str, files: Any = None, **form: Any) -> httpx.Response:
        answer = self.line.post(f"/as/{self.user}/do/{what}", data=form, files=files)
        assert answer.status_code in (200, 204)
        return answer

    @property
    def notices(self) -> list[str]:
        found: list[str] = self.town.control.get("notices", user=self.user)
        return found


@pytest.fixture
def line(town: Playground) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=town.url, trust_env=False) as line:
        yield line


@pytest.fixture
def anna(town: Playground, line: httpx.Client) -> Visitor:
    return Visitor(town, "U_ANNA", line)


@pytest.fixture
def john(town: Playground, line: httpx.Client) -> Visitor:
    return Visitor(town, "U_JOHN", line)


def post(bot: WebClient, *blocks: Json) -> dict[str, str]:
    """Where the message is, as its controls say it."""
    message = bot.chat_postMessage(channel=TEAM, text="Blokken", blocks=list(blocks))
    return {"channel": TEAM, "ts": str(message["ts"])}


def window(town: Playground, bot: WebClient, got: list[Json], *blocks: Json, user: str = "anna") -> str:
    """The id of a window that the app has opened for somebody."""
    town.control.command(user=user, channel="team-burgerzaken", text="/zomaar")
    trigger = town.control.wait_for(lambda: next((each for each in got if "command" in each), None))["trigger_id"]
    return str(bot.views_open(trigger_id=trigger, view=modal(*blocks))["view"]["id"])


BLOCKS: list[tuple[Json, str]] = [
    (section(), "Goedemorgen"),
    (section(fields=[mrkdwn("*Links*"), plain("Rechts")]), "<strong>Links</strong>"),
    (section(accessory=PICTURE), 'alt="De balie"'),
    ({"type": "header", "text": plain("Weekbericht")}, "Weekbericht</h3>"),
    ({"type": "divider"}, "<hr"),
    ({"type": "context", "elements": [mrkdwn("_klein_"), PICTURE]}, "<em>klein</em>"),
    ({**PICTURE, "title": plain("Onze balie")}, "Onze balie</figcaption>"),
    (RICH, "Rijke tekst"),
    ({"type": "markdown", "text": "**vet**"}, "<strong>vet</strong>"),
    ({"type": "table", "rows": [[{"type": "raw_text", "text": "Cel"}]]}, "<td>Cel</td>"),
    (
        {
            "type": "video",
            "alt_text": "Uitleg",
            "title": plain("Film"),
            "thumbnail_url": "https://example.com/f.png",
            "video_url": "https://example.com/f",
        },
        'href="https://example.com/f"',
    ),
    (actions(button(url="https://example.com/weg")), 'href="https://example.com/weg"'),
    (actions(button(style="danger", accessibility_label="Stop alles")), 'aria-label="Stop alles"'),
    (question({"type": "plain_text_input", "action_id": "a"}, hint=plain("Kort graag")), "Kort graag"),
]


@pytest.mark.parametrize(("block", "shown"), BLOCKS, ids=lambda value: value["type"] if isinstance(value, dict) else "")
def test_every_block_is_shown(bot: WebClient, anna: Visitor, block: Json, shown: str) -> None:
    post(bot, block)
    assert shown in anna.sees()


CHOICES: list[tuple[Json, str | list[str], Json]] = [
    ({"type": "static_select", "options": OPTIONS}, "no", {"selected_option": option("Nee", "no")}),
    ({"type": "multi_static_select", "options": OPTIONS}, ["yes", "no"], {"selected_options": OPTIONS}),
    ({"type": "users_select"}, "U_JOHN", {"selected_user": "U_JOHN"}),
    ({"type": "multi_users_select"}, ["U_ANNA"], {"selected_users": ["U_ANNA"]}),
    ({"type": "channels_select"}, "C_OTHER", {"selected_channel": "C_OTHER"}),
    ({"type": "multi_channels_select"}, ["C_TEAM"], {"selected_channels": ["C_TEAM"]}),
    ({"type": "conversations_select"}, "C_OTHER", {"selected_conversation": "C_OTHER"}),
    ({"type": "multi_conversations_select"}, ["C_TEAM"], {"selected_conversations": ["C_TEAM"]}),
    ({"type": "external_select"}, json.dumps(option()), {"selected_option": option()}),
    ({"type": "multi_external_select"}, [json.dumps(option())], {"selected_options": [option()]}),
    ({"type": "radio_buttons", "options": OPTIONS}, "no", {"selected_option": option("Nee", "no")}),
    ({"type": "checkboxes", "options": OPTIONS}, ["no"], {"selected_options": [option("Nee", "no")]}),
    ({"type": "datepicker"}, "2026-12-01", {"selected_date": "2026-12-01"}),
    ({"type": "timepicker"}, "08:45", {"selected_time": "08:45"}),
    ({"type": "datetimepicker"}, "2026-12-01T08:45", {"selected_date_time": 1796111100}),
]
FIELDS: list[tuple[Json, str | list[str], Json]] = [
    ({"type": "plain_text_input"}, "Hallo", {"value": "Hallo"}),
    ({"type": "plain_text_input", "multiline": True}, "een\ntwee", {"value": "een\ntwee"}),
    ({"type": "email_text_input"}, "a@b.nl", {"value": "a@b.nl"}),
    ({"type": "url_text_input"}, "https://b.nl", {"value": "https://b.nl"}),
    ({"type": "number_input", "is_decimal_allowed": False}, "7", {"value": "7"}),
    ({"type": "rich_text_input"}, "Rijke tekst", {"rich_text_value": RICH}),
]
names = pytest.mark.parametrize(("element", "filled", "kept"), CHOICES, ids=[each["type"] for each, _, _ in CHOICES])
all_names = pytest.mark.parametrize(
    ("element", "filled", "kept"), CHOICES + FIELDS, ids=[each["type"] for each, _, _ in CHOICES + FIELDS]
)


@names
def test_every_choice_in_a_message_is_told_at_once(
    town: Playground, bot: WebClient, anna: Visitor, element: Json, filled: str | list[str], kept: Json
) -> None:
    row = {"block_id": "row", **actions({**element, "action_id": "pick"})}
    place = post(bot, row)
    assert 'name="shown" value="row|pick"' in anna.sees()
    with listening(town) as got:
        anna.does("click", **place, block_id="row", action_id="pick", **{"row|pick": filled})
        action = heard_of(town, got, "block_actions")["actions"][0]
    assert {name: action[name] for name in kept} == kept


@all_names
def test_every_field_of_a_window_is_submitted(
    town: Playground, bot: WebClient, anna: Visitor, element: Json, filled: str | list[str], kept: Json
) -> None:
    with listening(town) as got:
        view = window(town, bot, got, question({**element, "action_id": "a"}, block_id="b"))
        assert 'name="shown" value="b|a"' in anna.part("modal").text
        anna.does("submit", view_id=view, shown="b|a", **{"b|a": filled})
        state = heard_of(town, got, "view_submission")["view"]["state"]["values"]["b"]["a"]
    assert {name: state[name] for name in kept} == kept


@all_names
def test_what_was_filled_in_is_still_there_when_something_else_is_wrong(
    town: Playground, bot: WebClient, anna: Visitor, element: Json, filled: str | list[str], kept: Json
) -> None:
    empty = question({"type": "plain_text_input", "action_id": "z"}, block_id="y")
    with listening(town) as got:
        view = window(town, bot, got, question({**element, "action_id": "a"}, block_id="b"), empty)
        anna.does("submit", view_id=view, shown=["b|a", "y|z"], **{"b|a": filled, "y|z": ""})
    again = anna.part("modal").text
    assert "Vul dit veld in." in again
    if element["type"] == "datetimepicker":
        assert 'value="2026-12-01T08:45"' in again
    elif "select" in element["type"] or element["type"] in ("radio_buttons", "checkboxes"):
        assert re.search(r"(selected|checked)>|class=\"chip\"", again)
    else:
        assert str(filled) in again


def test_a_file_is_handed_in_with_a_window(town: Playground, bot: WebClient, anna: Visitor) -> None:
    with listening(town) as got:
        view = window(town, bot, got, question({"type": "file_input", "action_id": "a"}, block_id="b"))
        note = ("brief.txt", b"Beste", "text/plain")
        anna.does("submit", files={"b|a": note}, view_id=view, shown="b|a")
        (key,) = heard_of(town, got, "view_submission")["view"]["state"]["values"]["b"]["a"]["files"]
    assert bot.files_info(file=key)["file"]["name"] == "brief.txt"


def test_a_button_a_menu_and_the_words_next_to_them_reach_the_app(
    town: Playground, bot: WebClient, anna: Visitor
) -> None:
    menu = {"type": "overflow", "action_id": "menu", "options": OPTIONS}
    words = question({"type": "plain_text_input", "action_id": "a"}, block_id="b")
    place = post(bot, words, {"block_id": "row", **actions(button(value="7"), menu)})
    with listening(town) as got:
        anna.does("click", **place, block_id="row", action_id="done", shown="b|a", **{"b|a": "Erbij"})
        first = heard_of(town, got, "block_actions")
        got.clear()
        anna.does("click", **place, block_id="row", action_id="menu", value="no")
        second = heard_of(town, got, "block_actions")
    assert (first["actions"][0]["value"], first["state"]["values"]["b"]["a"]["value"]) == ("7", "Erbij")
    assert second["actions"][0]["selected_option"]["value"] == "no"
    assert "Erbij" in anna.sees()


def test_a_search_shows_what_the_app_offers(town: Playground, bot: WebClient, anna: Visitor) -> None:
    place = post(bot, {"block_id": "row", **actions({"type": "external_select", "action_id": "pick"})})
    with listening(town, lambda _: {"options": [option("Ja <graag>")]}) as got:
        found = anna.does("options", **place, block_id="row", action_id="pick", query="ja").text
        assert heard_of(town, got, "block_suggestion")["value"] == "ja"
    assert "Ja &lt;graag&gt;</li>" in found
    assert 'role="option"' in found


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


def test_an_option_that_no_app_can_have_offered_becomes_a_notice(bot: WebClient, anna: Visitor) -> None:
    place = post(bot, {"block_id": "row", **actions({"type": "external_select", "action_id": "pick"})})
    anna.does("click", **place, block_id="row", action_id="pick", **{"row|pick": "zomaar"})
    assert len(anna.notices) == 1


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


def test_the_first_page_offers_everybody_who_can_be_chosen(line: httpx.Client) -> None:
    page = line.get("/").text
    for person in SEED["users"]:
        assert (f'href="/as/{person["id"]}"' in page) is not person.get("deleted", False)


@pytest.mark.parametrize(("lang", "words"), [("nl", "Wie wil je zijn?"), ("en", "Who would you like to be?")])
def test_the_page_speaks_both_languages(line: httpx.Client, lang: str, words: str) -> None:
    page = line.get(f"/lang/{lang}", follow_redirects=True).text
    assert words in page
    assert f'<html lang="{lang}">' in page
