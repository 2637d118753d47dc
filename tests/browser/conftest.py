"""A real browser, and the real demo to play in it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.core.prompts import Locale
from bot.demo.show import Show, on_stage
from tests.browser import install

PICTURES = Path("build/screenshots")
SEED = 1
PATIENCE_MS = 60_000
"""A busy machine may take its time: what does not happen at all is what fails."""
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = install.find()
    if path is None:
        pytest.fail(install.MISSING)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stage() -> Iterator[Callable[[Locale], Show]]:
    """The demo in that language, one for all tests: it takes seconds to set up. Each test plays somebody else in it."""
    with ExitStack() as shows:
        yield cache(lambda lang: unhurried(shows.enter_context(on_stage(0, lang, SEED, lambda line: None))))


def unhurried(show: Show) -> Show:
    """Neither an ack nor a window comes too late."""
    show.playground.control.do("delivery", ack_seconds=PATIENCE_MS / 1000, trigger_seconds=PATIENCE_MS / 1000)
    return show


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens an address as a new visitor. Whatever the page reports as an error fails the test."""
    faults: list[str] = []
    with ExitStack() as visits:

        def visited(url: str, width: int = 1280, height: int = 800) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
            visits.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.on("pageerror", lambda fault: faults.append(str(fault)))
            page.on("console", lambda line: faults.append(line.text) if line.type in ("error", "warning") else None)
            page.goto(url)
            return page

        yield visited
    assert not faults


def has_open_question(show: Show, name: str, action_id: str) -> bool:
    """Whether that person can still use that control. The sample colleagues are quick: some have answered already."""
    return action_id in str(show.playground.control.messages(user=name, channel="Zetje")[-1].get("blocks"))


def keep_picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
