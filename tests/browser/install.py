"""`python -m tests.browser.install`: makes sure there is a Chromium for the browser tests. Quiet when there is one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "The browser tests need Chromium. Install it, or put it on PATH as `chromium`, and run `make browser` again."


def find() -> str | None:
    """Where Chromium is: the machine's own, or Playwright's."""
    on_path = next((found for name in NAMES if (found := shutil.which(name))), None)
    return on_path or _playwrights_own()


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> bool:
    """Through the system's packages where we may, since those bring the libraries and emoji along."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        packages = ("chromium", "fonts-noto-color-emoji")
        return _ran("apt-get", "update") and _ran("apt-get", "install", "-y", *packages)
    return _ran(sys.executable, "-m", "playwright", "install", "chromium")


def _ran(*command: str) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0


def main() -> int:
    if find():
        return 0
    print("Installing Chromium for the browser tests (once)...")
    if install() and find():
        return 0
    print(MISSING, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
