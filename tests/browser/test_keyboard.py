"""The same without a mouse, and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from bot.content import wording
from bot.demo.show import Show, on_stage
from handlers.slack.nudge_blocks import ANSWER
from tests.browser.conftest import SEED, Open, has_open_question, keep_picture, unhurried

WORDS = wording.load()
COLLEAGUES = ("Daan", "Femke", "Hanna", "Joost", "Karima", "Lotte", "Mehmet", "Otto", "Quinty", "Rachid")


@pytest.fixture
def demo() -> Iterator[Show]:
    """A demo of one's own, on its first morning: there is one question, and it is open."""
    with on_stage(0, "nl", SEED, lambda line: None) as show:
        yield unhurried(show)


def says(key: str) -> str:
    return WORDS.say("nl", key)


def tab_to(page: Page, name: str, inside: str = "body") -> None:
    """Presses Tab until focus is on what has that name, as a screen reader tells it."""
    for _ in range(90):
        page.keyboard.press("Tab")
        focused = page.locator(inside).locator(":focus")
        if focused.count() and name in focused.aria_snapshot().partition("\n")[0]:
            return
    raise AssertionError(f"Tab never comes to {name}")


def test_somebody_answers_and_changes_it_with_the_keyboard_only(demo: Show, visit: Open) -> None:
    page = visit(demo.playground.url)
    name = next(name for name in COLLEAGUES if has_open_question(demo, name.lower(), ANSWER))
    tab_to(page, name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_be_visible()
    tab_to(page, 'link "Zetje')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Zetje", level=1)).to_be_visible()
    tab_to(page, 'link "Berichten')
    page.keyboard.press("Enter")
    _answers(page)
    _changes(page)


def _answers(page: Page) -> None:
    message = page.get_by_role("log").get_by_role("article").last
    button = message.locator(".actions").get_by_role("button").first.inner_text()
    tab_to(page, f'button "{button}"', inside="article >> nth=-1")
    keep_picture(page, "keyboard-button")
    page.keyboard.press("Enter")
    if button == says("nudge.write"):
        expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
        page.keyboard.type("Rustig uitgelegd.")
        tab_to(page, says("modal.save"))
        page.keyboard.press("Enter")
    expect(message).to_contain_text(says("nudge.received"))
    expect(message.get_by_role("button", name=says("nudge.change"))).to_be_focused()


def _changes(page: Page) -> None:
    page.keyboard.press("Enter")
    field = page.get_by_role("dialog").locator("input:checked, textarea")
    expect(field).to_be_focused()
    if field.get_attribute("type") == "radio":
        page.keyboard.press("ArrowDown")
        chosen = page.get_by_role("dialog").locator("input:checked").get_attribute("value")
    else:
        page.keyboard.type(" En nagevraagd.")
        chosen = None
    tab_to(page, says("modal.save"))
    keep_picture(page, "keyboard-window")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name=says("nudge.change")).last).to_be_focused()
    page.keyboard.press("Enter")
    if chosen:
        expect(page.get_by_role("dialog").locator("input:checked")).to_have_value(chosen)
    else:
        expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value("Rustig uitgelegd. En nagevraagd.")


def test_the_page_fits_a_phone(demo: Show, visit: Open) -> None:
    page = visit(demo.playground.url, width=390, height=844)
    page.get_by_role("link", name="Chadia").click()
    hints = page.get_by_role("complementary", name="Probeer dit")
    expect(hints).to_be_hidden()  # it would cover half of the screen
    keep_picture(page, "phone")
    page.get_by_role("button", name="Probeer dit").click()
    keep_picture(page, "phone-hints")
    hints.get_by_role("button", name="Sluit").click()
    page.get_by_role("button", name="Menu").click()
    keep_picture(page, "phone-menu")
    page.get_by_role("navigation").get_by_role("link", name="Zetje").click()
    expect(hints).to_be_hidden()
    keep_picture(page, "phone-home")
    page.get_by_role("link", name="Berichten", exact=True).click()
    keep_picture(page, "phone-question")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for control in page.get_by_role("log").get_by_role("button").all():
        box = control.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390
