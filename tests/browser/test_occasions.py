"""Pages that fill only by what people do, and those that say what went wrong, are as sound as all others."""

import pytest
from playwright.sync_api import Browser

from tests.browser.crawling import walk
from tests.browser.looking import barriers, too_heavy, too_wide
from tests.browser.occasions import occur
from tests.browser.site import Site
from tests.browser.troubles import TROUBLES
from tests.browser.visitors import Visitor, visiting
from tests.spreading import taken


@pytest.mark.long
def test_pages_that_fill_are_sound(browser: Browser, site: Site) -> None:
    wrong: list[str] = []
    for who, addresses in occur(site).items():
        with visiting(browser, site, who, narrow=True, dark=True) as visitor:
            for address in addresses:
                assert visitor.go(address) == 200, (who, address)
                wrong += barriers(visitor.page) + too_heavy(visitor.page) + too_wide(visitor.page)
            wrong += visitor.noted
    assert wrong == []


@pytest.mark.long
def test_what_goes_wrong_is_told_on_sound_pages(browser: Browser, site: Site) -> None:
    wrong: list[str] = []
    met = [one for one in TROUBLES if taken(one.who, one.name)]
    for who in dict.fromkeys(one.who for one in met):
        theirs = [one for one in met if one.who == who]
        with visiting(browser, site, who) as visitor:
            found = _found(visitor, site, {one.kind for one in theirs})
        for one in theirs:
            with visiting(browser, site, who, narrow=True) as visitor:
                one.meet(visitor, found)
                wrong += barriers(visitor.page) + too_wide(visitor.page)
    assert wrong == []


def _found(visitor: Visitor, site: Site, kinds: set[str]) -> dict[str, str]:
    """Addresses of some kinds of pages, as far as the walk must go for them."""
    wanted, found = {one for one in kinds if "{" in one}, dict[str, str]()
    for kind, address in walk(visitor, site.app) if wanted else ():
        found[kind] = address
        if wanted <= found.keys():
            break
    return found
