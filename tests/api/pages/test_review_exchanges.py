"""An exchange followed by its pages alone: terms, parties, plan, both records, its end and its practice."""

import re
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.account import Account
from models.cost_share import CostShare
from models.database import reading, writing
from models.deployment import Deployment
from models.exchange import Exchange, ExchangeParticipant
from models.milestone import Milestone
from models.practice import Practice
from tests.api.accounts.people import browser, hashed, populate, signed_in
from tests.api.conftest import service
from tests.api.people import at
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.exchanging import ENDS, FOCAL, SECOND, agreed, completed, more_people, on, opened, running, with_days
from tests.statements import counted

pytestmark = ON_ONE_DATABASE
REQUESTER, PROVIDER, OTHER = "agency.mex@example.org", "provider.bra@example.org", "provider.col@example.org"
SUB_PAGES = ("", "/terms", "/parties", "/milestones", "/deployments", "/cost-shares", "/records", "/end", "/history")


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    with writing(engine) as session:
        session.delete(session.get_one(Account, "administrator@example.org"))
        session.flush()
        more_people(session)
        for account in session.exec(select(Account)):
            account.password_hash, account.confirmed_at = hashed(), NOW
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def requester(app: FastAPI) -> TestClient:
    return signed_in(app, REQUESTER)


def begun(engine: Engine, how: object) -> str:
    with writing(engine) as session:
        row: Exchange = how(session)  # type: ignore[operator]
        return f"/exchanges/{row.id}"


def value(html: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', html)
    assert found is not None, name
    return unescape(found[1])


def version(html: str) -> str:
    return value(html, "version")


def link(html: str, words: str) -> str:
    found = re.search(rf'href="([^"]+)"[^>]*>{re.escape(words)}', html)
    assert found is not None, words
    return unescape(found[1])


def test_the_terms_are_edited_and_who_had_agreed_is_asked_anew(
    requester: TestClient, app: FastAPI, engine: Engine
) -> None:
    path = begun(engine, with_days)
    provider = signed_in(app, PROVIDER)
    provider.post(f"{path}/agree", data={"version": version(provider.get(path).text)})
    html = requester.get(link(requester.get(f"{path}?lang=en").text, "Edit the terms")).text
    assert "all are asked anew" in html
    assert value(html, "starts_on") == "2027-01-11"
    filled = {"version": version(html), "title": "Nuevos términos", "starts_on": "2027-02-01", "ends_on": "2027-07-10"}

    after = requester.post(f"{path}/terms?lang=en", data=filled | {"sectors": ["health", "education"]})

    assert "<h1" in after.text
    assert "Nuevos términos" in after.text
    assert "February 1, 2027" in after.text
    with reading(engine) as session:
        row = session.exec(select(Exchange)).one()
        assert (row.sectors, row.shown_in_full, row.text) == (["health", "education"], False, "")
        assert all(one.agreed_at is None for one in session.exec(select(ExchangeParticipant)))


def test_terms_that_cannot_be_used_come_back_as_they_were_typed(requester: TestClient, engine: Engine) -> None:
    path = begun(engine, with_days)
    html = requester.get(f"{path}/terms").text
    typed = {"version": version(html), "title": "X", "text": "Lo escrito", "sectors": "health", "starts_on": "pronto"}

    answer = requester.post(f"{path}/terms", data=typed)

    assert answer.status_code == 422
    assert {'id="wrong-title"', 'id="wrong-starts_on"'} <= set(re.findall(r'id="wrong-\w+"', answer.text))
    assert ">Lo escrito</textarea>" in answer.text
    assert re.search(r'value="health" checked', answer.text)
    typed |= {"title": "Título", "starts_on": "2027-08-01", "ends_on": "2027-01-01"}
    assert requester.post(f"{path}/terms", data=typed).status_code == 422
    stale = typed | {"starts_on": "2027-01-01", "ends_on": "2027-02-01", "version": "99"}
    late = requester.post(f"{path}/terms", data=stale)
    assert (late.status_code, 'role="alert"' in late.text, "Lo escrito" in late.text) == (412, True, True)


def test_agreed_terms_are_fixed(requester: TestClient, engine: Engine) -> None:
    path = begun(engine, agreed)

    assert f"{path}/terms" not in requester.get(path).text
    assert requester.get(f"{path}/terms").status_code == 409


def test_a_second_provider_is_found_invited_and_joins(requester: TestClient, app: FastAPI, engine: Engine) -> None:
    path = begun(engine, opened)
    html = requester.get(f"{path}/parties?q=inta&lang=en").text
    assert re.findall(r'name="organization" value="([^"]+)"', html) == ["inta-arg"]
    wanted = {"version": version(html), "organization": "inta-arg", "role": "second-provider"}
    assert "The invitation was sent" in requester.post(f"{path}/parties?q=inta&lang=en", data=wanted).text
    assert "An invitation waits for its answer: inta-arg" in requester.get(f"{path}?lang=en").text

    second = signed_in(app, SECOND)
    after = second.post(f"{path}/invitation?lang=en", data={"accept": "true"})

    assert "Your organization takes part" in after.text
    left = second.get(f"{path}/parties?lang=en").text
    action = re.search(r'action="([^"]+/leave[^"]*)"', left)
    assert action is not None
    assert second.post(unescape(action[1]), data={"version": version(left)}).status_code in (200, 404)
    with reading(engine) as session:
        assert len(session.exec(select(ExchangeParticipant)).all()) == 2


def test_an_invitation_without_an_organization_says_so(requester: TestClient, engine: Engine) -> None:
    path = begun(engine, opened)

    answer = requester.post(f"{path}/parties?q=inta", data={"version": "1", "role": "funder"})
    assert (answer.status_code, 'id="wrong-organization"' in answer.text) == (422, True)
    assert 'value="inta"' in answer.text
    assert "No organization has these words" in requester.get(f"{path}/parties?q=zzz&lang=en").text


def test_milestones_are_added_once_changed_reached_and_taken_out(requester: TestClient, engine: Engine) -> None:
    path = begun(engine, running)
    page = requester.get(link(requester.get(f"{path}?lang=en").text, "Edit the milestones")).text
    once = value(page, "once")
    new = {"title": "Primer curso", "due_on": "2027-03-01", "once": once}
    wrong = requester.post(f"{path}/milestones", data={"title": "Primer curso", "due_on": "mañana"})
    assert (wrong.status_code, 'id="wrong-due_on"' in wrong.text) == (422, True)
    assert value(wrong.text, "title") == "Primer curso"

    for _ in range(2):  # sent twice, added once
        assert requester.post(f"{path}/milestones", data=new).status_code == 200
    with reading(engine) as session:
        key = session.exec(select(Milestone)).one().id

    change = requester.get(f"{path}/milestones/{key}").text
    assert (value(change, "title"), value(change, "due_on")) == ("Primer curso", "2027-03-01")
    edited = {"title": "Segundo curso", "due_on": "2027-04-01", "version": "1"}
    assert "Segundo curso" in requester.post(f"{path}/milestones/{key}", data=edited).text
    late = requester.post(f"{path}/milestones/{key}", data=edited | {"title": "Tercer curso"})
    assert (late.status_code, 'role="alert"' in late.text, value(late.text, "title")) == (412, True, "Tercer curso")

    reached = requester.post(f"{path}/milestones/{key}/reached?lang=en", data={"version": "2"}).text
    assert "reached on November 23, 2026" in reached
    gone = requester.post(f"{path}/milestones/{key}/remove?lang=en", data={"version": "3"})
    assert "None yet" in gone.text


def test_a_mission_says_who_bears_its_cost(requester: TestClient, engine: Engine) -> None:
    path = begun(engine, running)
    new = {
        "expert": "Hidróloga",
        "organization": "sabesp-bra",
        "starts_on": "2027-02-01",
        "ends_on": "2027-02-10",
        "amount": "12500",
        "currency": "USD",
        "percent-0": "60",
        "percent-1": "30",
    }
    wrong = requester.post(f"{path}/deployments", data=new)
    assert (wrong.status_code, 'id="wrong-shares"' in wrong.text) == (422, True)
    assert (value(wrong.text, "percent-1"), value(wrong.text, "expert")) == ("30", "Hidróloga")

    right = requester.post(f"{path}/deployments?lang=en", data=new | {"percent-1": "40"}).text

    assert "12,500 USD" in right
    with reading(engine) as session:
        row = session.exec(select(Deployment)).one()
    assert [one["percent"] for one in row.shares] == [60, 40]
    change = requester.get(f"{path}/deployments/{row.id}").text
    assert (value(change, "percent-0"), value(change, "amount")) == ("60", "12500")


def test_a_contribution_is_fixed_by_the_agreement(requester: TestClient, app: FastAPI, engine: Engine) -> None:
    path = begun(engine, with_days)
    new = {"organization": "amexcid-mex", "kind": "in-kind", "what": "Dos salas"}
    assert "Dos salas" in requester.post(f"{path}/cost-shares", data=new).text
    cash = requester.post(f"{path}/cost-shares", data=new | {"kind": "cash"})
    assert (cash.status_code, 'role="alert"' in cash.text) == (422, True)

    for email in (REQUESTER, PROVIDER):
        client = signed_in(app, email)
        client.post(f"{path}/agree", data={"version": version(client.get(path).text)})
    assert "Nothing can be changed here" in requester.get(f"{path}/cost-shares?lang=en").text
    assert requester.post(f"{path}/cost-shares", data=new).status_code == 409
    with reading(engine) as session:
        assert len(session.exec(select(CostShare)).all()) == 1


def test_both_records_stand_side_by_side_until_they_agree(requester: TestClient, app: FastAPI, engine: Engine) -> None:
    path = begun(engine, running)
    provider = signed_in(app, PROVIDER)
    for client, title in ((requester, "Agua clara"), (provider, "Água limpa")):
        html = client.get(f"{path}/records").text
        said = {"version": version(html), "title": title, "cost": "1000", "currency": "USD"}
        assert client.post(f"{path}/records?lang=en", data=said).status_code == 200
    html = requester.get(f"{path}/records?lang=en").text
    assert "Fields that differ: 1." in html
    assert ("Agua clara" in html, "Água limpa" in html) == (True, True)

    after = requester.post(f"{path}/records/settle?lang=en", data={"version": version(html), "field": "title"})

    assert "Nothing differs" in after.text
    assert "Água limpa</h1>" in requester.get(path).text


def test_a_focal_point_decides_between_the_records(requester: TestClient, app: FastAPI, engine: Engine) -> None:
    path = begun(engine, running)
    for client, title in ((requester, "Agua clara"), (signed_in(app, PROVIDER), "Água limpa")):
        html = client.get(f"{path}/records").text
        client.post(f"{path}/records", data={"version": version(html), "title": title})
    focal = signed_in(app, FOCAL)
    html = focal.get(f"{path}/records?lang=en").text
    assert "Your side" not in html.split("<main")[1]

    sent = {"version": version(html), "field": "title", "organization": "amexcid-mex"}
    assert "Nothing differs" in focal.post(f"{path}/records/settle?lang=en", data=sent).text


def test_giving_up_needs_a_reason_and_says_it_afterwards(requester: TestClient, engine: Engine) -> None:
    path = begun(engine, running)
    html = requester.get(link(requester.get(f"{path}?lang=en").text, "End it before its time")).text
    assert "Close it for good" not in html
    wrong = requester.post(f"{path}/cancel", data={"version": version(html), "note": "Sin fondos"})
    assert (wrong.status_code, 'id="wrong-reason"' in wrong.text) == (422, True)
    assert ">Sin fondos</textarea>" in wrong.text

    after = requester.post(
        f"{path}/cancel?lang=en", data={"version": version(html), "reason": "no-funding", "note": "Sin fondos"}
    ).text

    assert "The funding did not come together" in after
    assert "Sin fondos" in after
    assert "End it before its time" not in after


def test_a_focal_point_closes_what_one_side_evaluated(app: FastAPI, engine: Engine) -> None:
    path = begun(engine, running)
    at(app, on(ENDS))
    requester = signed_in(app, REQUESTER)
    ratings = dict.fromkeys(("relevance", "delivery", "results", "sustainability"), "5")
    rated = {"stage": "final", **ratings, "need_met": "yes", "would_recommend": "true"}
    requester.post(f"{path}/evaluations", data=rated)
    focal = signed_in(app, FOCAL)
    html = focal.get(f"{path}/end?lang=en").text
    assert "Final evaluations so far: 1." in html

    after = focal.post(f"{path}/close?lang=en", data={"version": version(html)}).text

    assert ("The exchange is completed" in after, "100%" in after) == (True, True)


def test_a_completed_exchange_becomes_one_practice(requester: TestClient, engine: Engine) -> None:
    path = begun(engine, completed)
    html = requester.get(f"{path}?lang=en").text
    once = value(html, "once")

    answers = [requester.post(f"{path}/practice", data={"once": once}, follow_redirects=False) for _ in range(2)]

    with reading(engine) as session:
        key = session.exec(select(Practice)).one().id
    assert {(one.status_code, one.headers["location"]) for one in answers} == {(303, f"/practices/{key}")}
    again = requester.post(f"{path}/practice", data={"once": "another"})
    assert (again.status_code, 'role="alert"' in again.text) == (409, True)


def test_the_story_is_told_the_newest_first(requester: TestClient, engine: Engine) -> None:
    path = begun(engine, agreed)

    html = requester.get(f"{path}/history?lang=en").text

    rows = re.findall(r"<li><div><p>(.*?)</p>", html)
    assert rows[0] == "All sides have agreed."
    assert rows[-1] == "It began."
    assert "@" not in html.split("<main")[1].split("</main>")[0]


def test_outsiders_find_no_door_to_the_inside(app: FastAPI, engine: Engine) -> None:
    path = begun(engine, running)
    for page in SUB_PAGES[2:]:
        assert browser(app).get(f"{path}{page}", follow_redirects=False).status_code == 303, page
        assert signed_in(app, OTHER).get(f"{path}{page}").status_code == 403, page
    html = signed_in(app, OTHER).get(path).text
    assert set(re.findall(rf'href="{path}/(\w+)', html)) <= {"support"}, "what could support it is open to all"
    assert signed_in(app, "analyst@example.org").get(f"{path}/records").status_code == 403


def test_what_does_not_run_yet_is_hidden_with_all_its_pages(app: FastAPI, engine: Engine) -> None:
    path = begun(engine, opened)

    for page in SUB_PAGES:
        assert signed_in(app, OTHER).get(f"{path}{page}").status_code == 404, page
    assert signed_in(app, REQUESTER).get(f"{path}/nothing").status_code == 404


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_every_page_of_it_speaks_each_language(requester: TestClient, engine: Engine, language: str) -> None:
    path = begun(engine, with_days)

    for page in SUB_PAGES:
        answer = requester.get(f"{path}{page}", params={"lang": language})
        assert (answer.status_code, f'<html lang="{language}"' in answer.text) == (200, True), page


def test_the_queries_of_the_plan_do_not_grow(requester: TestClient, app: FastAPI, engine: Engine) -> None:
    path = begun(engine, running)

    def asked() -> list[int]:
        found = []
        for page in ("", "/milestones", "/history"):
            with counted(app.state.settings.engine) as statements:
                assert requester.get(f"{path}{page}").status_code == 200
            found.append(len(statements))
        return found

    def add(number: int) -> None:
        new = {"title": f"Hito {number}", "due_on": "2027-03-01"}
        assert requester.post(f"{path}/milestones", data=new).status_code == 200

    add(0)
    few = asked()
    for number in range(1, 6):
        add(number)
    assert asked() == few
