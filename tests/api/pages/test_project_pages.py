"""The pages of projects of several countries: begun and kept by those who run them."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import reading, writing
from models.project import Project
from tests import builders
from tests.api.accounts.people import ADMINISTRATOR, populate, signed_in
from tests.api.conftest import service, talk_to
from tests.api.routes_of import ON_ONE_DATABASE
from tests.matched import put
from tests.statements import counted

pytestmark = ON_ONE_DATABASE
AGENCY, FOCAL = "agency.mex@example.org", "focal@example.org"
WRITTEN = {"name": "Acuífero común", "aim": "Medir <b>igual</b>", "language": "es", "countries": ["MEX", "GTM"]}
HERE = "/projects/pro-1"


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    with writing(engine) as session:
        put(
            session,
            builders.organization("paho", None, name="OPS", kind="multilateral"),
            builders.account("paho@example.org", "provider", organization="paho"),
            builders.exchange("exc-1", title="Pozos medidos"),
            *builders.sides("exc-1"),
            builders.exchange("exc-hidden", state="accepted"),
            builders.project(exchanges=["exc-hidden", "exc-1"], since=2019),
        )
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


def version(client: TestClient, page: str) -> str:
    return re.findall(r'name="version" value="(\d+)"', client.get(page).text)[0]


def seats(app: FastAPI) -> list[str]:
    """The lines of countries with those to whom they turn, without their markup."""
    lines = re.findall(r'<li><span><a href="/countries/.*?</li>', talk_to(app).get(HERE).text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]


def test_an_agency_begins_a_project_from_where_projects_are_listed_and_corrects_it(app: FastAPI) -> None:
    agency = signed_in(app, AGENCY)

    assert 'href="/projects/new"' in agency.get("/projects").text
    assert 'name="organization"' not in agency.get("/projects/new").text
    page = agency.post("/projects/new?lang=en", data=WRITTEN)
    here = page.url.path
    assert all(one in page.text for one in ("Acuífero común", "Medir &lt;b&gt;igual&lt;/b&gt;", "Guatemala", "Saved."))

    saved = agency.post(f"{here}/edit", data={"name": "Pozos", "hub": "Usumacinta", "version": version(agency, here)})
    assert all(one in saved.text for one in ("Pozos", "Usumacinta", "Guatemala"))


def test_one_country_is_no_project_of_several_and_what_was_typed_stays(app: FastAPI) -> None:
    refused = signed_in(app, AGENCY).post("/projects/new", data=WRITTEN | {"countries": "MEX"})
    assert refused.status_code == 422
    assert "Acuífero común" in refused.text
    assert re.search(r'value="MEX" selected', refused.text)


def test_an_administrator_names_who_runs_a_project_as_people_call_it(app: FastAPI, engine: Engine) -> None:
    administrator = signed_in(app, ADMINISTRATOR)

    page = administrator.post("/projects/new?lang=en", data=WRITTEN | {"organization": "OPS"})
    nobody = administrator.post("/projects/new?lang=en", data=WRITTEN | {"organization": "Nadie"})

    with reading(engine) as session:
        assert session.get_one(Project, page.url.path.rpartition("/")[2]).organization == "paho"
    assert (nobody.status_code, 'id="wrong-organization"' in nobody.text) == (422, True)
    assert 'value="Nadie"' in nobody.text


def test_who_runs_nothing_begins_no_project(app: FastAPI) -> None:
    assert talk_to(app).get("/projects/new").url.path == "/sign-in"
    assert signed_in(app, "agency.bra@example.org").get(f"{HERE}/edit").status_code == 403


def test_an_exchange_is_unticked_and_one_that_its_keeper_does_not_see_stays(app: FastAPI, engine: Engine) -> None:
    keeper = signed_in(app, "paho@example.org")
    page = keeper.get(f"{HERE}/edit").text
    assert "Pozos medidos" in page
    assert "exc-hidden" not in page

    keeper.post(f"{HERE}/edit", data={"version": version(keeper, HERE)})
    with reading(engine) as session:
        row = session.get_one(Project, "pro-1")
        assert (row.name, row.hub, row.since, row.sectors) == ("Eje", "", None, [])
        assert row.exchanges == ["exc-hidden"]


def test_focal_points_are_named_once_and_by_sector_where_that_differs(app: FastAPI, engine: Engine) -> None:
    assert seats(app) == ["Brazil , Mexico , Peru segib"]
    with writing(engine) as session:
        special = {"covers": ["MEX"], "covers_sectors": ["water-sanitation"]}
        put(session, builders.account("water@example.org", "focal-point", organization="paho", **special))
    assert seats(app) == ["Brazil , Peru segib", "Mexico OPS"]
    with writing(engine) as session:
        session.get_one(Project, "pro-1").sectors = ["health", "water-sanitation"]
    assert seats(app)[1] == "Mexico Health: segib Water supply and sanitation: OPS"
    country = talk_to(app).get("/countries/MEX").text
    assert re.search(r"Focal point: .*?organizations/paho", country, re.DOTALL)


def test_the_page_costs_the_same_however_many_countries_carry_it(app: FastAPI, engine: Engine) -> None:
    def cost() -> int:
        with counted(app.state.settings.engine) as statements:
            assert talk_to(app).get(HERE).status_code == 200
        return len(statements)

    before = cost()
    with writing(engine) as session:
        session.get_one(Project, "pro-1").countries = ["ARG", "BOL", "BRA", "CHL", "COL", "CRI", "MEX", "PER"]
    assert cost() == before


def test_an_exchange_that_is_not_there_is_added_to_no_project(app: FastAPI) -> None:
    focal = signed_in(app, FOCAL)
    added = focal.post(f"{HERE}/exchanges", data={"version": version(focal, HERE), "exchange": "x"})
    assert added.status_code == 422
    assert "there is no exchange" in added.text
