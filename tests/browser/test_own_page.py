"""The employee's side in a browser: their own page, their rhythm, a commitment; at a desk and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bot.core.prompts import Locale
from bot.demo.show import Show
from handlers.slack.commands import COMMITMENT
from playground.page.words import WORDS
from tests.browser.conftest import Open
from tests.browser.visitor import Visitor

LINE = {"nl": "als ik vastzit, dan vraag ik Bram vrijdag", "en": "if I am stuck, then I ask Bram Friday"}
SIZES = {"desk": (1280, 900, "Daan"), "phone": (390, 844, "Hanna")}
"""Width and height, and who plays there: somebody else than in the other tests."""
DRAWN_AGAIN = """async () => {
    const { patch } = await import("/static/parts.js");
    const box = document.getElementById("messages");
    patch(box, box.innerHTML.replaceAll("<details", "<details data-again").replaceAll(' open=""', ""));
}"""
"""What comes in while somebody looks may draw a part of the page anew."""
DOORS = ("away", "ask", "thank", "recipe", "said", "data", "year", "export", "erase")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_somebody_makes_it_their_own(lang: Locale, size: str, stage: Callable[[Locale], Show], visit: Open) -> None:
    width, height, name = SIZES[size]
    visitor = Visitor(visit(stage(lang).playground.url, width, height), lang, size, "own")
    visitor.enters(name)
    visitor.keep("home")
    visitor.fits()
    _changes_the_rhythm(visitor)
    _makes_a_commitment(visitor)
    for door in DOORS:
        visitor.opens(door)
        visitor.fits()
        visitor.keep(door)
        visitor.closes()


def _changes_the_rhythm(visitor: Visitor) -> None:
    visitor.opens("rhythm")
    visitor.keep("rhythm")
    visitor.window.get_by_label(visitor.says("rhythm.morning")).fill("06:15")
    visitor.saves()
    expect(visitor.window).to_contain_text(visitor.says("steer.morning_is_quiet"))
    visitor.keep("rhythm-error")
    visitor.window.get_by_label(visitor.says("rhythm.morning")).fill("10:05")
    visitor.window.get_by_label(visitor.says("pace.3"), exact=True).check()
    visitor.saves()
    expect(visitor.window).to_have_count(0)
    expect(visitor.page.locator("#messages")).to_contain_text("10:05")
    expect(visitor.page.locator("#messages")).to_contain_text(visitor.says("pace.3"))


def _makes_a_commitment(visitor: Visitor) -> None:
    visitor.page.get_by_role("link", name=WORDS[visitor.lang]["messages"], exact=True).click()
    visitor.page.get_by_role("textbox").fill(f"{COMMITMENT[visitor.lang]} {LINE[visitor.lang]}")
    visitor.page.keyboard.press("Enter")
    expect(visitor.window).to_contain_text("vrijdag" if visitor.lang == "nl" else "Friday")
    visitor.keep("commitment")
    visitor.saves()
    expect(visitor.window).to_contain_text("Bram")
    visitor.keep("commitment-kept")
    visitor.closes()
    visitor.page.get_by_role("link", name=WORDS[visitor.lang]["home"], exact=True).click()
    expect(visitor.page.locator("#messages")).to_contain_text("Bram")
    visitor.keep("home-after")
    _sees_the_whole_menu(visitor)


def _sees_the_whole_menu(visitor: Visitor) -> None:
    visitor.page.get_by_label(WORDS[visitor.lang]["more"]).first.hover()
    visitor.page.mouse.down()
    visitor.page.evaluate(DRAWN_AGAIN)
    visitor.page.mouse.up()
    choice = visitor.page.get_by_role("button", name=visitor.says("commitment.menu.drop"))
    expect(choice).to_be_visible()
    visitor.page.evaluate(DRAWN_AGAIN)
    expect(choice).to_be_visible()
    box, size = choice.bounding_box(), visitor.page.viewport_size
    assert box
    assert size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    visitor.page.keyboard.press("Escape")
