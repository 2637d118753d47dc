"""The daily loop as a person plays it in a browser: `make demo`, from choosing who you are to the weekly post."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.content import wording
from bot.core.prompts import Locale
from bot.demo.show import Show
from handlers.slack.nudge_blocks import ANSWER
from playground.page.words import WORDS
from tests.browser.conftest import Open, has_open_question, keep_picture

JUMPS = {
    "nl": {"day": "Volgende werkdag", "week": "Naar het eind van de week"},
    "en": {"day": "Next working day", "week": "To the end of the week"},
}
DESK = ("Anna", "Bram", "Chadia", "Elif", "Gijs", "Ilse")
"""Who works at the front desk; Anna, when her question of today is still open."""
DONE = f"{ANSWER}done"


class Person:
    """Somebody at the page. `says` gives the bot's own words, so that a better wording breaks nothing here."""

    def __init__(self, page: Page, lang: Locale) -> None:
        self.page, self.lang, self.words = page, lang, wording.load()

    def says(self, key: str) -> str:
        return self.words.say(self.lang, key)

    def keep(self, name: str) -> None:
        keep_picture(self.page, f"{self.lang}-{name}")

    def becomes(self, name: str) -> None:
        self.page.get_by_role("link", name=re.compile(rf"^{name}\b")).click()

    def goes_to(self, room: str) -> None:
        self.page.get_by_role("navigation").get_by_role("link", name=room).click()

    def reads_messages(self) -> None:
        """From the bot's own page to the conversation with it."""
        self.page.get_by_role("link", name=WORDS[self.lang]["messages"], exact=True).click()

    def taps(self, key: str) -> None:
        self.page.get_by_role("button", name=self.says(key), exact=True).last.click()

    def types(self, words: str) -> None:
        self.page.get_by_role("textbox").fill(words)
        self.page.keyboard.press("Enter")

    def jumps(self, where: str) -> None:
        self.page.get_by_role("button", name=JUMPS[self.lang][where]).click()
        expect(self.page.locator(".moving")).to_be_visible()
        self.keep(f"clock-{where}")
        expect(self.page.locator(".moving")).to_have_count(0, timeout=300_000)

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def newest(self) -> Locator:
        return self.log.get_by_role("article").last

    @property
    def window(self) -> Locator:
        return self.page.get_by_role("dialog")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_daily_loop_from_the_first_question_to_the_weekly_post(
    lang: Locale, stage: Callable[[Locale], Show], visit: Open
) -> None:
    show = stage(lang)
    anna = Person(visit(show.playground.url), lang)
    anna.keep("choose")
    anna.becomes(next(name for name in DESK if has_open_question(show, name.lower(), DONE)))
    anna.goes_to("Zetje")
    anna.reads_messages()
    _answers_with_one_tap(anna)
    _changes_it_in_the_window(anna)
    _asks_for_help(anna)
    anna.jumps("day")
    _types_an_answer(anna)
    anna.jumps("week")
    _reads_the_weekly_post(anna)
    _asks_for_the_quarter(anna)


def _answers_with_one_tap(anna: Person) -> None:
    anna.keep("question")
    expect(anna.newest).not_to_contain_text(anna.says("nudge.received"))
    anna.taps("answer.done")
    expect(anna.newest).to_contain_text(anna.says("nudge.received"))
    expect(anna.newest).not_to_contain_text(anna.says("answer.done"))
    anna.keep("received")


def _changes_it_in_the_window(anna: Person) -> None:
    anna.taps("nudge.change")
    expect(anna.window.get_by_label(anna.says("answer.done"), exact=True)).to_be_checked()
    anna.keep("window")
    anna.window.get_by_label(anna.says("answer.not_today"), exact=True).check()
    anna.window.get_by_role("button", name=anna.says("modal.save")).click()
    expect(anna.window).to_have_count(0)
    expect(anna.newest).not_to_contain_text(anna.says("answer.not_today"))
    anna.taps("nudge.change")
    expect(anna.window.get_by_label(anna.says("answer.not_today"), exact=True)).to_be_checked()
    anna.page.keyboard.press("Escape")
    expect(anna.window).to_have_count(0)
    expect(anna.page.get_by_role("button", name=anna.says("nudge.change")).last).to_be_focused()


def _asks_for_help(anna: Person) -> None:
    anna.page.get_by_role("textbox").fill("/")
    expect(anna.page.get_by_role("option", name="/zetje")).to_be_visible()
    anna.keep("command-list")
    anna.types("/zetje help")
    expect(anna.newest).to_contain_text(WORDS[anna.lang]["only_you"])
    expect(anna.newest).to_contain_text("/zetje stop")
    anna.keep("help")


def _types_an_answer(anna: Person) -> None:
    """In words where the question asks for them, otherwise what one of its buttons says."""
    button = anna.newest.locator(".actions").get_by_role("button").first.inner_text()
    anna.types("I called the resident back." if button == anna.says("nudge.write") else button)
    expect(anna.newest).to_contain_text(anna.says("reply.received").partition(".")[0])
    anna.keep("typed")


def _reads_the_weekly_post(anna: Person) -> None:
    anna.goes_to("balie-en-kcc")
    picture = anna.newest.get_by_role("img")
    expect(picture).to_have_attribute("alt", re.compile(r"\w{3,}.*\w{3,}"))
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    anna.keep("week")
    _reads_it_on_a_phone(anna, picture)
    anna.page.get_by_role("link", name=WORDS[anna.lang]["switch"]).click()
    anna.becomes("Pieter")
    anna.goes_to("bodedienst")
    expect(anna.newest).to_contain_text(anna.says("report.no_label"))
    anna.keep("week-small-team")


def _reads_it_on_a_phone(anna: Person, picture: Locator) -> None:
    """The picture as wide as its room, and nothing to scroll sideways for."""
    hints = anna.page.get_by_role("complementary", name=WORDS[anna.lang]["try"])
    hints.get_by_role("button", name=WORDS[anna.lang]["close"]).click()
    anna.page.set_viewport_size({"width": 390, "height": 1000})
    box = picture.bounding_box()
    assert box is not None
    assert 300 < box["width"] <= 390 - box["x"]
    picture.scroll_into_view_if_needed()
    anna.keep("week-phone")
    anna.page.set_viewport_size({"width": 1280, "height": 800})


def _asks_for_the_quarter(anna: Person) -> None:
    """A coach, for one page of their team."""
    anna.page.get_by_role("link", name=WORDS[anna.lang]["switch"]).click()
    anna.becomes("Otto")
    anna.goes_to("Zetje")
    anna.page.get_by_role("button", name=anna.says("summary.open")).first.click()
    expect(anna.window).to_contain_text(anna.says("summary.coming"))
    anna.keep("quarter-coming")
    anna.page.keyboard.press("Escape")
    anna.reads_messages()
    expect(anna.log).to_contain_text(anna.says("summary.comment"))
    anna.keep("quarter-file")
