"""Every control on the page: what is chosen or filled in reaches the app, and is still there afterwards."""

import json
import re

import pytest
from slack_sdk import WebClient

from playground.server import Playground
from tests.playground.apps import Json, heard_of, listening
from tests.playground.kit import actions, button, option, question
from tests.playground.visitor import Visitor, post, window

OPTIONS = [option(), option("Nee", "no")]
WORDS = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Rijke tekst"}]}
RICH = {"type": "rich_text", "elements": [WORDS]}

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


def test_an_option_that_no_app_can_have_offered_becomes_a_notice(bot: WebClient, anna: Visitor) -> None:
    place = post(bot, {"block_id": "row", **actions({"type": "external_select", "action_id": "pick"})})
    anna.does("click", **place, block_id="row", action_id="pick", **{"row|pick": "zomaar"})
    assert len(anna.notices) == 1
