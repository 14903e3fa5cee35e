"""Who is in charge of what waits for review, and the part of the queue that is one's own."""

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from models.account import Account
from models.database import writing
from tests import builders
from tests.api.accounts.people import populate, signed_in
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE
from tests.matched import put, suggest
from tests.statements import counted

pytestmark = ON_ONE_DATABASE
FOCAL, HEALTH = "focal@example.org", "health@example.org"
MINE = "/review?assigned=mine&lang=en"


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    special = {"covers": ["MEX"], "covers_sectors": ["health"]}
    with writing(engine) as session:
        put(session, builders.organization("paho", None, kind="multilateral"))
        put(session, builders.account(HEALTH, "focal-point", name="Elena", organization="paho", **special))
    populate(engine)
    with writing(engine) as session:
        session.get_one(Account, FOCAL).name = "Fabio"
        for key, sectors in (("req-vacunas", ["health"]), ("req-pozos", ["water-sanitation"])):
            put(session, builders.request(key, title=key, organization="amexcid-mex", country="MEX", sectors=sectors))
            suggest(session, key)
    return service(engine.url.render_as_string(hide_password=False))


def test_each_row_names_who_is_in_charge_by_country_and_sector_and_one_s_own_are_found(app: FastAPI) -> None:
    focal, health = signed_in(app, FOCAL), signed_in(app, HEALTH)

    whole = focal.get("/review?lang=en").text
    assert whole.count("in charge: Elena") == 1
    assert whole.count("in charge: Fabio") == whole.count("in your charge") == 1
    assert "req-vacunas" not in focal.get(MINE).text
    page = health.get(MINE).text
    assert ("req-vacunas" in page, "req-pozos" in page, "in your charge" in page) == (True, False, True)


def test_the_screen_says_it_too_and_goes_on_within_one_s_own(app: FastAPI) -> None:
    health = signed_in(app, HEALTH)
    [row] = health.get("/api/v1/matches?queue=review&assigned_to=mine").json()["items"]
    screen = health.get(f"/review/{row['id']}?assigned=mine&lang=en").text
    assert "in charge: Elena" in screen
    assert "in your charge" in screen
    assert 'rel="next"' not in screen


def test_it_costs_one_query_with_the_filter_and_without(app: FastAPI) -> None:
    focal = signed_in(app, FOCAL)

    def of_points(path: str) -> int:
        with counted(app.state.settings.engine) as statements:
            assert focal.get(path).status_code == 200
        return sum("account.role = " in one and "ORDER BY" in one for one in statements)

    assert (of_points("/review"), of_points(MINE)) == (1, 1)
