"""Events over the API: from a draft to an agreement, and what each may see."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import writing
from tests.api.conftest import service, talk_to
from tests.api.people import as_account, at
from tests.api.routes_of import ON_ONE_DATABASE
from tests.exchanging import PROVIDER, RECIPIENT, STRANGER, more_people
from tests.matched import small_region
from tests.meeting_people import FAIR, HOST, after, fair, planned

pytestmark = ON_ONE_DATABASE
EVENTS = "/api/v1/events"
HERE = f"{EVENTS}/{FAIR}"
DRAFT = {
    "title": "Taller de demandas",
    "kind": "workshop",
    "language": "es",
    "starts_on": "2026-12-10",
    "ends_on": "2026-12-10",
    "time_zone": "America/Panama",
}


@pytest.fixture
def ids(engine: Engine) -> dict[str, str]:
    with writing(engine) as session:
        small_region(session)
        more_people(session)
        return fair(session)


@pytest.fixture
def app(engine: Engine, ids: dict[str, str]) -> FastAPI:
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def host(app: FastAPI) -> TestClient:
    return as_account(app, HOST)


def test_an_event_is_drafted_filled_and_planned(app: FastAPI, host: TestClient) -> None:
    drafted = host.post(EVENTS, json=DRAFT)
    where = drafted.headers["location"]
    assert (drafted.status_code, drafted.json()["state"], drafted.json()["country"]) == (201, "draft", "PAN")
    assert talk_to(app).get(where).status_code == 404

    host.post(f"{where}/state", json={"state": "announced"}, headers={"If-Match": '"1"'})
    asking = host.post(f"{where}/delegations", json={"organization": "amexcid-mex"}).json()["id"]
    giving = host.post(f"{where}/delegations", json={"organization": "sabesp-bra"}).json()["id"]
    said = {"delegation": asking, "text": "Gestión comunitaria del agua potable en zonas rurales"}
    request = host.post(f"{where}/demands", json=said).json()["request"]
    host.post(f"{where}/delegations/{giving}/posts", json={"offer": "off-agua"})
    plan = host.post(f"{where}/plan")
    assert (plan.status_code, plan.json()["meetings"], plan.json()["share"]) == (201, 1, 1.0)

    (meeting,) = host.get(f"{where}/timetable?lang=en").json()["meetings"]
    assert [topic["request"] for topic in meeting["topics"]] == [request]
    assert meeting["why"].endswith(".")


def test_how_a_delegation_meets_others_is_its_own_and_the_organisers_business(
    app: FastAPI, host: TestClient, ids: dict[str, str]
) -> None:
    everybody = talk_to(app).get(f"{HERE}/delegations").json()
    own = {one["organization"]: one["at_once"] for one in as_account(app, PROVIDER).get(f"{HERE}/delegations").json()}

    assert {one["at_once"] for one in everybody} == {None}
    assert own == {"amexcid-mex": None, "sabesp-bra": 1, "inta-arg": None}
    assert {one["at_once"] for one in host.get(f"{HERE}/delegations").json()} == {1}


def test_a_timetable_is_for_those_whom_it_concerns(app: FastAPI, engine: Engine, ids: dict[str, str]) -> None:
    planned(engine)
    own = f"{HERE}/delegations/{ids['sabesp-bra']}"

    assert len(as_account(app, PROVIDER).get(f"{own}/meetings").json()) == 1
    assert as_account(app, PROVIDER).get(f"{own}/timetable.ics").text.startswith("BEGIN:VCALENDAR")
    assert as_account(app, STRANGER).get(f"{own}/meetings").status_code == 404
    assert as_account(app, PROVIDER).get(f"{HERE}/timetable").status_code == 403


def test_an_edit_starts_from_what_was_read(host: TestClient) -> None:
    read = host.get(HERE)
    first = host.patch(HERE, json={"tables": 3}, headers={"If-Match": read.headers["etag"]})
    second = host.patch(HERE, json={"tables": 4}, headers={"If-Match": read.headers["etag"]})

    assert (first.status_code, first.json()["tables"], second.status_code) == (200, 3, 412)


def test_an_agreement_opens_an_exchange(app: FastAPI, engine: Engine, ids: dict[str, str]) -> None:
    planned(engine)
    at(app, after(90))
    agency = as_account(app, RECIPIENT)
    meeting = agency.get(f"{HERE}/delegations/{ids['amexcid-mex']}/meetings").json()[0]
    answer = agency.post(
        f"{HERE}/meetings/{meeting['id']}/state", json={"state": "agreed"}, headers={"If-Match": '"1"'}
    )

    assert answer.status_code == 200
    assert agency.get(f"/api/v1/exchanges/{answer.json()['exchange']}").json()["state"] == "accepted"
