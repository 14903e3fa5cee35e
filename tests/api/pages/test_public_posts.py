"""Requests and offers as everybody looks through them, over the region as it is and as members see it."""

import re
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import writing
from tests import builders
from tests.api.accounts.people import AGENCY, FOCAL, browser, populate, signed_in
from tests.api.conftest import service
from tests.api.people import at
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matched import put, suggest
from tests.statements import counted

PROVIDER = "provider.bra@example.org"
LANGUAGES = ["en", "es", "pt", "fr"]


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


def shown(html: str, kind: str = "requests") -> list[str]:
    """The posts of a page, in their order."""
    return re.findall(rf'<h2><a href="/{kind}/([^?"]+)', html)


def wishes(html: str) -> dict[str, str]:
    """The links that take a filter away, by what they say."""
    part = html.split('aria-labelledby="wishes">')[1].split("</ul>", maxsplit=1)[0]
    return {unescape(text): unescape(link) for link, text in re.findall(r'<a href="([^"]+)"><span>([^<]+)<', part)}


@pytest.mark.parametrize("kind", ["requests", "offers"])
@pytest.mark.parametrize(
    "asked",
    [
        {"sector": "health"},
        {"sdg": "6", "language": "es"},
        {"modality": "study-visit"},
        {"region": "caribbean"},
        {"country": "COL", "text": "GESTION"},
        {"state": "any"},
    ],
)
def test_the_page_finds_what_the_api_finds(client: TestClient, kind: str, asked: dict[str, str]) -> None:
    page = client.get(f"/{kind}", params=asked)

    listed = client.get(f"/api/v1/{kind}", params={**asked, "sort": "newest", "limit": 20}).json()["items"]
    assert (page.status_code, shown(page.text, kind)) == (200, [one["id"] for one in listed])


def test_following_the_next_links_shows_every_request_once(client: TestClient) -> None:
    found: list[str] = []
    link = "/requests?lang=en&sort=newest"
    while link:
        html = client.get(link).text
        found += shown(html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        link = f"/requests{unescape(following[1])}" if following else ""

    listed = client.get("/api/v1/requests", params={"limit": 200}).json()["items"]
    assert len(found) == len(set(found))
    assert set(found) == {one["id"] for one in listed}


def test_the_form_keeps_its_values_and_every_filter_can_be_taken_away(client: TestClient) -> None:
    html = client.get("/requests?text=salud&sector=health&country=&sdg=3&lang=en&after=").text

    assert 'value="salud"' in html
    assert '<option value="health" selected>' in html
    assert '<option value="3" selected>' in html
    assert '<details class="folded" open>' in html
    links = wishes(html)
    assert set(links) == {
        "Words: salud",
        "Sector: Health",
        "Sustainable Development Goal: 3. Good health and well-being",
    }
    without = client.get(links["Words: salud"]).text
    assert set(wishes(without)) == set(links) - {"Words: salud"}
    assert '<html lang="en"' in without


def test_a_wrong_filter_is_named_at_its_field_and_the_others_hold(client: TestClient) -> None:
    answer = client.get("/requests?sector=helth&text=x&country=COL&lang=en")

    assert answer.status_code == 422
    assert re.search(r'id="wrong-sector">[^<]*helth', answer.text)
    assert 'id="wrong-text"' in answer.text
    assert 'value="x"' in answer.text
    listed = client.get("/api/v1/requests?country=COL&sort=newest&limit=20").json()["items"]
    assert shown(answer.text) == [one["id"] for one in listed] != []


def test_what_an_address_brings_along_besides_is_passed_over(client: TestClient) -> None:
    assert client.get("/requests?utm_source=mail").status_code == 200


def test_a_cursor_that_is_none_says_so(client: TestClient) -> None:
    assert client.get("/offers?after=nonsense").status_code == 422


def test_where_nothing_is_found_the_page_says_which_filter_to_take_away(client: TestClient) -> None:
    html = client.get("/requests?text=zzzz&sector=health&lang=en").text

    nothing = html.split("Nothing is found")[1]
    loosened = re.findall(r'<li><a href="([^"]+)">\s*([^<]+?)\s*</a></li>', nothing)
    assert [unescape(text) for _, text in loosened] == ["Words: zzzz"]
    assert shown(client.get(unescape(loosened[0][0])).text) != []
    assert 'href="/requests/new?lang=en"' in nothing


def test_the_best_suggestion_is_the_first_that_the_reader_may_see(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        for key, visibility, rank in (("off-hidden", "members", 1), ("off-shown", "public", 2)):
            offer = builders.offer(key, organization="sabesp-bra", title=f"Title of {key}", visibility=visibility)
            put(session, offer)
            suggest(session, "req-agua", key).rank = rank
        suggest(session, "req-agua", "off-agua").rank = 3

    public, member = browser(app).get("/requests").text, signed_in(app, PROVIDER).get("/requests").text
    assert ("Title of off-hidden" in public, "Title of off-shown" in public) == (False, True)
    assert ("Title of off-hidden" in member, "Title of off-shown" in member) == (True, False)
    link = re.search(r'<a href="(/requests/req-agua/offers/[^"]+)"', public)
    assert link is not None
    assert browser(app).get(link[1]).status_code == 200


def test_hidden_posts_are_not_found_by_those_who_may_not_see_them(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        for state in ("draft", "submitted", "closed", "withdrawn"):
            put(session, builders.request(f"req-{state}", organization="amexcid-mex", state=state))
        put(session, builders.request("req-members", organization="amexcid-mex", visibility="members"))

    everything = "/requests?state=any"
    assert shown(browser(app).get(everything).text) == ["req-agua"]
    assert shown(browser(app).get("/requests?state=draft").text) == []
    assert set(shown(signed_in(app, PROVIDER).get(everything).text)) == {"req-agua", "req-members"}
    own = signed_in(app, AGENCY).get("/requests?own=1&state=draft").text
    assert shown(own) == ["req-draft"]
    assert 'name="own" type="checkbox" value="1" checked' in own
    assert 'name="own"' not in browser(app).get("/requests").text


def test_expired_posts_are_shown_as_such_to_those_who_ask_for_them(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.request("req-old", organization="amexcid-mex", expires_on=NOW.date()))
    at(app, NOW.replace(day=NOW.day + 3))

    assert shown(browser(app).get("/requests?lang=en").text) == ["req-agua"]
    html = browser(app).get("/requests?lang=en&state=expired").text
    assert shown(html) == ["req-old"]
    assert "expired on November" in html


def test_who_may_post_is_led_there_and_others_are_not(app: FastAPI) -> None:
    new = {"requests": "/requests/new", "offers": "/offers/new"}

    for email, kinds in ((AGENCY, ["requests", "offers"]), (PROVIDER, ["offers"]), (FOCAL, []), (None, [*new])):
        client = signed_in(app, email) if email else browser(app)
        assert [kind for kind in new if f'href="{new[kind]}' in client.get(f"/{kind}").text] == kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_whole_in_each_language(client: TestClient, language: str) -> None:
    for path in ("/requests", "/offers", "/offers?text=zzzz"):
        answer = client.get(path, params={"lang": language})
        assert (answer.status_code, f'<html lang="{language}"' in answer.text) == (200, True)


@ON_ONE_DATABASE
def test_the_number_of_queries_does_not_grow_with_the_posts(app: FastAPI, engine: Engine) -> None:
    def asked(path: str) -> int:
        client = browser(app)
        client.get(path)
        with counted(app.state.settings.engine) as statements:
            client.get(path)
        return len(statements)

    paths = ("/", "/requests", "/offers", "/requests?organization=amexcid-mex")
    with writing(engine) as session:
        suggest(session)
    few = [asked(path) for path in paths]
    with writing(engine) as session:
        for number in range(15):
            put(session, builders.organization(f"new-{number}", "MEX"))
            put(session, builders.request(f"req-{number}", organization="amexcid-mex"))
            put(session, builders.offer(f"off-{number}", organization=f"new-{number}", country="BRA"))
            suggest(session, f"req-{number}", f"off-{number}")
    assert [asked(path) for path in paths] == few
