"""The lists of requests and offers, and the taxonomies."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.database import reading, writing
from models.offer import Offer
from models.request import Request
from tests import builders
from tests.api.conftest import HIDDEN
from tests.conftest import NOW
from tests.matched import put, small_region

TABLES: dict[str, type[Request] | type[Offer]] = {"requests": Request, "offers": Offer}


def walk(client: TestClient, path: str, **params: Any) -> list[dict[str, Any]]:
    """All items of a list, page by page."""
    items, after = [], None
    while True:
        page = client.get(path, params={**params, **({"after": after} if after else {})}).json()
        items += page["items"]
        after = page["next"]
        if after is None:
            return items


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("limit", [7, 50, 200])
def test_walking_the_pages_shows_every_open_post_once(
    client: TestClient, library: Engine, kind: str, limit: int
) -> None:
    found = [one["id"] for one in walk(client, f"/api/v1/{kind}", limit=limit)]

    with reading(library) as session:
        open_ones = [one.id for one in session.exec(select(TABLES[kind])) if one.state == "published"]
    assert len(found) == len(set(found)) > 100
    assert set(found) == set(open_ones)


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize(
    ("name", "value"), [("sector", "health"), ("country", "COL"), ("language", "pt"), ("modality", "study-visit")]
)
def test_a_filter_shows_exactly_what_has_the_tag(
    client: TestClient, library: Engine, kind: str, name: str, value: str
) -> None:
    found = {one["id"] for one in walk(client, f"/api/v1/{kind}", **{name: value}, limit=5)}

    attribute = {"sector": "sectors", "modality": "modalities"}.get(name, name)
    with reading(library) as session:
        rows = [one for one in session.exec(select(TABLES[kind])) if one.state == "published"]
    wanted = {one.id for one in rows if value in (getattr(one, attribute) or [])}
    assert found == wanted != set()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("colour=red", "colour"),
        ("sector=helth", "sector"),
        ("country=XXX", "country"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=many", "limit"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_its_field(client: TestClient, query: str, field: str) -> None:
    answer = client.get(f"/api/v1/requests?{query}")

    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_a_slip_in_a_sector_is_answered_with_the_nearest(client: TestClient) -> None:
    assert "did you mean 'health'?" in client.get("/api/v1/requests?sector=helth").json()["detail"]


def test_a_post_has_an_etag_that_changes_with_it(empty: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        small_region(session)
    before = empty.get("/api/v1/requests/req-agua")
    again = empty.get("/api/v1/requests/req-agua")
    with writing(engine) as session:
        session.get_one(Request, "req-agua").title = "Agua en el campo"
    after = empty.get("/api/v1/requests/req-agua")

    assert before.headers["etag"] == again.headers["etag"] != after.headers["etag"]
    assert after.json()["title"] == "Agua en el campo"


def test_an_expired_post_is_in_no_list(empty: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        small_region(session)
        yesterday, today = NOW.date() - timedelta(days=1), NOW.date()
        put(session, builders.request("req-old", expires_on=yesterday), builders.request("req-new", expires_on=today))
        put(session, builders.offer("off-old", expires_on=yesterday), builders.offer("off-new", expires_on=today))

    assert [one["id"] for one in walk(empty, "/api/v1/requests")] == ["req-agua", "req-new"]
    assert [one["id"] for one in walk(empty, "/api/v1/offers")] == ["off-agua", "off-new"]


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("state", ["draft", "submitted", "closed", "withdrawn"])
def test_a_post_that_is_not_published_does_not_exist_for_the_public(client: TestClient, kind: str, state: str) -> None:
    known, unknown = client.get(f"/api/v1/{kind}/a-{state}"), client.get(f"/api/v1/{kind}/a-nothing")

    assert known.status_code == unknown.status_code == 404
    assert known.text.replace(f"a-{state}", "a-nothing") == unknown.text
    assert HIDDEN not in str(walk(client, f"/api/v1/{kind}"))


@pytest.mark.parametrize(
    ("kind", "least"), [("sectors", 30), ("modalities", 14), ("languages", 100), ("countries", 193)]
)
def test_a_taxonomy_has_its_names_in_four_languages(client: TestClient, kind: str, least: int) -> None:
    items = client.get(f"/api/v1/taxonomies/{kind}").json()

    assert len(items) >= least
    assert all(set(one["names"]) == {"en", "es", "pt", "fr"} and all(one["names"].values()) for one in items)
