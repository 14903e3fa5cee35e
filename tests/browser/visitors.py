"""People with a browser: they sign in by the form, and what goes wrong on the way is noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.browser.site import PASSWORD, PEOPLE, Site

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
PATIENCE = 120_000
"""Milliseconds; the first explanation of a service compiles what ranks."""
UNSEEN = "the server responded with a status"
"""Begins what Chromium says of every page that answers with an error, which is what these pages are for."""


@dataclass
class Visitor:
    """Somebody with a page before him; `noted` holds errors of scripts and calls to other hosts."""

    page: Page
    site: Site
    noted: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        """Opens a page of the site; answers its status."""
        answer = self.page.goto(self.site.address + path)
        assert answer is not None, path
        return answer.status

    def links(self) -> list[str]:
        """The paths of this site that the page leads to."""
        found: list[str] = self.page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        return [one.removeprefix(self.site.address) for one in found if one.startswith(f"{self.site.address}/")]

    def note(self, message: ConsoleMessage) -> None:
        """Notes what a script or the browser complains of."""
        if message.type in ("error", "warning") and UNSEEN not in message.text:
            self.noted.append(f"{self.page.url}: {message.text}")

    def note_host(self, request: Request) -> None:
        """Notes a call to another host."""
        if request.url.startswith("http") and urlsplit(request.url).netloc != urlsplit(self.site.address).netloc:
            self.noted.append(f"{self.page.url} asks {request.url}")


@contextmanager
def visiting(
    browser: Browser,
    site: Site,
    who: str = "public",
    *,
    scripts: bool = True,
    language: str = "en",
    narrow: bool = False,
    dark: bool = False,
) -> Iterator[Visitor]:
    """One of PEOPLE, signed in, with a browser of his own."""
    context = browser.new_context(
        base_url=site.address,
        viewport=NARROW if narrow else WIDE,
        locale=language,
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
    )
    context.set_default_timeout(PATIENCE)
    visitor = Visitor(context.new_page(), site)
    visitor.page.on("console", visitor.note)
    visitor.page.on("pageerror", lambda error: visitor.noted.append(f"{visitor.page.url}: {error}"))
    visitor.page.on("request", visitor.note_host)
    email = PEOPLE[who]
    if email:
        sign_in(visitor, email, language)
    else:
        visitor.go(f"/?lang={language}")
    yield visitor
    context.close()


def sign_in(visitor: Visitor, email: str, language: str) -> None:
    """Fills in the form, as people do."""
    visitor.go(f"/sign-in?lang={language}")
    visitor.page.fill("#email", email)
    visitor.page.fill("#password", PASSWORD)
    visitor.page.click("main button")
    visitor.page.wait_for_load_state()
    assert "/sign-in" not in visitor.page.url
