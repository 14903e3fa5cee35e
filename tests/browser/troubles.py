"""What people meet when something goes wrong: errors, links that hold no more, forms that come back, drafts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from api.app import furnish
from api.settings import Settings
from tests.browser.looks import pictures
from tests.browser.site import Site
from tests.browser.visitors import NARROW, WIDE, Visitor, visiting

SEND = """([end, fields]) => {
    const form = [...document.querySelectorAll('main form[method=post]')]
        .find(one => new URL(one.action).pathname.endsWith(end));
    for (const [name, value] of Object.entries(fields)) {
        const known = form.elements[name];
        const field = known ?? form.appendChild(Object.assign(document.createElement('input'), {type: 'hidden', name}));
        field.value = value;
    }
    form.submit();
}"""
"""Fills the first form whose address ends so and sends it past what the browser would have checked."""
ONCE = "k" * 20
LONG = "agua " * 60_000


@dataclass(frozen=True)
class Trouble:
    """Somebody opens a page and, where there are `forms`, sends them one after the other; each is (end of its address,
    fields). `kind` names a page of the walk in place of an address. `signed_out`: the session ends before."""

    name: str
    who: str
    kind: str
    forms: tuple[tuple[str, Mapping[str, str]], ...] = ()
    signed_out: bool = field(default=False, kw_only=True)

    def meet(self, visitor: Visitor, found: Mapping[str, str]) -> None:
        """Leaves the page open that says what is wrong."""
        address = found.get(self.kind, self.kind)
        visitor.go(address)
        for number, (end, fields) in enumerate(self.forms):
            if number:
                visitor.go(address)
            if self.signed_out:
                visitor.page.context.clear_cookies()
            with visitor.page.expect_navigation():
                visitor.page.evaluate(SEND, [end, dict(fields)])


MATCH, EXCHANGE = "/requests/{request_id}/offers/{offer_id}", "/exchanges/{exchange_id}"
WORDS = {"title": "Agua potable", "text": "Treinta comunidades cuidan su agua.", "language": "es"}
TROUBLES = (
    Trouble("404", "public", "/requests/nowhere"),
    Trouble("404-signed-in", "agency", "/requests/nowhere"),
    Trouble("403", "agency", "/administration"),
    Trouble("403-new", "analyst", "/requests/new"),
    Trouble("409-other-words", "agency", "/requests/new", tuple(
        ("/new", WORDS | {"title": title, "once": ONCE}) for title in ("Agua potable", "Otra cosa")
    )),
    Trouble("412-changed", "agency", "/requests/{request_id}/edit", (("/edit", {"title": "Otro", "version": "99"}),)),
    Trouble("413", "agency", "/requests/new", (("/new", WORDS | {"text": LONG}),)),
    Trouble("session-over", "agency", "/requests/new", (("/new", WORDS),), signed_out=True),
    Trouble("dead-answer", "public", "/answer/nothing"),
    Trouble("dead-invitation", "public", "/invitation/nothing"),
    Trouble("dead-reset", "public", "/password-reset/nothing"),
    Trouble("dead-unsubscribe", "public", "/unsubscribe/nothing"),
    Trouble("filters", "public", "/requests?sector=nowhere&text=agua"),
    Trouble("filters-year", "public", "/exchanges?year=soon"),
    Trouble("nothing-found", "public", "/requests?text=zzzz&country=BRA"),
    Trouble("nothing-found-view", "analyst", "/network/flows?since=1950&until=1951"),
    Trouble("filters-view", "analyst", "/network/flows?since=soon"),
    Trouble("sign-in", "public", "/sign-in", (("/sign-in", {"email": "me@example.org", "password": "wrong words"}),)),
    Trouble("sign-in-empty", "public", "/sign-in", (("/sign-in", {"email": "me", "password": ""}),)),
    Trouble("new-request", "agency", "/requests/new", (
        ("/new", {"title": "", "text": "", "then": "submit", "needed_by": "2020-01-01"}),
    )),
    Trouble("password", "agency", "/account", (("/password", {"old": "not mine", "new": "short"}),)),
    Trouble("account", "agency", "/account", (("/account", {"name": "", "time_zone": "Nowhere"}),)),
    Trouble("milestone", "agency", "/exchanges/{exchange_id}/{kind}", (("/milestones", {"due_on": "2020-13-45"}),)),
    Trouble("end", "agency", "/exchanges/{exchange_id}/end", (("/cancel", {"reason": "", "note": "Too late."}),)),
    Trouble("note", "agency", MATCH, (("/notes", {"text": ""}),)),
    Trouble("decline", "agency", MATCH, (("/decline", {"reason": "", "note": "Too far away."}),)),
    Trouble("review-none-ticked", "focal-point", "/review", (("/decide", {"verdict": "endorse"}),)),
    Trouble("review-decline", "focal-point", "/review/{match_id}", (("/decline", {"note": "Not now."}),)),
    Trouble("invite", "administrator", "/administration/accounts", (
        ("/accounts", {"email": "nobody", "name": "", "role": "agency"}),
    )),
    Trouble("institution", "administrator", "/administration/organizations", (
        ("/organizations", {"id": "Not an id", "name": "", "country": "XXX"}),
    )),
    Trouble("draft", "agency", "/requests/new", (("/new", {"title": "Agua", "text": "Agua para todos"}),)),
    Trouble("desk-with-draft", "agency", "/desk"),
)  # fmt: skip


def meet(browser: Browser, site: Site, found: Mapping[str, Mapping[str, str]], folder: Path) -> Iterator[Path]:
    """Takes what goes wrong; `found` has the addresses by person and kind. Answers each picture."""
    for one in (one for one in TROUBLES if one.who in found):
        with visiting(browser, site, one.who) as visitor:
            one.meet(visitor, found[one.who])
            yield from pictures(visitor.page, folder, f"{one.who}-{one.name}", [WIDE, NARROW])
    yield from _failing(browser, site, folder)


def _failing(browser: Browser, site: Site, folder: Path) -> Iterator[Path]:
    """A failure of our own, and a database that does not answer; nothing works afterwards."""

    def fail() -> None:
        raise RuntimeError

    site.app.add_api_route("/failing", fail)
    with visiting(browser, site) as visitor, TemporaryDirectory() as empty:
        visitor.go("/failing")
        yield from pictures(visitor.page, folder, "public-500", [WIDE, NARROW])
        furnish(site.app, Settings(database_url=f"sqlite:///{empty}/empty.db", clock=False))
        visitor.go("/requests")
        yield from pictures(visitor.page, folder, "public-503", [WIDE, NARROW])
