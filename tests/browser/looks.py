"""The ways in which pages are looked at beside the usual one: printed, in the dark, in other languages, mirrored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.site import Site
from tests.browser.visitors import NARROW, WIDE, visiting

CHOSEN = {
    "public": ("/", "/countries/{code}", "/countries", "/requests", "/data", "/reports", "/support-matrix"),
    "agency": (
        *("/desk", "/requests/{request_id}", "/requests/new", "/exchanges/{exchange_id}", "/account"),
        *("/requests/{request_id}/offers/{offer_id}", "/requests/{request_id}/support"),
    ),
    "focal-point": ("/review", "/review/{match_id}", "/review/silence", "/review/stalled", "/demand/{view}"),
    "analyst": ("/network/{view}",),
    "administrator": ("/administration", "/administration/trail", "/administration/weights"),
}
"""Kinds of pages by who looks: the long ones, the crowded ones and those that are taken to a meeting on paper."""
SHEET = {"width": 794, "height": 1123}
"""A sheet of A4 in pixels of the screen."""
MIRRORED = "() => document.documentElement.dir = 'rtl'"


@dataclass(frozen=True)
class Look:
    """A way to look at pages; `mirrored` as a language from right to left would have them."""

    name: str
    language: str = "en"
    dark: bool = False
    printed: bool = False
    mirrored: bool = False

    @property
    def sizes(self) -> list[dict[str, int]]:
        """The sizes in which pages are looked at."""
        return [SHEET] if self.printed else [WIDE, NARROW]

    def put_on(self, page: Page) -> None:
        """Shows the open page this way."""
        if self.printed:
            page.emulate_media(media="print", color_scheme="light")
        if self.mirrored:
            page.evaluate(MIRRORED)


LOOKS = (
    Look("print", printed=True),
    Look("dark", dark=True),
    Look("spanish", language="es"),
    Look("portuguese", language="pt"),
    Look("french", language="fr"),
    Look("mirrored", mirrored=True),
)


def look(browser: Browser, site: Site, found: Mapping[str, Mapping[str, str]], folder: Path) -> Iterator[Path]:
    """Takes the chosen pages in every way; `found` has the addresses by person and kind. Answers each picture."""
    for one in LOOKS:
        for who in found.keys() & CHOSEN.keys():
            with visiting(browser, site, who, language=one.language, dark=one.dark) as visitor:
                for kind in CHOSEN[who]:
                    if kind in found[who]:
                        visitor.go(in_language(found[who][kind], one.language))
                        one.put_on(visitor.page)
                        yield from pictures(visitor.page, folder / one.name, f"{who}-{name_of(kind)}", one.sizes)


def in_language(address: str, language: str) -> str:
    """The address of a page in a language."""
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


def name_of(kind: str) -> str:
    """What the picture of a kind of page is called."""
    return kind.strip("/").replace("/", "-").translate(str.maketrans("", "", "{}")) or "front"


def pictures(page: Page, folder: Path, name: str, sizes: list[dict[str, int]]) -> Iterator[Path]:
    """Writes what the page looks like in some sizes."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in sizes:
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        path = folder / f"{name}-{size['width']}.png"
        page.screenshot(path=path, full_page=True)
        yield path
