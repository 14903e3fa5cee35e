"""The pages of territories, portfolios and projects: found by everybody, used by those whom they concern."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.catalogue import Catalogue, ForeignRecord
from models.database import reading, writing
from models.exchange import ExchangeParticipant
from models.priority import Priority
from models.request import Request
from tests import builders
from tests.api.accounts.people import populate, signed_in
from tests.api.conftest import service, talk_to
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matched import put

pytestmark = ON_ONE_DATABASE
AGENCY, FOCAL = "agency.mex@example.org", "focal@example.org"
HERE = "/organizations/oaxaca-mex/priorities"
ENGLISH = "?lang=en"
STATED = {"title": "Agua limpia", "text": "Falta agua <b>limpia</b>.", "language": "es", "rank": "1", "year": "2027"}


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    with writing(engine) as session:
        put(
            session,
            builders.organization("oaxaca-mex", "MEX", name="Gobierno de Oaxaca", kind="subnational-government"),
            builders.organization("paho", None, name="OPS", kind="multilateral"),
            builders.mechanism("mec-rooms", name="Salas", connects=["MEX", "BRA"]),
            builders.exchange("exc-1", outcome=0.8, sectors=["health"]),
            *builders.sides("exc-1"),
            ExchangeParticipant(exchange="exc-1", position=2, role="provider", country="PER"),
            ExchangeParticipant(exchange="exc-1", position=3, role="facilitator", organization="paho"),
            builders.project(name="Eje del agua", exchanges=["exc-1"]),
            builders.practice(),
        )
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def window(app: FastAPI) -> TestClient:
    return signed_in(app, AGENCY)


def version(client: TestClient, page: str) -> str:
    return re.findall(r'name="version" value="(\d+)"', client.get(page).text)[0]


def test_everything_is_reached_within_three_clicks(app: FastAPI) -> None:
    everybody = talk_to(app)
    ways = [
        ("/countries", "/priorities"),
        ("/countries", "/countries/MEX", "/countries/MEX/territories", HERE),
        ("/organizations", "/organizations/paho", "/organizations/paho/portfolio"),
        ("/exchanges", "/projects", "/projects/pro-1"),
    ]
    for way in ways:
        for page, link in zip(("/", *way), way, strict=False):
            assert f'href="{link}"' in everybody.get(page).text, (page, link)
        assert everybody.get(way[-1]).status_code == 200


def test_a_window_states_a_priority_of_a_city_and_makes_a_request_of_it(window: TestClient, engine: Engine) -> None:
    stated = window.post(HERE + ENGLISH, data=STATED)
    assert "The priority is stated." in stated.text
    assert "1. Agua limpia" in stated.text
    assert "Falta agua &lt;b&gt;limpia&lt;/b&gt;." in stated.text
    with reading(engine) as session:
        key = session.exec(select(Priority)).one().id

    moved = window.post(f"{HERE}/{key}/rank", data={"version": version(window, HERE), "rank": "3"})
    assert "3. Agua limpia" in moved.text
    asked = window.post(f"{HERE}/{key}/request", data={})
    assert asked.url.path.startswith("/requests/req-")
    with reading(engine) as session:
        row = session.exec(select(Request).where(Request.title == "Agua limpia")).one()
        assert (row.organization, row.state) == ("oaxaca-mex", "draft")
    page = window.get(HERE + ENGLISH).text
    assert f'href="/requests/{row.id}' in page
    assert "Make a request of it" not in page
    gone = window.post(f"{HERE}/{key}/withdraw{ENGLISH}", data={"version": version(window, HERE)})
    assert "It has stated no priority yet." in gone.text


def test_others_read_priorities_and_find_them_by_sector(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.priority(organization="oaxaca-mex", sectors=["justice-human-rights"]))
    everybody = talk_to(app)
    assert "Convivencia" in everybody.get("/priorities?sector=justice-human-rights&country=MEX").text
    assert "Convivencia" not in everybody.get("/priorities?sector=health").text
    page = everybody.get(HERE).text
    assert "Convivencia" in page
    assert "<form" not in page.partition("<main")[2]


def test_a_country_says_whether_its_window_is_asked_or_informed(window: TestClient, app: FastAPI) -> None:
    here = "/countries/MEX/territories"
    assert "is asked. It has five working days" in window.get(here + ENGLISH).text
    saved = window.post(here + ENGLISH, data={"part": "informed"})
    assert "Saved." in saved.text
    assert "is informed of the posts" in talk_to(app).get(here).text
    refused = signed_in(app, "agency.bra@example.org").post(here, data={"part": "asked"})
    assert refused.status_code == 403


def test_the_portfolio_of_an_institution_counts_its_exchanges(app: FastAPI) -> None:
    everybody = talk_to(app)
    page = everybody.get("/organizations/paho/portfolio").text
    for words in ("Facilitator", "Completed", "Health", "Mexico", "Brazil", "80%", "1 exchange rated"):
        assert words in page, words
    assert "for you to see" in everybody.get("/organizations/paho/portfolio?state=running").text
    told = everybody.get("/api/v1/organizations/paho/portfolio").json()
    assert (told["states"], told["roles"], told["outcome"]) == ({"completed": 1}, {"facilitator": 1}, 0.8)
    file = everybody.get("/api/v1/organizations/paho/portfolio.csv").text.splitlines()
    assert file[1].startswith("exc-1,Agua,completed,facilitator,BRA|MEX|PER,paho,health")


def test_a_project_shows_its_countries_with_the_right_focal_points(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        special = {"covers": ["MEX"], "covers_sectors": ["water-sanitation"]}
        put(session, builders.account("water@example.org", "focal-point", organization="paho", **special))
    page = talk_to(app).get("/projects/pro-1").text
    seats = re.findall(r"<li><span>(.*?)</span>.*?organizations/(\w+)", page)
    told = {point: re.findall(r"/countries/(\w+)", countries) for countries, point in seats}
    assert told == {"segib": ["BRA", "PER"], "paho": ["MEX"]}
    country = talk_to(app).get("/countries/MEX").text
    assert re.search(r"Focal point: Water.*?organizations/paho", country, re.DOTALL)

    focal = signed_in(app, FOCAL)
    added = focal.post(
        "/projects/pro-1/exchanges", data={"version": version(focal, "/projects/pro-1"), "exchange": "x"}
    )
    assert added.status_code == 422
    assert "there is no exchange" in added.text


def test_who_is_connected_by_video_is_told_where_it_matters(window: TestClient) -> None:
    assert "Salas can connect your country by video" in window.get(f"/requests/new{ENGLISH}").text
    assert "Connected by video" in window.get(f"/mechanisms/mec-rooms{ENGLISH}").text
    page = window.get(f"/requests/req-agua/offers/off-agua{ENGLISH}").text
    assert "Salas connects the countries of both sides." in page
    told = window.get("/api/v1/requests/req-agua/offers/off-agua").json()
    assert told["video_networks"] == [{"mechanism": "mec-rooms", "name": "Salas"}]


@pytest.mark.parametrize(("noun", "key"), [("offer", "off-agua"), ("practice", "pra-1"), ("exchange", "exc-1")])
def test_what_stands_elsewhere_too_says_where(app: FastAPI, engine: Engine, noun: str, key: str) -> None:
    with writing(engine) as session:
        put(session, Catalogue(id="portal", name="Portal", publisher="", licence="CC-BY-4.0", added_at=NOW))
        moments = {"first_seen_at": NOW, "last_seen_at": NOW}
        theirs = {"foreign_id": "P-7", "digest": "0" * 64, "brought": False, "known_version": 1, **moments}
        put(session, ForeignRecord(catalogue="portal", kind=noun, key=key, url="https://portal.example/7", **theirs))
    everybody = talk_to(app)
    assert re.search(
        r'Also at: <a href="https://portal.example/7"[^>]*>Portal</a> \(CC-BY-4.0, P-7\)',
        everybody.get(f"/{noun}s/{key}").text,
    )
    [place] = everybody.get(f"/api/v1/{noun}s/{key}").json()["also_at"]
    assert (place["name"], place["licence"], place["foreign_id"]) == ("Portal", "CC-BY-4.0", "P-7")
    [listed] = [one for one in everybody.get(f"/api/v1/{noun}s").json()["items"] if one["id"] == key]
    assert listed["also_at"] == [place]
