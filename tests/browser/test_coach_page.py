"""The coach's side in a browser: the overview, a challenge, a message, the team's recipe; at a desk and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bot.content import pack
from bot.core.prompts import Locale
from bot.demo.show import Show
from tests.browser.conftest import Open
from tests.browser.visitor import Visitor

SIZES = {"desk": (1280, 1000, "Femke"), "phone": (390, 844, "Otto")}
"""Width and height, and who plays there: one coaches two teams, one takes part in the team he coaches."""
TEMPLATE = pack.load().challenges[0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_coach_in_ten_minutes(lang: Locale, size: str, stage: Callable[[Locale], Show], visit: Open) -> None:
    width, height, name = SIZES[size]
    visitor = Visitor(visit(stage(lang).playground.url, width, height), lang, size, "coach")
    visitor.enters(name)
    visitor.page.get_by_role("heading", name=visitor.says("guide.title")).scroll_into_view_if_needed()
    visitor.keep("home")
    visitor.fits()
    _sets_up_a_challenge(visitor)
    _writes_a_message(visitor)
    for words in ("rotate.open", "agree.make"):
        visitor.page.get_by_role("button", name=visitor.says(words), exact=True).first.click()
        expect(visitor.window).to_be_visible()
        visitor.keep(words)
        visitor.fits()
        visitor.closes()
    visitor.page.get_by_role("heading", name=visitor.says("guide.title")).scroll_into_view_if_needed()
    visitor.keep("home-after")


def test_an_administrator_sees_who_has_which_role(stage: Callable[[Locale], Show], visit: Open) -> None:
    for lang in ("nl", "en"):
        locale: Locale = "nl" if lang == "nl" else "en"
        visitor = Visitor(visit(stage(locale).playground.url, 1280, 900), locale, "desk", "admin")
        visitor.page.get_by_role("link", name="Bea").click()
        visitor.page.get_by_role("navigation").get_by_role("link", name="Zetje").click()
        expect(visitor.page.get_by_role("heading", name=visitor.says("home.admin"))).to_be_visible()
        visitor.keep("home")
        for door in ("roles", "account"):
            visitor.opens(door)
            visitor.keep(door)
            visitor.closes()


def _sets_up_a_challenge(visitor: Visitor) -> None:
    visitor.opens("challenge")
    expect(visitor.window.locator("select").first).to_be_focused()
    visitor.keep("challenge-blank")
    visitor.window.locator("select").first.select_option(label=TEMPLATE.name.said_in(visitor.lang))
    deed = visitor.window.get_by_label(visitor.says("challenge.deed"), exact=True)
    expect(deed).to_have_value(TEMPLATE.text.nl)
    visitor.keep("challenge-filled")
    _ticks_the_first_team(visitor)
    visitor.window.get_by_role("button", name=visitor.says("challenge.see")).click()
    expect(visitor.window).to_contain_text(TEMPLATE.closing.en)
    visitor.keep("challenge-preview")
    visitor.fits()
    visitor.window.get_by_role("button", name=visitor.says("challenge.plan")).last.click()
    expect(visitor.window.get_by_role("button", name=visitor.says("challenge.plan"))).to_have_count(0)
    visitor.keep("challenge-planned")
    visitor.closes()


def _writes_a_message(visitor: Visitor) -> None:
    visitor.opens("broadcast")
    words = {
        "nl": "Dinsdag vieren we de eerste maand. Neem iets lekkers mee.",
        "en": "On Tuesday we celebrate the first month.",
    }
    visitor.window.get_by_label(visitor.says("broadcast.text"), exact=True).fill(words[visitor.lang])
    visitor.keep("broadcast")
    _ticks_the_first_team(visitor)
    visitor.window.get_by_role("button", name=visitor.says("challenge.see")).click()
    expect(visitor.window).to_contain_text(visitor.says("broadcast.from"))
    visitor.keep("broadcast-preview")
    visitor.window.get_by_role("button", name=visitor.says("broadcast.plan")).click()
    expect(visitor.window.get_by_role("button", name=visitor.says("broadcast.plan"))).to_have_count(0)
    visitor.closes()


def _ticks_the_first_team(visitor: Visitor) -> None:
    """With one team it is ticked already."""
    boxes = visitor.window.get_by_role("checkbox")
    if not any(box.is_checked() for box in boxes.all()):
        boxes.first.check()
