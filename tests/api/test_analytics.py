"""The analysts' views over HTTP and as pages: everybody sees the network, demand is for those who work with it."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from matcher.analytics.groups import GROUPS, Group
from models.database import writing
from tests.api.conftest import service, talk_to
from tests.api.people import as_account
from tests.matched import small_region
from tests.matcher.analytics.exchanged import exchanged

VIEWS = [(group.value, view) for group, its in GROUPS.items() for view in its.views]


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    with writing(engine) as session:
        small_region(session)
        exchanged(session, "exc-1", "R:MEX:amexcid-mex P:BRA:abc-bra", start_year=2019, sectors=["health"])
        exchanged(session, "exc-2", "R:MOZ P:BRA", sectors=["energy"])
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


@pytest.fixture
def analyst(app: FastAPI) -> TestClient:
    return as_account(app, "analyst@example.org")


def test_a_view_says_what_it_shows_and_on_how_much_it_rests(app: FastAPI) -> None:
    answer = talk_to(app).get("/api/v1/analytics/network/flows", params={"lang": "es"}).json()

    assert answer["rows"] == [
        {"provider": "BRA", "recipient": "MEX", "exchanges": 1},
        {"provider": "BRA", "recipient": "MOZ", "exchanges": 1},
    ]
    assert (answer["counted"], answer["rows_in_all"]) == (2, 2)
    assert [one["name"] for one in answer["columns"]] == ["provider", "recipient", "exchanges"]
    assert all(one["meaning"] for one in answer["columns"])
    assert answer["notes"], "two exchanges are few, which the view says"


def test_filters_and_limits_hold_and_a_cut_is_told(app: FastAPI) -> None:
    public = talk_to(app)

    energy = public.get("/api/v1/analytics/network/flows?sector=energy").json()
    first = public.get("/api/v1/analytics/network/flows?limit=1").json()

    assert [one["recipient"] for one in energy["rows"]] == ["MOZ"]
    assert (len(first["rows"]), first["rows_in_all"]) == (1, 2)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("network/flows?sector=helth", 422),
        ("network/flows?since=soon", 422),
        ("network/flows?focus=BRA", 422),
        ("network/flows?colour=red", 422),
        ("network/nothing", 404),
        ("elsewhere/flows", 422),
        ("network/flows.pdf", 404),
        ("network/flows.svg?chart=pie", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem_that_says_why(app: FastAPI, path: str, status: int) -> None:
    answer = talk_to(app).get(f"/api/v1/analytics/{path}")

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("group", "view"), VIEWS)
def test_every_view_answers_as_data_as_page_and_as_files(analyst: TestClient, group: str, view: str) -> None:
    answer = analyst.get(f"/api/v1/analytics/{group}/{view}")
    page = analyst.get(f"/{group}/{view}")

    assert answer.status_code == 200, answer.text
    assert page.status_code == 200
    assert answer.json()["caption"] in page.text.replace("&#39;", "'").replace("&#34;", '"')
    for address in re.findall(r'href="(/api/v1/analytics/[^"]+)"', page.text):
        assert analyst.get(address.replace("&amp;", "&")).status_code == 200, address


def test_the_list_of_views_leads_to_each(app: FastAPI, analyst: TestClient) -> None:
    known = [(one["group"], one["view"]) for one in analyst.get("/api/v1/analytics").json()]
    public = {one["group"] for one in talk_to(app).get("/api/v1/analytics").json()}

    assert known == VIEWS
    assert public == {Group.NETWORK}
    for group, its in GROUPS.items():
        page = analyst.get(f"/{group}").text
        assert all(f'href="/{group}/{name}"' in page for name in its.views)


def test_demand_is_for_those_who_work_with_it(app: FastAPI, analyst: TestClient) -> None:
    statuses = {
        email: as_account(app, email).get("/demand").status_code
        for email in ("analyst@example.org", "focal@example.org", "agency.mex@example.org")
    }

    assert statuses == {"analyst@example.org": 200, "focal@example.org": 200, "agency.mex@example.org": 403}
    assert talk_to(app).get("/demand", follow_redirects=False).status_code in (303, 401)


def test_a_page_without_anything_says_what_to_do(analyst: TestClient) -> None:
    page = analyst.get("/network/flows?sector=fisheries").text

    assert "Nothing is on record for these filters" in page
    assert "<svg" not in page


def test_a_page_keeps_wrong_filters_and_points_at_them(analyst: TestClient) -> None:
    answer = analyst.get("/network/flows?since=1800")

    assert answer.status_code == 422
    assert 'value="1800"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_pages_show_a_change_at_once_though_answers_are_kept(app: FastAPI, analyst: TestClient) -> None:
    addresses = ("/network/flows", "/api/v1/analytics/network/flows.svg?chart=bands")
    before = [analyst.get(one).text for one in addresses]
    again = [analyst.get(one).text for one in addresses]
    with writing(app.state.settings.engine) as session:
        exchanged(session, "exc-3", "R:MOZ P:BRA", sectors=["energy"])
    after = [analyst.get(one).text for one in addresses]

    assert "Brazil → Mozambique: 1" in before[0]
    assert ["Brazil → Mozambique: 1" in one for one in again] == [True, True]
    assert ["Brazil → Mozambique: 2" in one for one in after] == [True, True]
