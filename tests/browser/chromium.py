"""The Chromium of this machine, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
"""A browser that talks to nobody but the pages."""


def _program() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def lacking() -> str | None:
    """What this machine lacks for a browser; None where it lacks nothing."""
    return None if _program() else "Chromium"


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(), args=list(SWITCHES))
        yield browser
        browser.close()
