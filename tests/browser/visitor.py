"""Somebody at a browser: finds their page, opens and closes windows, keeps pictures."""

import re

from playwright.sync_api import Locator, Page, expect

from bot.content import wording
from bot.core.prompts import Locale
from tests.browser.conftest import keep_picture

SAYS = wording.load()


class Visitor:
    def __init__(self, page: Page, lang: Locale, size: str, story: str) -> None:
        self.page, self.lang, self.size, self.story = page, lang, size, story

    def says(self, key: str) -> str:
        return SAYS.catalogues[self.lang][key]

    def keep(self, name: str) -> None:
        keep_picture(self.page, f"{self.story}-{self.lang}-{self.size}-{name}")

    def enters(self, name: str) -> None:
        self.page.get_by_role("link", name=re.compile(rf"^{name}\b")).click()
        if self.size == "phone":
            self.page.get_by_role("button", name="Menu").click()
        self.page.get_by_role("navigation").get_by_role("link", name="Zetje").click()
        expect(self.page.get_by_role("heading", name=self.says("home.rhythm"))).to_have_count(1)
        expect(self.page.get_by_role("heading", name=self.says("home.today"))).to_be_in_viewport()

    def opens(self, door: str) -> None:
        self.page.get_by_role("button", name=self.says(f"door.{door}"), exact=True).first.click()
        expect(self.window).to_be_visible()

    def closes(self) -> None:
        self.page.keyboard.press("Escape")
        expect(self.window).to_have_count(0)

    @property
    def window(self) -> Locator:
        return self.page.get_by_role("dialog")

    def saves(self) -> None:
        self.window.get_by_role("button", name=self.says("modal.save")).click()

    def fits(self) -> None:
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width
