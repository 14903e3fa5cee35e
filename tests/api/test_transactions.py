"""A call that writes is one transaction, kept before it is answered, and done once where it carries a key."""

from collections.abc import Iterator

import pytest
from fastapi import APIRouter, FastAPI, Response
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.dependencies import CurrentActor, Now, WriteSession
from api.etags import IfMatch, set_etag
from api.transactions import TransactedRoute
from matcher.editing import apply_changes, check_version, history
from matcher.errors import BadInputError
from models.account import Account
from models.database import reading, writing
from models.organization import Organization
from tests.api.conftest import own_service, talk_to
from tests.api.people import as_account, at
from tests.conftest import NOW
from tests.matched import small_region

router = APIRouter(route_class=TransactedRoute)
AGENCY = "agency.mex@example.org"


@router.post("/names/{key}", status_code=201)
def note(key: str, session: WriteSession) -> dict[str, str]:
    session.add(Organization(id=key, name=key, kind="ministry"))
    return {"kept": key}


@router.post("/failures/{key}")
def fail(key: str, session: WriteSession) -> None:
    session.add(Organization(id=key, name=key, kind="ministry"))
    session.flush()
    raise BadInputError("no")


@router.patch("/name")
def rename(
    name: str, session: WriteSession, actor: CurrentActor, now: Now, version: IfMatch, response: Response
) -> dict[str, str]:
    row = session.get_one(Account, AGENCY)
    check_version(row, "account", row.email, version)
    apply_changes(session, actor, row, {"name": name}, now=now, action="account.renamed")
    set_etag(response, row)
    return {"name": row.name}


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    with writing(engine) as session:
        small_region(session)
    app = own_service(engine.url.render_as_string(hide_password=False))
    app.include_router(router)
    at(app, NOW)
    yield app
    app.state.settings.engine.dispose()


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return talk_to(app)


def known(engine: Engine, key: str) -> bool:
    with reading(engine) as session:
        return session.get(Organization, key) is not None


def test_what_is_acknowledged_is_kept_and_what_fails_leaves_nothing(client: TestClient, engine: Engine) -> None:
    assert (client.post("/names/inta-arg").status_code, known(engine, "inta-arg")) == (201, True)
    assert (client.post("/failures/inta-nic").status_code, known(engine, "inta-nic")) == (422, False)


def test_a_call_that_is_repeated_with_its_key_is_done_once(client: TestClient, engine: Engine) -> None:
    first = client.post("/names/inta-arg", headers={"Idempotency-Key": "a"})
    again = client.post("/names/inta-arg", headers={"Idempotency-Key": "a"})
    without = client.post("/names/inta-arg")

    assert (first.status_code, first.json()) == (again.status_code, again.json()) == (201, {"kept": "inta-arg"})
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert without.status_code == 409


@pytest.mark.long
def test_a_key_cannot_be_used_for_another_call(client: TestClient, engine: Engine) -> None:
    client.post("/names/inta-arg", headers={"Idempotency-Key": "a"})

    assert client.post("/names/inta-nic", headers={"Idempotency-Key": "a"}).status_code == 409
    assert not known(engine, "inta-nic")


def test_a_key_of_one_caller_is_not_another_s(app: FastAPI, client: TestClient) -> None:
    key = {"Idempotency-Key": "a"}

    assert client.post("/names/inta-arg", headers=key).status_code == 201
    assert as_account(app, AGENCY).post("/names/inta-nic", headers=key).status_code == 201


@pytest.mark.long
def test_a_failed_call_may_be_repeated_with_its_key(client: TestClient) -> None:
    answers = [client.post("/failures/inta-arg", headers={"Idempotency-Key": "a"}) for _ in range(2)]

    assert [one.status_code for one in answers] == [422, 422]
    assert "idempotent-replayed" not in answers[1].headers


def test_an_edit_starts_from_the_version_that_stands(app: FastAPI, engine: Engine) -> None:
    client = as_account(app, AGENCY)
    first = client.patch("/name?name=One", headers={"If-Match": '"1"'})
    stale = client.patch("/name?name=Two", headers={"If-Match": '"1"'})
    again = client.patch("/name?name=Three", headers={"If-Match": first.headers["etag"]})

    assert [first.status_code, stale.status_code, again.status_code] == [200, 412, 200]
    assert client.patch("/name?name=Four").status_code == 428
    assert client.patch("/name?name=Four", headers={"If-Match": "*"}).status_code == 422
    with reading(engine) as session:
        told = [(one.actor, one.action, one.change) for one in history(session, "account", AGENCY)]
    assert told == [
        (AGENCY, "account.renamed", {"name": ["Office", "One"]}),
        (AGENCY, "account.renamed", {"name": ["One", "Three"]}),
    ]
