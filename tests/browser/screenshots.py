"""`python -m tests.browser.screenshots [FOLDER [WHO ...]]`: a picture of every page that each person finds, wide and
narrow; beside them folders with the chosen pages printed, in the dark, in other languages and mirrored, with what
people meet when something goes wrong, with what fills only by what people do, and with a service on its first day."""

import sys
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.beginnings import look_around
from tests.browser.crawling import walk
from tests.browser.looks import look, name_of, pictures
from tests.browser.occasions import look_on
from tests.browser.site import PEOPLE, Site, build, serving
from tests.browser.troubles import meet
from tests.browser.visitors import NARROW, WIDE, visiting

USUAL = Path("var/screenshots")


def take(folder: Path, people: list[str]) -> Iterator[Path]:
    """Writes the pictures and answers each."""
    with TemporaryDirectory() as place, chromium.opened() as browser:
        region = Path(place) / "region.db"
        build(region)
        with serving(region, Path(place)) as site:
            found: dict[str, Mapping[str, str]] = {}
            for who in people:
                found[who] = yield from _walked(browser, site, who, folder)
            yield from look(browser, site, found, folder)
            yield from look_on(browser, site, folder / "occasions")
            yield from meet(browser, site, found, folder / "troubles")
        yield from look_around(browser, folder / "beginnings")


def _walked(browser: Browser, site: Site, who: str, folder: Path) -> Generator[Path, None, Mapping[str, str]]:
    """Takes every page that somebody finds; returns their addresses by kind."""
    found: dict[str, str] = {}
    with visiting(browser, site, who) as visitor:
        for number, (kind, address) in enumerate(walk(visitor, site.app)):
            found[kind] = address
            yield from pictures(visitor.page, folder, f"{who}-{number:02}-{name_of(kind)}", [WIDE, NARROW])
    return found


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    taken = sum(1 for _ in take(folder, sys.argv[2:] or list(PEOPLE)))
    print(f"{taken} pictures in {folder}")
