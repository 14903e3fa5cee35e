"""What is wrong with a page that is open in a browser."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.weight import AFTER, FIRST, OF_HEADERS

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
WEIGHT = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .map(one => [one.name, one.encodedBodySize, one.transferSize])"""


def barriers(page: Page) -> list[str]:
    """What keeps people out (WCAG 2.2 AA and good practice), as axe finds it."""
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{page.url}: {one['id']}: {one['help']}: {node['html'][:160]} {node['target']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    """Where the page must be scrolled sideways."""
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{page.url}: {wide} pixels too wide at {page.viewport_size}"] if wide > 0 else []


def too_heavy(page: Page) -> list[str]:
    """Where more bytes are sent than a slow network bears."""
    parts = page.evaluate(WEIGHT)
    first = sum(body + OF_HEADERS for _, body, _ in parts)
    after = parts[0][1] + OF_HEADERS
    return [f"{page.url}: {first} bytes first, {after} after"] if first > FIRST or after > AFTER else []
