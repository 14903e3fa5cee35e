"""`python -m tests.load.paint`: when Chromium first paints pages on a simulated slow 4G, with an empty cache.

The network is Lighthouse's "slow 4G": 150 ms of latency, 1.6 Mbit/s down and 0.75 Mbit/s up; `--slowdown 4` makes the
processor four times as slow, as Lighthouse does for a phone. The server shares the machine.
"""

import argparse
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.table import Table
from sqlmodel import Session, select

from models.database import open_database, reading
from models.match import Match, MatchState
from tests.browser.chromium import opened
from tests.browser.site import Site, serving
from tests.browser.visitors import visiting
from tests.load.pages import world

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
PAINTED = """() => new Promise(told => new PerformanceObserver(found => {
    const paint = found.getEntriesByName('first-contentful-paint')[0];
    if (paint) told(paint.startTime);
}).observe({type: 'paint', buffered: true}))"""
ANSWERED = "performance.getEntriesByType('navigation')[0].responseStart"
AIM = 1000
"""Milliseconds until something is painted."""


def paths(session: Session) -> list[tuple[str, str]]:
    """Who opens which pages: the front page, lists, a post, a match, what waits."""
    proposed = select(Match).where(Match.state == MatchState.PROPOSED).limit(1)
    match = session.exec(proposed).one()
    post = f"/requests/{match.request}"
    return [
        *(("public", path) for path in ("/", "/requests", "/countries", post, "/practices", "/library")),
        *(("focal-point", path) for path in (f"{post}/offers/{match.offer}", "/review")),
        ("agency", "/desk"),
    ]


def painted(browser: Browser, site: Site, who: str, path: str, slowdown: float, rounds: int) -> Iterator[list[float]]:
    """Milliseconds until the first byte and until the first paint, of each round."""
    with visiting(browser, site, who) as visitor:
        visitor.page.set_default_navigation_timeout(0)  # the first explanation prepares every offer
        visitor.go(path)  # what a process makes ready once is not the network's
        calls = visitor.page.context.new_cdp_session(visitor.page)
        calls.send("Network.enable")
        calls.send("Network.emulateNetworkConditions", SLOW_4G)
        calls.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        for _ in range(rounds):
            calls.send("Network.clearBrowserCache")
            visitor.go(path)
            yield _times(visitor.page)


def _times(page: Page) -> list[float]:
    return [float(page.evaluate(script)) for script in (ANSWERED, PAINTED)]


def _row(who: str, path: str, found: Sequence[list[float]]) -> list[str]:
    answered, shown = zip(*found, strict=True)
    figures = (statistics.median(answered), statistics.median(shown), max(shown))
    return [path, who, *(f"{one:.0f}" for one in figures), "" if figures[1] <= AIM else "over"]


def main() -> None:
    """Prints a table."""
    words = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    words.add_argument("--posts", type=int, default=1000)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--slowdown", type=float, default=1, help="how many times as slow the processor seems")
    words.add_argument("--database", type=Path, help="where the region is kept and found again")
    chosen = words.parse_args()
    table = Table("page", "who", "first byte, p50 ms", "first paint, p50 ms", "latest", "")
    with TemporaryDirectory() as folder, opened() as browser:
        place = Path(folder)
        region = world(chosen.database or place / "region.db", chosen.posts)
        engine = open_database(f"sqlite:///{region}")
        with reading(engine) as session:
            wanted = paths(session)
        engine.dispose()
        with serving(region, place) as site:
            for who, path in wanted:
                table.add_row(*_row(who, path, list(painted(browser, site, who, path, chosen.slowdown, chosen.rounds))))
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
