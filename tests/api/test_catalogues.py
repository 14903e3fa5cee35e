"""Other platforms over HTTP and on their page: entered and brought in by administrators, seen by everybody."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.database import reading, writing
from models.offer import Offer
from tests import builders
from tests.api.conftest import service, talk_to
from tests.api.people import as_account
from tests.matched import put, small_region

PORTAL = {"id": "portal", "name": "Portal of good practices", "licence": "CC-BY-4.0"}
FILE = "id,text,organization,language,url\n1,We measure the quality of water in fifteen towns.,abc-bra,en,https://p.example/1\n"
HERE = "/administration/catalogues"


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    """The service over the small region."""
    with writing(engine) as session:
        small_region(session)
        put(session, builders.account("admin@example.org", role="administrator"))
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


@pytest.fixture
def administrator(app: FastAPI) -> TestClient:
    return as_account(app, "admin@example.org")


def offers(app: FastAPI) -> list[str]:
    with reading(app.state.settings.engine) as session:
        return sorted(session.exec(select(Offer.id)).all())


def test_an_administrator_brings_records_in_and_everybody_sees_where_they_stand(
    app: FastAPI, administrator: TestClient
) -> None:
    added = administrator.post("/api/v1/catalogues", json=PORTAL)
    brought = administrator.post("/api/v1/catalogues/portal/imports/offers", files={"file": ("o.csv", FILE)})

    assert (added.status_code, brought.status_code) == (201, 201)
    assert brought.json()["counts"] == {"new": 1}
    public = talk_to(app)
    [seen] = public.get("/api/v1/elsewhere/offer/portal:1").json()
    assert (seen["name"], seen["url"], seen["origin"]) == (PORTAL["name"], "https://p.example/1", True)
    assert public.get("/api/v1/catalogues").json()[0]["records"] == {"offer": 1}
    assert public.get("/api/v1/catalogues/portal").json()["licence"] == "CC-BY-4.0"


def test_a_rehearsal_keeps_nothing(app: FastAPI, administrator: TestClient) -> None:
    administrator.post("/api/v1/catalogues", json=PORTAL)
    before = offers(app)

    told = administrator.post(
        "/api/v1/catalogues/portal/imports/offers", files={"file": ("o.csv", FILE)}, params={"dry_run": True}
    ).json()

    assert (told["dry_run"], told["counts"], offers(app)) == (True, {"new": 1}, before)


@pytest.mark.parametrize("email", [None, "agency.mex@example.org", "focal@example.org", "analyst@example.org"])
def test_nobody_else_enters_one_or_brings_records_in(
    app: FastAPI, administrator: TestClient, email: str | None
) -> None:
    administrator.post("/api/v1/catalogues", json=PORTAL)
    other = talk_to(app) if email is None else as_account(app, email)
    refused = 401 if email is None else 403

    assert other.post("/api/v1/catalogues", json=PORTAL | {"id": "mine"}).status_code == refused
    files = {"file": ("o.csv", FILE)}
    assert other.post("/api/v1/catalogues/portal/imports/offers", files=files).status_code == refused


def test_what_cannot_be_is_said_plainly(administrator: TestClient) -> None:
    administrator.post("/api/v1/catalogues", json=PORTAL)
    files = {"file": ("o.csv", FILE)}

    assert administrator.post("/api/v1/catalogues", json=PORTAL).status_code == 409
    assert administrator.post("/api/v1/catalogues", json=PORTAL | {"website": "javascript:alert(1)"}).status_code == 422
    assert administrator.post("/api/v1/catalogues/nowhere/imports/offers", files=files).status_code == 404
    broken = administrator.post("/api/v1/catalogues/portal/imports/activities", files={"file": ("a.xml", "<oops")})
    assert (broken.status_code, "not an IATI file" in broken.json()["detail"]) == (422, True)


def test_the_page_enters_one_shows_what_a_file_would_bring_and_brings_it(
    app: FastAPI, administrator: TestClient
) -> None:
    assert "No other platform is entered yet" in administrator.get(HERE, params={"lang": "en"}).text
    administrator.post(HERE, data=PORTAL)
    wish = {"catalogue": "portal", "kind": "offers"}
    bad = FILE + "2,Something for fishermen at sea,nobody-at-all,en,\n"

    english = {"params": {"lang": "en"}}
    rehearsed = administrator.post(f"{HERE}/imports", **english, data=wish, files={"file": ("o.csv", bad)}).text
    before = offers(app)
    kept = administrator.post(
        f"{HERE}/imports", **english, data=wish | {"keep": "1"}, files={"file": ("o.csv", bad)}
    ).text

    assert "nothing was kept" in rehearsed
    assert "nobody-at-all" in rehearsed
    assert "What the file brought" in kept
    assert offers(app) == sorted([*before, "portal:1"])


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(administrator: TestClient) -> None:
    wrong = administrator.post(HERE, data=PORTAL | {"licence": "x", "publisher": "Somebody"})
    administrator.post(HERE, data=PORTAL)
    without = administrator.post(f"{HERE}/imports", data={"catalogue": "portal", "kind": "offers"})

    assert (wrong.status_code, "Somebody" in wrong.text, 'id="wrong-licence"' in wrong.text) == (422, True, True)
    assert (without.status_code, 'role="alert"' in without.text) == (422, True)
