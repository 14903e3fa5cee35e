"""What the pointer tells somebody who looks at a chart."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site import Site
from tests.browser.visitors import visiting

CHART = ".chart svg"
FADED = f"{CHART} .faded"


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """The flows between countries, as cells."""
    with visiting(browser, site) as visitor:
        visitor.go("/network/flows")
        yield visitor.page
        assert visitor.noted == []


@pytest.mark.long
def test_the_mark_under_the_pointer_says_what_it_is_and_leaves_only_its_kin_in_sight(page: Page) -> None:
    cell = _mark(page, "Brazil – El Salvador: 9")
    expect(cell.locator("title")).to_have_text("Brazil – El Salvador: 9")

    cell.hover()

    expect(page.locator(FADED).first).to_be_attached()
    faded = page.locator(FADED).evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert not [one for one in faded if "Brazil" in one or "El Salvador" in one]

    page.mouse.move(0, 0)
    expect(page.locator(FADED)).to_have_count(0)


def _mark(page: Page, label: str) -> Locator:
    return page.locator(f'{CHART} [aria-label="{label}"]').first
