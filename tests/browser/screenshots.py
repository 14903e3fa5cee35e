"""`python -m tests.browser.screenshots [FOLDER]`: a picture of every page that each person finds, wide and narrow."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser import chromium
from tests.browser.crawling import walk
from tests.browser.site import PEOPLE, build, serving
from tests.browser.visitors import NARROW, WIDE, visiting

USUAL = Path("var/screenshots")


def take(folder: Path, people: list[str]) -> int:
    """Writes the pictures; answers how many."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    with TemporaryDirectory() as place, chromium.opened() as browser:
        build(Path(place) / "region.db")
        with serving(Path(place) / "region.db", Path(place)) as site:
            for who in people:
                with visiting(browser, site, who) as visitor:
                    for number, (kind, _) in enumerate(walk(visitor, site.app)):
                        name = kind.strip("/").replace("/", "-").translate(str.maketrans("", "", "{}")) or "front"
                        for size in (WIDE, NARROW):
                            visitor.page.set_viewport_size(size)
                            path = folder / f"{who}-{number:02}-{name}-{size['width']}.png"
                            visitor.page.screenshot(path=path, full_page=True)
                            taken += 1
    return taken


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    print(f"{take(folder, sys.argv[2:] or list(PEOPLE))} pictures in {folder}")
