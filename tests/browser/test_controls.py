"""The controls that a browser does not have by itself, windows and lists, with a small app of the test's own."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from playground import server
from playground.server import Playground
from tests.browser.conftest import Open, keep_picture
from tests.playground.apps import Json, listening
from tests.playground.kit import actions, button, modal, option, plain, question, section
from tests.playground.town import MANIFEST, SEED

CITIES = [option(name, name.lower()) for name in ("Amersfoort", "Amsterdam", "Arnhem")]


@pytest.fixture
def town() -> Iterator[Playground]:
    with server.running(SEED, [MANIFEST]) as playground:
        playground.control.delivery(ack_seconds=60, trigger_seconds=60)
        yield playground


@pytest.fixture
def bot(town: Playground) -> WebClient:
    app = next(iter(town.workspace.apps.values()))
    return WebClient(token=app.bot_token, base_url=town.api_url)


@pytest.fixture
def page(town: Playground, visit: Open) -> Page:
    return visit(f"{town.url}/as/U_ANNA/C_TEAM")


def post(bot: WebClient, *blocks: Json) -> None:
    bot.chat_postMessage(channel="C_TEAM", text="Blokken", blocks=[*blocks])


def chosen(town: Playground, got: list[Json], name: str) -> Any:
    """What the app hears was chosen, once it hears it."""

    def look() -> Any:
        found = [payload["actions"][0] for payload in got if payload.get("type") == "block_actions"]
        return found[-1].get(name) if found else None

    return town.control.wait_for(look)


def test_a_search_shows_what_fits_while_one_types(town: Playground, bot: WebClient, page: Page) -> None:
    def offer(payload: Json) -> Json | None:
        fits = [each for each in CITIES if each["text"]["text"].startswith(payload.get("value", ""))]
        return {"options": fits} if payload["type"] == "block_suggestion" else None

    post(bot, {"block_id": "row", **actions({"type": "external_select", "action_id": "city", "min_query_length": 1})})
    with listening(town, offer) as got:
        page.get_by_role("combobox").press_sequentially("Am")
        expect(page.get_by_role("option")).to_have_text(["Amersfoort", "Amsterdam"])
        keep_picture(page, "search")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert chosen(town, got, "selected_option") == CITIES[1]
    expect(page.locator(".chip")).to_contain_text("Amsterdam")


def test_several_are_chosen_from_a_list(town: Playground, bot: WebClient, page: Page) -> None:
    several = {"type": "multi_static_select", "action_id": "city", "options": CITIES, "max_selected_items": 2}
    post(bot, {"block_id": "row", **actions({**several, "placeholder": plain("Welke?")})})
    with listening(town) as got:
        page.locator("summary").filter(has_text="Welke?").press("Enter")
        page.get_by_label("Arnhem").press("Space")
        page.get_by_label("Amsterdam").press("Space")
        town.control.wait_for(lambda: len(chosen(town, got, "selected_options")) == 2 or None)
        keep_picture(page, "several")
        expect(page.get_by_label("Amersfoort")).to_be_disabled()
        page.keyboard.press("Escape")
    expect(page.locator("summary").filter(has_text="Amsterdam, Arnhem")).to_be_focused()


def test_a_date_and_time_is_meant_in_ones_own_zone(town: Playground, bot: WebClient, page: Page) -> None:
    post(bot, {"block_id": "row", **actions({"type": "datetimepicker", "action_id": "when"})})
    with listening(town) as got:
        page.locator("input[type=datetime-local]").fill("2026-12-01T08:45")
        moment = datetime.fromtimestamp(chosen(town, got, "selected_date_time"), ZoneInfo("Europe/Amsterdam"))
    assert moment.isoformat() == "2026-12-01T08:45:00+01:00"


def test_a_window_keeps_what_is_typed_when_the_app_changes_it(town: Playground, bot: WebClient, page: Page) -> None:
    field = question({"type": "plain_text_input", "action_id": "a"}, block_id="b")
    other = question({"type": "plain_text_input", "action_id": "z"}, block_id="y", label=plain("Nog een"))
    with listening(town) as got:
        page.get_by_role("textbox").fill("/zomaar nu")
        page.keyboard.press("Enter")
        trigger = town.control.wait_for(lambda: next((each for each in got if "command" in each), None))["trigger_id"]
        view = bot.views_open(trigger_id=trigger, view=modal(field, other))["view"]
        page.get_by_label("Vraag").fill("Half getypt")
        bot.views_update(view_id=view["id"], view=modal(section(), field, other))
        expect(page.get_by_role("dialog")).to_contain_text("Goedemorgen")
        expect(page.get_by_label("Vraag")).to_have_value("Half getypt")
        expect(page.get_by_label("Vraag")).to_be_focused()
        page.get_by_role("button", name="Bewaar").click()
        expect(page.get_by_label("Nog een")).to_be_focused()
        expect(page.get_by_label("Nog een")).to_have_accessible_description("Vul dit veld in.")
        keep_picture(page, "window-wrong")
        page.keyboard.press("Escape")
    expect(page.get_by_role("textbox", name="Schrijf aan")).to_be_focused()


def test_the_list_follows_what_is_new_but_stays_where_somebody_reads(
    town: Playground, bot: WebClient, page: Page
) -> None:
    first = str(bot.chat_postMessage(channel="C_TEAM", text="Het eerste")["ts"])
    for number in range(40):
        town.control.say(user="john", channel="team-burgerzaken", text=f"Bericht {number}")
    log = page.get_by_role("log")
    expect(log.get_by_text("Bericht 39", exact=True)).to_be_in_viewport()
    log.get_by_text("Bericht 20", exact=True).scroll_into_view_if_needed()
    before = _top(page, "Bericht 20")
    bot.chat_update(channel="C_TEAM", ts=first, text="Veel\nlanger\ndan\neerst")
    town.control.say(user="john", channel="team-burgerzaken", text="Bericht 40")
    expect(log.get_by_text("Bericht 40", exact=True)).to_have_count(1)
    assert _top(page, "Bericht 20") == pytest.approx(before, abs=1)  # a list scrolls by whole pixels


def _top(page: Page, words: str) -> float:
    box = page.get_by_role("log").get_by_text(words, exact=True).bounding_box()
    assert box is not None
    return box["y"]


def test_a_changed_message_leaves_the_others_alone(town: Playground, bot: WebClient, page: Page) -> None:
    ts = str(bot.chat_postMessage(channel="C_TEAM", text="Eerst")["ts"])
    field = question({"type": "plain_text_input", "action_id": "a"}, block_id="b")
    post(bot, field, actions(button()))
    page.get_by_label("Vraag").fill("Half getypt")
    bot.chat_update(channel="C_TEAM", ts=ts, text="Daarna")
    expect(page.get_by_text("Daarna")).to_be_visible()
    expect(page.get_by_label("Vraag")).to_have_value("Half getypt")
    expect(page.get_by_label("Vraag")).to_be_focused()


def test_a_reply_is_written_in_its_thread(town: Playground, bot: WebClient, page: Page) -> None:
    bot.chat_postMessage(channel="C_TEAM", text="Wie helpt?")
    page.get_by_role("link", name="Reageer").press("Enter")
    thread = page.get_by_role("complementary", name="Draad")
    thread.get_by_role("textbox").fill("Ik")
    page.keyboard.press("Enter")
    expect(thread.get_by_role("article")).to_have_count(2)
    expect(page.get_by_role("link", name="1 reactie")).to_be_visible()
    keep_picture(page, "thread")
    thread.get_by_role("link", name="Sluit").press("Enter")
    expect(thread).to_have_count(0)


def test_another_conversation_is_marked_until_it_is_read(town: Playground, page: Page) -> None:
    page.get_by_role("link", name="algemeen").click()
    page.get_by_role("link", name="team-burgerzaken").click()
    town.control.say(user="john", channel="algemeen", text="Nieuws")
    expect(page.get_by_role("link", name="algemeen ongelezen")).to_be_visible()
    page.get_by_role("link", name="algemeen").click()
    expect(page.get_by_role("link", name="algemeen", exact=True)).to_be_visible()
