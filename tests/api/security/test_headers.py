"""What browsers are told with every kind of answer."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.api.accounts.people import AGENCY, browser, signed_in
from tests.api.conftest import own_service, talk_to
from tests.api.people import as_account

PAGES = ["/", "/sign-in", "/requests", "/network", "/nothing"]
DATA = ["/api/v1/requests", "/api/v1/requests/none", "/healthz", "/api/v1/exports/offers.csv", "/static/sursur.css"]
OTHERS = ["/feed.atom", "/api/openapi.json", "/api/v1/exports/offers.xlsx", "/metrics", "/api/docs", "/desk"]


def policy(answer: Response) -> dict[str, str]:
    """The content security policy of an answer, by directive."""
    parts = (part.strip().partition(" ") for part in answer.headers["content-security-policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("path", [*PAGES, *DATA, *OTHERS])
def test_every_answer_carries_the_headers_that_guard_it(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=False)
    headers = answer.headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "access-control-allow-origin" not in headers
    found = policy(answer)
    assert (found["object-src"], found["base-uri"], found["frame-ancestors"]) == ("'none'", "'none'", "'none'")
    assert found["default-src"] == ("'self'" if path == "/api/docs" else "'none'")
    if "content-type" in headers:
        assert re.fullmatch(r"(?!text/|.*xml$).*|.*charset=utf-8", headers["content-type"]), headers["content-type"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_our_own_files_alone(client: TestClient, path: str) -> None:
    found = policy(client.get(path))

    assert (found["script-src"], found["style-src"], found["form-action"]) == ("'self'", "'self'", "'self'")
    assert "unsafe" not in str(found)


@pytest.mark.parametrize("path", DATA)
def test_data_shows_and_runs_nothing(client: TestClient, path: str) -> None:
    assert set(policy(client.get(path)).values()) == {"'none'"}


def test_an_answer_that_nobody_foresaw_is_guarded_too_and_tells_nothing() -> None:
    def fails() -> None:
        raise RuntimeError("the database password is hunter2")

    app = own_service("sqlite://")
    app.add_api_route("/api/v1/fails", fails)
    app.add_api_route("/fails", fails)
    for path in ("/api/v1/fails", "/fails"):
        answer = talk_to(app).get(path)
        assert (answer.status_code, "hunter2" in answer.text, "RuntimeError" in answer.text) == (500, False, False)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert policy(answer)["frame-ancestors"] == "'none'"


def test_browsers_are_told_to_come_back_encrypted(real_app: FastAPI) -> None:
    for path in ("/", "/api/v1/requests", "/nothing"):
        told = browser(real_app).get(path).headers["strict-transport-security"]
        assert told == "max-age=31536000; includeSubDomains"


def test_a_service_that_is_not_encrypted_does_not_ask_for_it(app: FastAPI) -> None:
    assert "strict-transport-security" not in browser(app).get("/").headers


def test_what_was_made_for_one_reader_is_kept_by_nobody(app: FastAPI) -> None:
    program, office = as_account(app, AGENCY), signed_in(app, AGENCY)

    assert program.get("/api/v1/account").headers["cache-control"] == "private, no-store"
    assert office.get("/api/v1/requests?own=true").headers["cache-control"] == "private, no-store"
    assert office.get("/desk").headers["cache-control"] == "private, no-cache"
    assert "no-store" not in browser(app).get("/api/v1/requests").headers.get("cache-control", "")


def test_signing_out_clears_what_the_browser_kept(app: FastAPI) -> None:
    for path in ("/api/v1/sign-out", "/sign-out"):
        answer = signed_in(app, AGENCY).post(path, follow_redirects=False)
        assert answer.headers["clear-site-data"] == '"cache", "storage"'


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "OPTIONS", "PROPFIND"])
def test_no_other_method_is_answered(client: TestClient, method: str) -> None:
    assert client.request(method, "/api/v1/requests").status_code == 405


def test_no_folder_is_listed_and_no_file_of_the_code_is_served(client: TestClient) -> None:
    for path in ("/static/", "/static", "/.git/config", "/api/settings.py", "/static/../settings.py", "/.env"):
        assert client.get(path).status_code in (404, 405), path
