"""What each person comes for, from signing in to the result: with scripts and without, in both sizes, two languages."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from locales import translate
from tests.browser.site import Site
from tests.browser.visitors import Visitor, visiting

TITLE = "Agua potable para treinta comunidades rurales"
TEXT = (
    "Treinta comunidades rurales quieren cuidar ellas mismas su agua potable: comités, tarifas y mantenimiento. "
    "Buscamos en 2027 un plan de formación y cuatro visitas a quienes ya lo hacen."
)


@dataclass(frozen=True)
class Way:
    """How somebody goes through the pages."""

    language: str
    scripts: bool
    narrow: bool


WAYS = (Way("en", scripts=True, narrow=False), Way("es", scripts=False, narrow=True))


@dataclass(frozen=True)
class Hand:
    """Does on a page what people do, by the words that they read there."""

    visitor: Visitor
    say: Callable[[str], str]
    scripts: bool

    @property
    def page(self) -> Page:
        """The page before him."""
        return self.visitor.page

    def press(self, name: str) -> None:
        """Presses the first button of a name."""
        self.page.locator("main").get_by_role("button", name=self.say(name), exact=True).first.click()
        self.page.wait_for_load_state()

    def follow(self, name: str) -> None:
        """Follows the first link of a name."""
        self.page.get_by_role("link", name=self.say(name), exact=True).first.click()
        self.page.wait_for_load_state()

    def unfold(self, name: str) -> None:
        """Opens what is folded under some words."""
        self.page.locator("summary", has_text=self.say(name)).first.click()

    def reads(self, words: str) -> None:
        """Fails where the page does not say so."""
        expect(self.page.locator("main")).to_contain_text(self.say(words))


@pytest.fixture(params=WAYS, ids=lambda way: f"{way.language}-{'scripts' if way.scripts else 'plain'}")
def way(request: pytest.FixtureRequest) -> Way:
    found: Way = request.param
    return found


@pytest.fixture
def come(browser: Browser, site: Site, way: Way) -> Iterator[Callable[[str], Hand]]:
    """Lets one of PEOPLE come in."""
    opened = []

    def enter(who: str) -> Hand:
        context = visiting(browser, site, who, scripts=way.scripts, language=way.language, narrow=way.narrow)
        opened.append(context)
        visitor = context.__enter__()
        return Hand(visitor, partial(translate, language=way.language), way.scripts)

    yield enter
    for one in opened:
        one.__exit__(None, None, None)


def test_an_agency_writes_a_request_and_answers_a_suggestion(come: Callable[[str], Hand]) -> None:
    hand = come("agency")
    hand.reads("Your desk")
    hand.follow("Write a request")
    hand.page.fill("#title", TITLE)
    hand.page.fill("#text", TEXT)
    hand.page.select_option("#language", "es")
    if not hand.scripts:
        hand.press("Check this text")
    expect(hand.page.locator("#advice")).to_be_visible()
    expect(hand.page.locator("#advice [name=add_sectors]").first).to_be_visible()
    hand.page.locator("#advice [name=add_sectors]").first.click()
    expect(hand.page.locator("#title")).to_have_value(TITLE)
    assert hand.page.locator("[name=sectors]:checked").count() == 1

    hand.press("Save and submit")

    hand.reads("Before the focal point")
    hand.reads(TITLE)
    hand.page.get_by_role("link", name=hand.say("Your desk")).first.click()
    hand.reads(TITLE)
    hand.page.locator("main section li a").first.click()
    hand.press("Accept the introduction")
    expect(hand.page.locator("[role=status]")).to_be_visible()


def test_an_agency_compares_two_providers(come: Callable[[str], Hand]) -> None:
    hand = come("agency")
    hand.page.get_by_role("link", name="Niñez que cruza sola la frontera", exact=False).last.click()
    boxes = hand.page.locator("#matches [name=offer]")
    boxes.nth(0).check()
    boxes.nth(1).check()

    hand.press("Compare the two that are ticked")

    assert "/compare" in hand.page.url
    assert hand.page.locator("main h2, main th[scope=col]").count() >= 2


def test_a_provider_accepts_an_introduction(come: Callable[[str], Hand]) -> None:
    hand = come("provider")
    hand.reads("Your desk")
    hand.page.locator("main section li a").first.click()

    hand.press("Accept the introduction")

    expect(hand.page.locator("[role=status]")).to_be_visible()
    assert not hand.page.get_by_role("button", name=hand.say("Accept the introduction"), exact=True).count()


def test_a_focal_point_declines_with_a_reason_and_takes_it_back(come: Callable[[str], Hand]) -> None:
    hand = come("focal-point")
    hand.reads("Matches to review")
    if hand.scripts:
        hand.page.keyboard.press("j")
        hand.page.keyboard.press("Enter")
        hand.page.wait_for_url("**/review/*")
    else:
        hand.page.locator("[data-open]").first.click()
    first, _, kept = hand.page.url.removeprefix(hand.visitor.site.address).partition("?")
    hand.unfold("Decline…")
    hand.page.select_option("select[name=reason]", index=1)

    hand.press("Decline")

    expect(hand.page.locator("[role=status]")).to_be_visible()
    assert first not in hand.page.url
    hand.page.locator("[role=status] button, .said button").first.click()
    hand.page.wait_for_load_state()
    hand.visitor.go(f"{first}?{kept}")
    hand.reads("Endorse")


def test_the_public_finds_a_request_and_reads_why(come: Callable[[str], Hand]) -> None:
    hand = come("public")
    hand.page.fill("main input[name=text]", "agua")
    hand.press("Search the requests")
    assert hand.page.locator("article").count() > 3
    hand.page.locator("article:has(.best)").first.get_by_role("heading").get_by_role("link").click()
    hand.page.locator("#matches .offer a").first.click()

    hand.reads("Why this match")
    hand.reads("The score in its parts")
    assert hand.page.locator("main mark").count() > 1


def test_an_analyst_looks_at_the_flows_of_a_region_and_takes_the_data_along(come: Callable[[str], Hand]) -> None:
    hand = come("analyst")
    hand.follow("Flows")
    hand.page.select_option("#region", "caribbean")
    hand.press("Search")

    assert hand.page.locator("figure.chart svg").count() == 2
    assert 0 < hand.page.locator("main tbody tr").count() <= 25
    hand.follow("Open data")
    with hand.page.expect_download() as started:
        hand.page.locator("a[href*='/exports/exchanges.csv']").click()

    found: Download = started.value
    with open(found.path(), encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        assert len(list(csv.DictReader(file))) > 50


def test_an_administrator_invites_somebody(come: Callable[[str], Hand]) -> None:
    hand = come("administrator")
    hand.follow("Accounts")
    hand.unfold("Invite somebody")
    hand.page.fill("#email", "new.office@example.org")
    hand.page.fill("#name", "New office")
    hand.page.select_option("#role", "analyst")

    hand.press("Send the invitation")

    expect(hand.page.locator("[role=status]")).to_be_visible()
    hand.follow("Audit trail")
    hand.reads("new.office@example.org")


def test_going_back_and_sending_again_makes_one_request(come: Callable[[str], Hand]) -> None:
    hand = come("agency")
    hand.follow("Write a request")
    hand.page.fill("#title", TITLE)
    hand.page.fill("#text", TEXT)
    hand.press("Save the draft")

    hand.page.go_back()
    expect(hand.page.locator("#title")).to_have_value(TITLE)
    hand.press("Save the draft")

    drafts = hand.page.request.get("/api/v1/requests?own=true&state=draft").json()["items"]
    assert [one["title"] for one in drafts] == [TITLE]
