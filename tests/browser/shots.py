"""`python -m tests.browser.shots`: the pictures in docs/pictures, taken anew from the demo.

The same people, the same seed and the same moments each time, so that a picture changes only when the program does.
"""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from bot.content import wording
from bot.core.prompts import Locale
from bot.demo.show import Show, on_stage
from handlers.slack.commands import COMMITMENT
from handlers.slack.nudge_blocks import ANSWER
from playground.page.words import WORDS
from tests.bot.test_pictures import SOME, drawn, post
from tests.bot.test_team_page import page as on_one_page
from tests.bot.test_team_page import quarter
from tests.bot.test_year_page import ORDINARY, made
from tests.browser import install
from tests.browser.conftest import ARGUMENTS, PATIENCE_MS, SEED, has_open_question

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
LOCALES: tuple[Locale, ...] = ("nl", "en")
SIZE: ViewportSize = {"width": 1180, "height": 760}
COLOURS = 160
MOST_PIXELS = (1180, 1120)
DESK_PEOPLE = ("anna", "bram", "chadia", "elif", "gijs", "ilse")
JUMP = {"nl": "Naar het eind van de week", "en": "To the end of the week"}
LINE = {"nl": "als ik vastzit, dan vraag ik Bram vrijdag", "en": "if I am stuck, then I ask Bram Friday"}
SAYS = wording.load()


def shoot(browser: Browser, show: Show, lang: Locale) -> None:
    someone = next(name for name in DESK_PEOPLE if has_open_question(show, name, f"{ANSWER}done"))
    with browser.new_context(viewport=SIZE, reduced_motion="reduce", device_scale_factor=1) as context:
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        _enters(page, show, lang, someone.capitalize())
        _keep(page, f"home-{lang}")
        page.get_by_role("link", name=WORDS[lang]["messages"], exact=True).click()
        expect(page.get_by_role("log").get_by_role("article").last).to_be_visible()
        _keep(page, f"question-{lang}")
        page.get_by_role("textbox").fill(f"{COMMITMENT[lang]} {LINE[lang]}")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        _keep(page, f"commitment-{lang}")
        page.keyboard.press("Escape")
    with browser.new_context(viewport=SIZE, reduced_motion="reduce", device_scale_factor=1) as context:
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        _enters(page, show, lang, "Femke")
        page.get_by_role("heading", name=SAYS.say(lang, "guide.title")).scroll_into_view_if_needed()
        _keep(page, f"coach-{lang}")
        page.get_by_role("button", name=JUMP[lang]).click()
        expect(page.locator(".moving")).to_be_visible()
        expect(page.locator(".moving")).to_have_count(0, timeout=120_000)
        page.get_by_role("navigation").get_by_role("link", name="balie-en-kcc").click()
        _show_picture(page)
        _keep(page, f"week-{lang}")


def _enters(page: Page, show: Show, lang: Locale, name: str) -> None:
    page.goto(show.playground.url)
    page.get_by_role("link", name=name).first.click()
    _put_hints_away(page, lang)
    page.get_by_role("navigation").get_by_role("link", name="Zetje").click()
    expect(page.get_by_role("heading", name=SAYS.say(lang, "home.rhythm"))).to_have_count(1)


def _put_hints_away(page: Page, lang: Locale) -> None:
    hints = page.get_by_role("complementary", name=WORDS[lang]["try"])
    if hints.count():
        hints.get_by_role("button", name=WORDS[lang]["close"]).click()


def _show_picture(page: Page) -> None:
    post = page.get_by_role("log").get_by_role("article").last
    picture = post.get_by_role("img").first
    expect(picture).to_be_visible()
    picture.evaluate("image => image.decode()")
    post.evaluate("post => post.scrollIntoView({block: 'start'})")


def draw_paper(lang: Locale) -> None:
    """What no demo lives long enough for: a quarter in the weekly picture and on one A4, somebody's year."""
    shown = post(lang, high=True, highs=SOME)
    _keep_png(drawn(shown), f"picture-{lang}")
    _keep_png(on_one_page(quarter(lang), "png"), f"quarter-{lang}")
    _keep_png(made(ORDINARY[lang], lang, "png"), f"year-{lang}")


def _keep(page: Page, name: str) -> None:
    _keep_png(page.screenshot(animations="disabled", caret="hide"), name)


def _keep_png(png: bytes, name: str) -> None:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.thumbnail(MOST_PIXELS)
    small = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(FOLDER / f"{name}.png", optimize=True)


def main(say: Callable[[str], None] = print) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=install.find(), args=ARGUMENTS)
        for lang in LOCALES:
            draw_paper(lang)
            with on_stage(0, lang, SEED, say) as show:
                shoot(browser, show, lang)
        browser.close()
    for path in sorted(FOLDER.glob("*.png")):
        say(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
