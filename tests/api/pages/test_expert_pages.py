"""The pages of experts: written, asked, consented by the link of a letter, put on rosters, and found by everybody."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import reading, writing
from models.expert import Expert
from tests import builders
from tests.api.accounts.people import FOCAL, populate, signed_in
from tests.api.conftest import service, talk_to
from tests.api.routes_of import ON_ONE_DATABASE
from tests.exchanging import PROVIDER
from tests.matched import put, suggest
from tests.matcher.experts.people import newest_link

pytestmark = ON_ONE_DATABASE
PROFILE = {
    "title": "Hidróloga de <b>cuencas</b>",
    "language": "es",
    "person": "Eva Luna",
    "email": "eva@example.org",
    "contact_visibility": "members",
    "languages": ["es", "pt"],
    "sectors": "water-sanitation",
    "days_a_year": "20",
    "once": "k1",
}


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    with writing(engine) as session:
        put(session, builders.roster())
        suggest(session)
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def keeper(app: FastAPI) -> TestClient:
    return signed_in(app, PROVIDER)


def version(client: TestClient, page: str) -> str:
    return re.findall(r'name="version" value="(\d+)"', client.get(page).text)[0]


def written(keeper: TestClient) -> str:
    """A profile, whose person was asked."""
    there = keeper.post("/experts/new", data=PROFILE).url.path
    assert keeper.post(f"{there}/ask", data={"version": version(keeper, there)}).status_code == 200
    return there


def answered(app: FastAPI, engine: Engine, said: str) -> str:
    """What the page of the link shows after the person's answer, without an account."""
    with reading(engine) as session:
        link = f"/consent/{newest_link(session)}"
    person = talk_to(app)
    return person.post(link, data={"version": version(person, link), "consent": said}).text


def test_nobody_finds_a_profile_before_the_person_agrees_by_the_link_nor_after_taking_it_back(
    app: FastAPI, engine: Engine, keeper: TestClient
) -> None:
    there, everybody = written(keeper), talk_to(app)

    def found() -> tuple[int, bool]:
        return everybody.get(there).status_code, there in everybody.get("/experts?country=&sector=").text

    assert found() == (404, False)
    assert "Others see this profile" in answered(app, engine, "given")
    assert found() == (200, True)
    page = everybody.get(there).text
    assert "Hidróloga de &lt;b&gt;cuencas" in page
    assert "Eva Luna" not in page
    assert "eva@example.org" not in signed_in(app, FOCAL).get(there).text
    left = answered(app, engine, "withdrawn")
    assert "taken your consent back" in left
    assert "it is erased for good, unless you agree before" in left
    assert found() == (404, False)


def test_the_page_of_the_link_shows_what_others_would_see_and_is_kept_by_nobody(
    app: FastAPI, engine: Engine, keeper: TestClient
) -> None:
    written(keeper)
    with reading(engine) as session:
        link = f"/consent/{newest_link(session)}"
    page = talk_to(app).get(link)
    incomplete = talk_to(app).post(link, data={"version": "1"}, follow_redirects=False)

    assert (incomplete.status_code, "Eva Luna" in incomplete.text) == (422, True)  # nobody is sent to sign in
    assert page.headers["cache-control"] == "no-store"
    assert "Eva Luna" in page.text
    assert talk_to(app).get("/consent/made-up").status_code == 410


def test_a_form_that_makes_no_sense_comes_back_with_what_was_typed(keeper: TestClient) -> None:
    wrong = PROFILE | {"available_from": "2027-05-01", "available_until": "2027-01-01", "once": "k2"}
    answer = keeper.post("/experts/new", data=wrong)

    assert answer.status_code == 422
    assert 'value="2027-01-01"' in answer.text


def test_a_field_that_is_emptied_in_the_form_is_empty(engine: Engine, keeper: TestClient) -> None:
    there = keeper.post("/experts/new", data=PROFILE).url.path
    kept = {name: PROFILE[name] for name in ("title", "language", "contact_visibility")}
    answer = keeper.post(f"{there}/edit", data=kept | {"version": version(keeper, f"{there}/edit"), "summary": "Mide"})

    assert answer.status_code == 200, answer.text
    with reading(engine) as session:
        row = session.get_one(Expert, there.rpartition("/")[2])
        assert (row.days_a_year, row.languages, row.summary, row.person) == (None, [], "Mide", "Eva Luna")


def test_an_expert_stands_on_a_roster_and_beside_the_offer_that_is_suggested(
    app: FastAPI, engine: Engine, keeper: TestClient
) -> None:
    there, focal = written(keeper), signed_in(app, FOCAL)
    answered(app, engine, "given")
    keeper.post(f"{there}/offers", data={"version": version(keeper, there), "offer": "off-agua"})
    found = focal.get("/rosters/ros-agua?q=cuencas").text
    assert there in found.replace('value="', "/experts/")
    assert "&lt;span" not in found
    focal.post("/rosters/ros-agua/experts?q=cuencas", data={"expert": there.rpartition("/")[2]})

    everybody = talk_to(app)
    assert 'href="/experts"' in everybody.get("/").text
    for page in ("/rosters/ros-agua", "/offers/off-agua", "/requests/req-agua", "/requests/req-agua/offers/off-agua"):
        assert f'href="{there}"' in everybody.get(page).text, page


def test_a_roster_is_begun_and_changed_by_forms(app: FastAPI) -> None:
    focal = signed_in(app, FOCAL)
    words = {"name": "Gente de ríos", "aim": "A quién llamar", "language": "es", "days": "5", "countries": "GTM"}
    there = focal.post("/rosters/new", data=words | {"once": "r1"}).url.path
    focal.post(f"{there}/edit", data=words | {"days": "", "version": version(focal, f"{there}/edit")})

    page = talk_to(app).get(there).text
    assert "Guatemala" in page
    assert "5 days" not in page
    assert signed_in(app, PROVIDER).get(f"{there}/edit").status_code == 403
