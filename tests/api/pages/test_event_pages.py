"""The pages of events: a fair prepared, filled, planned and printed by their forms alone."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from icalendar import Calendar
from sqlalchemy import Engine
from sqlmodel import select

from models.account import Account
from models.database import reading, writing
from models.event import Event
from models.event_delegation import EventDelegation, EventPost
from models.meeting import Meeting, MeetingState
from models.organization import Organization
from models.request import Request
from tests.api.accounts.people import browser, hashed, signed_in
from tests.api.conftest import service
from tests.api.people import at
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.exchanging import PROVIDER, RECIPIENT, more_people
from tests.matched import small_region
from tests.meeting_people import FAIR, HOST, after, fair, planned
from tests.statements import counted

pytestmark = ON_ONE_DATABASE
WHERE = f"/events/{FAIR}"
NEW = {
    "title": "Taller de demandas",
    "kind": "workshop",
    "language": "es",
    "country": "PAN",
    "starts_on": "2026-12-10",
    "ends_on": "2026-12-11",
    "time_zone": "America/Panama",
}


@pytest.fixture
def ids(engine: Engine) -> dict[str, str]:
    with writing(engine) as session:
        small_region(session)
        more_people(session)
        found = fair(session)
        for account in session.exec(select(Account)):
            account.password_hash, account.confirmed_at = hashed(), NOW
    return found


@pytest.fixture
def app(engine: Engine, ids: dict[str, str]) -> FastAPI:
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def host(app: FastAPI) -> TestClient:
    return signed_in(app, HOST)


def sheet(ids: dict[str, str], organization: str) -> str:
    return f"{WHERE}/delegations/{ids[organization]}"


def version(page: str, action: str) -> str:
    """The version that a form holds."""
    hidden = r'\s*(?:<input type="hidden" name="proof"[^>]*>\s*)?<input type="hidden" name="version" value="(\d+)"'
    found = re.search(rf'action="{re.escape(action)}[^"]*">{hidden}', page)
    assert found is not None, action
    return found[1]


def test_everybody_finds_the_events_and_what_they_are(app: FastAPI) -> None:
    visitor = browser(app)

    assert 'href="/events"' in visitor.get("/").text
    assert "Feria del agua" in visitor.get("/events?kind=fair").text
    assert "Feria del agua" not in visitor.get("/events?kind=expo").text
    page = visitor.get(f"{WHERE}?lang=en").text
    assert "Delegations" in page
    assert "off-agua" in page
    assert "Organise it" not in page


def test_an_event_is_prepared_announced_and_then_public(app: FastAPI, host: TestClient) -> None:
    answer = host.post("/events/new", data=NEW, follow_redirects=False)
    desk = answer.headers["location"].partition("?")[0]
    key = desk.split("/")[2]

    assert browser(app).get(f"/events/{key}").status_code == 404
    host.post(f"/events/{key}/state", data={"state": "announced", "version": "1"})
    assert browser(app).get(f"/events/{key}").status_code == 200


def test_what_is_wrong_comes_back_with_what_was_typed(host: TestClient) -> None:
    answer = host.post("/events/new?lang=en", data=NEW | {"ends_on": "2026-12-01", "title": "Taller corto"})

    assert answer.status_code == 422
    assert "Taller corto" in answer.text
    assert "lies before" in answer.text


def test_an_organiser_registers_collects_and_plans(host: TestClient, engine: Engine, ids: dict[str, str]) -> None:
    assert "sena-col" in host.get(f"{WHERE}/organize?q=sena").text
    host.post(f"{WHERE}/delegations", data={"organization": "sena-col"})
    with reading(engine) as session:
        chosen = select(EventDelegation.id).where(EventDelegation.organization == "sena-col")
        new = session.exec(chosen).one()
    said = {"delegation": new, "text": "Cómo organizar comités de agua potable rural y sus tarifas", "once": "a"}
    for _ in range(2):
        host.post(f"{WHERE}/demands", data=said)
    page = host.post(f"{WHERE}/plan?lang=en").text

    assert "meetings" in page
    assert "Planned on" in page
    with reading(engine) as session:
        assert len(session.exec(select(Request).where(Request.organization == "sena-col")).all()) == 1
        assert len(session.exec(select(Meeting)).all()) >= 3


def test_a_list_with_a_fault_tells_each_row_and_stores_nothing(host: TestClient, engine: Engine) -> None:
    rows = b"organization,text\nnowhere-xyz,Riego para zonas secas\nsena-col,\n"
    answer = host.post(f"{WHERE}/list?lang=en", data={"kind": "requests"}, files={"file": ("demands.csv", rows)})

    assert answer.status_code == 422
    assert "row 3" in answer.text
    with reading(engine) as session:
        assert len(session.exec(select(EventPost)).all()) == 3


def test_a_list_is_taken_in(host: TestClient, engine: Engine) -> None:
    rows = "organization,text\nsena-col,Formación de técnicos de acueductos rurales\n".encode()
    host.post(f"{WHERE}/list", data={"kind": "requests"}, files={"file": ("demands.csv", rows)})

    with reading(engine) as session:
        assert len(session.exec(select(EventPost)).all()) == 4


def test_hours_are_set_and_wrong_ones_come_back(host: TestClient, engine: Engine) -> None:
    page = host.get(f"{WHERE}/organize").text
    hours = {
        "version": version(page, f"{WHERE}/hours"),
        "day_begins": "10:00",
        "day_ends": "12:00",
        "breaks": "11:00-11:15, 11:40-11:50",
        "meeting_minutes": "15",
        "pause_minutes": "0",
        "tables": "3",
        "most_meetings": "4",
    }
    wrong = host.post(f"{WHERE}/hours?lang=en", data=hours | {"breaks": "at noon"})
    assert wrong.status_code == 422
    assert "at noon" in wrong.text
    host.post(f"{WHERE}/hours", data=hours)
    with reading(engine) as session:
        row = session.get_one(Event, FAIR)
        assert (row.day_begins, row.breaks, row.tables) == ("10:00", ["11:00-11:15", "11:40-11:50"], 3)


def test_a_delegation_reads_its_sheet_and_says_its_wishes(app: FastAPI, engine: Engine, ids: dict[str, str]) -> None:
    planned(engine)
    provider, where = signed_in(app, PROVIDER), sheet(ids, "sabesp-bra")
    page = provider.get(f"{where}?lang=en").text
    assert "Table 1" in page
    assert "amexcid-mex" in page
    provider.post(f"{where}/wishes", data={"other": ids["inta-arg"], "kind": "meet"})
    assert "wants to meet" in provider.get(f"{where}?lang=en").text
    provider.post(f"{where}/wishes", data={"other": ids["inta-arg"]})
    assert "wants to meet" not in provider.get(f"{where}?lang=en").text
    assert provider.get(sheet(ids, "inta-arg")).status_code == 404


def test_presence_is_told_in_the_time_of_the_place(app: FastAPI, engine: Engine, ids: dict[str, str]) -> None:
    provider, where = signed_in(app, PROVIDER), sheet(ids, "sabesp-bra")
    provider.post(f"{where}/presence", data={"version": "1", "at_once": "2", "arrives_at": "2026-12-01T09:30"})
    with reading(engine) as session:
        row = session.get_one(EventDelegation, ids["sabesp-bra"])
        assert (row.at_once, row.arrives_at) == (2, after(30))
    assert 'value="2026-12-01T09:30"' in provider.get(where).text


def test_the_timetable_goes_into_calendars(app: FastAPI, engine: Engine, ids: dict[str, str]) -> None:
    planned(engine)
    answer = signed_in(app, PROVIDER).get(f"{sheet(ids, 'sabesp-bra')}/timetable.ics")

    assert answer.headers["content-type"].startswith("text/calendar")
    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert "amexcid-mex" in str(entry["summary"])
    assert browser(app).get(f"{sheet(ids, 'sabesp-bra')}/timetable.ics").status_code in (401, 404)


@pytest.mark.long
def test_an_agreement_at_a_table_leads_to_its_exchange(app: FastAPI, engine: Engine, ids: dict[str, str]) -> None:
    planned(engine)
    at(app, after(90))
    agency, where = signed_in(app, RECIPIENT), sheet(ids, "amexcid-mex")
    with reading(engine) as session:
        key = session.exec(select(Meeting.id)).first()
    page = agency.post(f"{WHERE}/meetings/{key}", data={"version": "1", "state": "agreed", "back": ids["amexcid-mex"]})

    with reading(engine) as session:
        row = session.get_one(Meeting, key)
        assert row.state == MeetingState.AGREED
        assert f"/exchanges/{row.exchange}" in page.text
        assert agency.get(f"/exchanges/{row.exchange}").status_code == 200
    assert "1" in browser(app).get(f"{WHERE}?lang=en").text
    assert agency.get(where).status_code == 200


def test_who_cancels_frees_the_others(app: FastAPI, engine: Engine, host: TestClient, ids: dict[str, str]) -> None:
    planned(engine)
    host.post(f"{sheet(ids, 'inta-arg')}/coming", data={"comes": "false", "back": "desk"})
    page = host.post(f"{WHERE}/plan?lang=en").text

    assert "Does not come" in page
    assert "What the last planning moved" not in page
    assert "Called off" in signed_in(app, RECIPIENT).get(f"{sheet(ids, 'amexcid-mex')}?lang=en").text


def test_all_sheets_are_printed_for_organisers_alone(app: FastAPI, engine: Engine, host: TestClient) -> None:
    planned(engine)
    page = host.get(f"{WHERE}/sheets?lang=en").text

    assert page.count('class="paper"') == 3
    assert signed_in(app, RECIPIENT).get(f"{WHERE}/sheets").status_code == 403


def test_pages_ask_no_more_for_a_larger_event(app: FastAPI, engine: Engine, host: TestClient) -> None:
    planned(engine)
    paths = [WHERE, f"{WHERE}/organize", f"{WHERE}/sheets"]
    before = [questions(app, host, path) for path in paths]
    with writing(engine) as session:
        for number in range(5):
            key = f"more-{number}"
            session.add(Organization(id=key, name=key, kind="ngo", country="COL"))
            session.flush()
            session.add(EventDelegation(id=f"del-{number}", event=FAIR, organization=key))
    planned(engine)

    assert [questions(app, host, path) for path in paths] == before


def questions(app: FastAPI, client: TestClient, path: str) -> int:
    """How often a page asks the database."""
    with counted(app.state.settings.engine) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
