"""No page of another site makes a browser write to us by its session, whatever the browser tells of itself."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.security.forgery import is_proof, new_proof
from tests.api.accounts.people import AGENCY, PASSWORD, browser, signed_in
from tests.api.routes_of import routes_of

FORM = {"title": "Agua potable rural", "text": "Necesitamos medir la calidad del agua en quince municipios rurales."}
HERE, NEW = "https://sursur.test", "/requests/new"


def old_browser(app: FastAPI) -> TestClient:
    """A browser of somebody who has signed in, that says nothing of where a form comes from."""
    client = signed_in(app, AGENCY)
    del client.headers["sec-fetch-site"]
    return client


def made(client: TestClient) -> int:
    """How many requests its owner has in hand."""
    return len(client.get("/api/v1/requests", params={"own": "true", "state": "draft"}).json()["items"])


def proofs(page: str) -> list[str]:
    return re.findall(r'name="proof" value="([^"]+)"', page)


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": HERE}, False),
        ({"origin": HERE}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "https://sursur.test.evil.example"}, False),
        ({"origin": "https://sursur.test:444"}, False),
        ({"origin": "null"}, False),
        ({}, False),
    ],
)
def test_a_form_counts_from_our_own_pages_alone(app: FastAPI, headers: dict[str, str], taken: bool) -> None:
    client = old_browser(app)

    client.post(NEW, data=FORM, headers=headers, follow_redirects=False)

    assert made(client) == int(taken)


def test_a_browser_that_tells_nothing_sends_the_proof_of_its_own_page(app: FastAPI) -> None:
    client = old_browser(app)
    proof = proofs(client.get(NEW).text)[0]

    assert client.post(NEW, data=FORM | {"proof": proof}).status_code == 200
    assert made(client) == 1


def test_a_proof_of_somebody_else_or_an_altered_one_counts_for_nothing(app: FastAPI) -> None:
    client, other = old_browser(app), old_browser(app)
    proof = proofs(client.get(NEW).text)[0]
    for wrong in (proofs(other.get(NEW).text)[0], proof[:-1], f"x{proof}", "", ".", "é.é"):
        client.post(NEW, data=FORM | {"proof": wrong}, follow_redirects=False)

    assert made(client) == 0


def test_a_proof_is_another_one_on_each_page_and_ends_with_its_session() -> None:
    first, second = new_proof("secret"), new_proof("secret")

    assert first != second
    assert is_proof("secret", first)
    assert is_proof("secret", second)
    assert not is_proof("another session", first)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_program_s_route_is_called_by_no_form(app: FastAPI, kind: str) -> None:
    """What a form of any site can send with a cookie, in a browser that tells nothing."""
    client = old_browser(app)
    body = '{"title": "x", "text": "Necesitamos medir la calidad del agua."}'

    answer = client.post("/api/v1/requests", content=body, headers={"content-type": kind})

    assert answer.status_code in (400, 401, 422)
    assert made(client) == 0


def test_every_form_of_a_page_brings_the_proof_where_somebody_is_signed_in(app: FastAPI) -> None:
    client = signed_in(app, AGENCY)
    for path in ("/desk", NEW, "/account", "/requests/req-agua"):
        page = client.get(path).text
        forms = len(re.findall(r'<form\b[^>]*method="post"', page))
        assert len(proofs(page)) == forms > 0, path
    assert proofs(browser(app).get("/sign-in").text) == []


def test_another_site_cannot_sign_somebody_in(app: FastAPI) -> None:
    """Else he would write into the account of whoever owns that site."""
    for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
        answer = browser(app).post("/sign-in", data={"email": AGENCY, "password": PASSWORD}, headers=headers)
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_reading_changes_nothing_so_that_links_of_other_sites_work(app: FastAPI) -> None:
    client = signed_in(app, AGENCY)

    assert client.get("/desk", headers={"sec-fetch-site": "cross-site"}).status_code == 200


@pytest.mark.long
def test_a_link_in_a_mail_read_in_the_browser_opens_every_page(app: FastAPI) -> None:
    """A webmail's page is another site: what it leads to is shown like anything else that is read."""
    client = browser(app)
    pages = {re.sub(r"\{[^}]+\}", "x", path) for method, path in routes_of(app) if method == "GET"}
    here = {"sec-fetch-site": "same-origin"}
    refused = [
        page
        for page in sorted(page for page in pages if not page.startswith("/api/"))
        if client.get(page, headers={"sec-fetch-site": "cross-site"}, follow_redirects=False).status_code == 403
        and client.get(page, headers=here, follow_redirects=False).status_code != 403
    ]
    assert refused == []


def test_a_new_sign_in_ends_the_session_before_it(app: FastAPI) -> None:
    """A secret that somebody else put into the browser, or saw there, is worth nothing afterwards."""
    twice = signed_in(app, AGENCY)
    before = twice.cookies["sursur_session"]

    twice.post("/api/v1/sign-in", json={"email": AGENCY, "password": PASSWORD})

    assert twice.cookies["sursur_session"] != before
    stale = browser(app)
    stale.cookies.set("sursur_session", before)
    assert stale.get("/api/v1/account").status_code == 401
    assert twice.get("/api/v1/account").status_code == 200


def test_a_secret_that_the_browser_brings_is_not_taken_over(app: FastAPI) -> None:
    client = browser(app)
    client.cookies.set("sursur_session", "chosen-by-somebody-else")

    client.post("/api/v1/sign-in", json={"email": AGENCY, "password": PASSWORD})

    assert "chosen-by-somebody-else" not in [one.value for one in client.cookies.jar if one.domain]
