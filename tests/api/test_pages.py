"""The public pages: in four languages, safe, and whole without scripts."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.database import reading
from models.match import Match
from tests.api.conftest import EVIL

REQUEST = "req-slv-residuos-solidos"
TITLES = {"en": "Requests", "es": "Solicitudes", "pt": "Solicitações", "fr": "Demandes"}


OWN_SCRIPT = re.compile(r'<script src="/static/[\w.-]+\.js\?\w+" defer></script>')


def markup(html: str) -> str:
    """A page without the scripts of the service itself, which are files of their own."""
    return OWN_SCRIPT.sub("", html)


def best_pair(engine: Engine) -> str:
    with reading(engine) as session:
        match = session.exec(select(Match).where(Match.request == REQUEST, Match.rank == 1)).one()
    return f"/requests/{match.request}/offers/{match.offer}"


def navigation(html: str) -> str:
    return html.split("<nav")[1].split("</nav>", maxsplit=1)[0]


def titles(html: str) -> list[str]:
    return re.findall(r'<h2><a href="/requests/([^?"]+)', html)


@pytest.mark.parametrize("language", TITLES)
def test_the_list_of_requests_speaks_four_languages(client: TestClient, language: str) -> None:
    answer = client.get("/requests", params={"lang": language})

    assert answer.headers["content-language"] == language
    assert f'<html lang="{language}" dir="ltr">' in answer.text
    assert f"<title>{TITLES[language]} · Sursur</title>" in answer.text
    assert set(re.findall(r'<a href="[^"]*lang=(\w\w)" lang="\1"', navigation(answer.text))) == set(TITLES)
    assert len(titles(answer.text)) == 20


@pytest.mark.parametrize("language", TITLES)
def test_the_front_page_says_what_there_is_and_where_to_begin(client: TestClient, language: str) -> None:
    answer = client.get("/", params={"lang": language})

    assert f'<html lang="{language}" dir="ltr">' in answer.text
    figures = answer.text.split('<ul class="figures">')[1].split("</ul>")[0]
    listed = client.get("/api/v1/requests", params={"limit": 200}).json()["items"]
    assert re.findall(r"<strong>(\d+)</strong>", figures)[0] == str(len(listed))
    for begin in ("/requests/new", "/offers/new", "/review", "/data"):
        assert f'href="{begin}?lang={language}"' in answer.text
    assert client.get(f"/feed.atom?lang={language}").status_code == 200
    assert f'type="application/atom+xml" href="/feed.atom?lang={language}"' in answer.text


def test_words_are_looked_for_from_the_front_page_in_requests_or_offers(client: TestClient) -> None:
    html = client.get("/?lang=fr").text
    search = next(one for one in html.split("<form")[1:] if 'name="text"' in one)

    assert 'action="/requests"' in search
    assert 'formaction="/offers"' in search
    assert 'name="lang" value="fr"' in search
    assert titles(client.get("/requests", params={"text": "COLERA", "lang": "fr"}).text) != []


def test_the_newest_requests_of_the_front_page_lead_to_them_and_to_who_could_help(client: TestClient) -> None:
    html = client.get("/").text

    newest = client.get("/api/v1/requests", params={"sort": "newest", "limit": 5}).json()["items"]
    links = re.findall(r'<h3><a href="(/requests/[^?"/]+)"', html)
    assert links == [f"/requests/{one['id']}" for one in newest]
    why = re.search(r'href="(/requests/[^/"]+/offers/[^"]+)"', html)
    assert why is not None
    assert [client.get(one).status_code for one in [*links, why[1]]] == [200] * 6


def test_the_browser_s_language_is_spoken_until_another_is_chosen(client: TestClient) -> None:
    headers = {"accept-language": "fr-HT,fr;q=0.9,en;q=0.8"}

    assert '<html lang="fr" dir="ltr">' in client.get("/", headers=headers).text
    assert '<html lang="pt" dir="ltr">' in client.get("/?lang=pt", headers=headers).text
    assert '<html lang="en" dir="ltr">' in client.get("/?lang=xx").text


def test_the_language_links_stay_on_the_page(client: TestClient) -> None:
    html = client.get("/requests", params={"sector": "health", "lang": "es"}).text
    found = re.search(r'<a href="([^"]+)" lang="fr"', navigation(html))

    assert found is not None
    link = unescape(found[1])
    assert titles(client.get(f"/requests{link}").text) == titles(html) != []
    assert '<html lang="fr" dir="ltr">' in client.get(f"/requests{link}").text


def test_a_request_shows_itself_and_who_could_help(client: TestClient) -> None:
    html = unescape(client.get(f"/requests/{REQUEST}?lang=en").text)

    assert "Diseñar un sistema nacional para recuperar los desechos sólidos" in html
    assert "Un plan por etapas para recuperar residuos sólidos" in html
    assert "El Salvador" in html
    links = re.findall(rf'href="(/requests/{REQUEST}/offers/[^"]+)"', html)
    assert 1 <= len(links) <= 6
    assert client.get(links[-1]).status_code == 200


def test_the_parts_on_the_page_of_a_pair_sum_to_its_score(client: TestClient, library: Engine) -> None:
    html = client.get(best_pair(library), params={"lang": "en"}).text

    rows = re.findall(r"<td>(-?\d\.\d{6})</td>\s*</tr>", html.split("<tfoot>")[0])
    total = re.search(r"<tfoot>.*?<td>(\d\.\d{6})</td>", html)
    assert total is not None
    assert len(rows) > 10
    assert round(sum(map(float, rows)), 6) == float(total[1])


@pytest.mark.parametrize("language", TITLES)
def test_the_page_of_a_pair_names_third_partners_and_what_speaks_for_them(client: TestClient, language: str) -> None:
    page = "/requests/req-hti-cholera/offers/off-dom-colera-frontera"
    html = unescape(client.get(page, params={"lang": language}).text)

    assert ("Third partners for triangular cooperation" in html) == (language == "en")
    partners = html.split('<ul class="matches">')[1].split("</ul>")[0]
    assert re.findall(r"(?:mec|exc)-[a-z-]+", partners)


def test_the_page_of_a_pair_shows_its_place_and_that_by_score(client: TestClient, library: Engine) -> None:
    with reading(library) as session:
        moved = session.exec(select(Match).where(Match.rank != Match.rank_by_score, Match.state == "proposed")).first()
    assert moved is not None

    html = client.get(f"/requests/{moved.request}/offers/{moved.offer}?lang=en").text

    assert f"Suggested at place {moved.rank}; by score alone it would have place {moved.rank_by_score}." in html
    assert "take turns" in html


def test_where_no_third_partner_is_known_the_page_says_so(client: TestClient) -> None:
    listed = client.get("/api/v1/offers", params={"limit": 200}).json()["items"]
    offer = next(one["id"] for one in listed if one["country"] is None)

    assert "No third partner is known" in client.get(f"/requests/{REQUEST}/offers/{offer}?lang=en").text


@pytest.mark.parametrize("language", TITLES)
def test_what_is_not_there_has_a_page_in_the_reader_s_language(client: TestClient, language: str) -> None:
    answer = client.get("/requests/req-none", params={"lang": language})

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert f'<html lang="{language}" dir="ltr">' in answer.text
    assert ("may be mistyped" in answer.text) == (language == "en")


def test_markup_in_a_post_stays_text(client: TestClient) -> None:
    for path in (
        "/requests/a-evil",
        "/requests/a-evil/offers/a-evil",
        "/requests?text=onerror",
        "/offers?text=onerror",
    ):
        html = markup(client.get(path).text)
        assert "<script" not in html
        assert "<img" not in html
        assert EVIL in unescape(html)


def test_markup_in_an_address_stays_text(client: TestClient) -> None:
    for path in (
        "/requests/<script>alert(1)</script>",
        '/?x="><script>alert(1)</script>',
        "/requests?after=%22%3E%3Cscript%3E",
        "/requests?text=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/requests?organization=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    ):
        answer = client.get(path)
        assert "<script" not in markup(answer.text) or answer.headers["content-type"] == "application/problem+json"


def test_pages_need_no_other_host_and_hold_no_inline_code(client: TestClient, library: Engine) -> None:
    pages = (
        "/?lang=es",
        "/requests",
        "/countries",
        "/data",
        f"/requests/{REQUEST}",
        best_pair(library),
        "/requests/req-none",
    )
    for path in pages:
        html = client.get(path).text
        assert re.findall(r"(?i)<script|<style|\sstyle=|\son\w+=\"|javascript:", markup(html)) == []
        assert set(re.findall(r"https?://([^/\"']+)", html)) <= {"testserver"}
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
        assert [client.get(sheet).status_code for sheet in sheets] == [200]


def test_a_forged_host_does_not_come_back_in_the_page(client: TestClient) -> None:
    assert "evil.example" not in client.get("/", headers={"host": "evil.example"}).text


def test_an_empty_service_says_so(empty: TestClient) -> None:
    answer = empty.get("/?lang=en")

    assert answer.status_code == 200
    assert "There is no open request yet" in answer.text
    assert 'href="/requests/new?lang=en"' in answer.text
    assert titles(empty.get("/requests").text) == []
