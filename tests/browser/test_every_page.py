"""Every page that somebody finds: open to all, light, at home on a phone and in the dark, and without complaints."""

import pytest
from playwright.sync_api import Browser

from tests.browser.crawling import walk
from tests.browser.looking import barriers, too_heavy, too_wide
from tests.browser.site import PEOPLE, Site
from tests.browser.visitors import visiting
from tests.spreading import taken


@pytest.mark.long
@pytest.mark.parametrize("look", ["wide-light", "narrow-dark"])
@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_that_somebody_finds_is_sound(browser: Browser, site: Site, who: str, look: str) -> None:
    wrong: list[str] = []
    with visiting(browser, site, who, narrow="narrow" in look, dark="dark" in look) as visitor:
        for kind, _ in walk(visitor, site.app):
            if taken(who, kind):
                wrong += barriers(visitor.page) + too_heavy(visitor.page) + too_wide(visitor.page)
        wrong += visitor.noted
    assert wrong == []
