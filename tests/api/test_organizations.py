"""The register of organizations over HTTP: found, added once, edited, merged and brought back."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from sqlmodel import col, select

from models.account import Account
from models.audit import AuditEvent
from models.database import reading, writing
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from tests import builders
from tests.api.conftest import service, talk_to
from tests.api.people import as_account
from tests.api.test_posts import walk
from tests.matched import put, small_region

ADMIN, FOCAL, MEMBER, OTHER = (
    "admin@example.org",
    "focal@example.org",
    "agency.mex@example.org",
    "agency.bra@example.org",
)
PATH = "/api/v1/organizations"


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    with writing(engine) as session:
        small_region(session)
        put(
            session,
            builders.account(ADMIN, "administrator"),
            builders.organization(
                "agua-mex",
                "MEX",
                name="Comisión Nacional del Agua",
                acronym="CONAGUA",
                aliases=["National Water Commission"],
                contact="agua@conagua.example",
            ),
            builders.account("member@example.org", "provider", organization="agua-mex"),
            builders.offer("off-mex", organization="agua-mex", country="MEX"),
            builders.request("req-mex", organization="amexcid-mex", preferred_provider="agua-mex"),
        )
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


def statements(engine: Engine) -> list[str]:
    """What is asked of a database from now on."""
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *parts: asked.append(parts[2]))
    return asked


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"country": "BRA"}, {"abc-bra", "sabesp-bra"}),
        ({"text": "comision nacional"}, {"agua-mex"}),
        ({"text": "CONAGUA"}, {"agua-mex", "conagua-mex"}),
        ({"text": "water comm"}, {"agua-mex"}),
        ({"kind": "ngo"}, set()),
        ({"text": "agua", "country": "BRA"}, set()),
    ],
)
def test_a_filter_finds_organizations_by_any_of_their_names(
    app: FastAPI, query: dict[str, str], found: set[str]
) -> None:
    assert {one["id"] for one in walk(talk_to(app), PATH, **query, limit=1)} == found


@pytest.mark.parametrize("sort", ["name", "-name", "id", "-id"])
def test_every_order_shows_each_organization_once(app: FastAPI, sort: str) -> None:
    items = walk(talk_to(app), PATH, sort=sort, limit=2)
    keys = [one[sort.strip("-")] for one in items]

    assert len({one["id"] for one in items}) == len(items) == 6
    assert keys[0] != keys[-1]
    assert (keys[0] < keys[-1]) == (not sort.startswith("-"))


@pytest.mark.parametrize("after", ["nonsense", "bnVsbA", "%00", "WyItaWQiLCAiYSIsICJiIl0"])
def test_a_cursor_of_no_such_list_is_refused(app: FastAPI, after: str) -> None:
    assert talk_to(app).get(f"{PATH}?after={after}").status_code == 422


def test_a_longer_list_asks_no_more_of_the_database(app: FastAPI) -> None:
    client, asked = talk_to(app), statements(app.state.settings.engine)
    counts = []
    for limit in (1, 6):
        asked.clear()
        client.get(PATH, params={"limit": limit, "text": "a"})
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4


def test_contacts_are_for_members_and_those_who_look_after_them(app: FastAPI) -> None:
    path = f"{PATH}/agua-mex"

    for client in (talk_to(app), as_account(app, OTHER), as_account(app, "analyst@example.org")):
        assert client.get(path).json()["contact"] is None
        assert "agua@conagua.example" not in client.get(PATH).text
    for email in ("member@example.org", FOCAL, ADMIN):
        assert as_account(app, email).get(path).json()["contact"] == "agua@conagua.example"


def test_a_focal_point_adds_an_organization_and_finds_it(app: FastAPI) -> None:
    body = {"name": "Agencia Uruguaya de Cooperación", "acronym": "AUCI", "country": "URY", "languages": ["es"]}
    answer = as_account(app, FOCAL).post(PATH, json=body)

    assert answer.status_code == 201
    assert answer.headers["location"] == f"{PATH}/{answer.json()['id']}"
    assert talk_to(app).get(answer.headers["location"]).json()["acronym"] == "AUCI"


@pytest.mark.parametrize(("email", "status"), [(None, 401), (MEMBER, 403), ("analyst@example.org", 403)])
def test_others_add_none(app: FastAPI, email: str | None, status: int) -> None:
    client = as_account(app, email) if email else talk_to(app)

    assert client.post(PATH, json={"name": "Something new"}).status_code == status


def test_an_organization_that_is_known_is_not_added_again_unless_it_is_another(app: FastAPI) -> None:
    client, body = as_account(app, FOCAL), {"name": "Comision nacional de agua", "country": "MEX"}
    refused = client.post(PATH, json=body)

    assert refused.status_code == 409
    assert "agua-mex" in refused.json()["detail"]
    assert "Comisión Nacional del Agua" in client.get(f"{PATH}/similar", params={"name": body["name"]}).text
    assert client.post(PATH, json=body, params={"force": "true"}).status_code == 201
    assert client.post(PATH, json={"name": body["name"], "country": "PAN"}).status_code == 201


def test_a_taken_identifier_is_refused(app: FastAPI) -> None:
    answer = as_account(app, ADMIN).post(PATH, json={"id": "agua-mex", "name": "Else"}, params={"force": "true"})

    assert answer.status_code == 409


def edit(client: TestClient, key: str = "agua-mex", version: int | None = 1, **changes: Any) -> Any:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return client.patch(f"{PATH}/{key}", json=changes, headers=headers)


def test_a_member_edits_names_and_contact_and_the_history_tells(app: FastAPI) -> None:
    member = as_account(app, "member@example.org")
    answer = edit(member, acronym="", aliases=["Water  ", "Water  "], contact="new@conagua.example")

    assert answer.status_code == 200
    assert (answer.json()["acronym"], answer.json()["aliases"]) == (None, ["Water"])
    assert answer.headers["etag"] == '"2"'
    (entry,) = member.get(f"{PATH}/agua-mex/history").json()
    assert (entry["action"], entry["change"]["acronym"]) == ("organization.updated", ["CONAGUA", None])
    assert entry["who"] == {"role": "provider", "organization": "agua-mex", "name": None, "address": None}
    assert "new@conagua.example" not in str(entry)
    (seen,) = as_account(app, ADMIN).get(f"{PATH}/agua-mex/history").json()
    assert seen["who"]["address"] == "member@example.org"


def test_an_edit_of_a_stale_copy_or_of_none_is_refused(app: FastAPI) -> None:
    member = as_account(app, "member@example.org")

    assert edit(member, name="Agua").status_code == 200
    assert edit(member, name="Water").status_code == 412
    assert edit(member, version=None, name="Water").status_code == 428
    assert talk_to(app).get(f"{PATH}/agua-mex").json()["name"] == "Agua"


@pytest.mark.parametrize(
    ("email", "changes", "status"),
    [
        (MEMBER, {"name": "Taken over"}, 403),
        (FOCAL, {"name": "Taken over"}, 403),
        ("member@example.org", {"country": "PAN"}, 403),
        ("member@example.org", {"territory": "MX-OAX"}, 403),
        (ADMIN, {"territory": "MX-OAX"}, 200),
        (ADMIN, {"territory": "BR-SP"}, 422),
        (ADMIN, {"territory": "MX-NONE"}, 422),
        ("member@example.org", {"website": "javascript:alert(1)"}, 422),
        ("member@example.org", {"name": ""}, 422),
        ("member@example.org", {"id": "other"}, 422),
        (ADMIN, {"kind": "ngo"}, 200),
    ],
)
def test_who_may_change_what(app: FastAPI, email: str, changes: dict[str, str], status: int) -> None:
    assert edit(as_account(app, email), **changes).status_code == status


def test_the_history_is_not_for_everybody(app: FastAPI) -> None:
    assert talk_to(app).get(f"{PATH}/agua-mex/history").status_code == 401
    assert as_account(app, OTHER).get(f"{PATH}/agua-mex/history").status_code == 403
    assert talk_to(app).get(f"{PATH}/nothing/history").status_code == 404


def merge(app: FastAPI, kept: str = "conagua-mex", other: str = "agua-mex") -> Any:
    return as_account(app, ADMIN).post(f"{PATH}/{kept}/merge", json={"other": other})


def test_merging_leads_everything_to_one_and_the_old_identifier_there(app: FastAPI, engine: Engine) -> None:
    answer = merge(app)

    assert answer.status_code == 200
    assert answer.json()["moved"] == {
        "account.organization": 1,
        "offer.organization": 1,
        "request.preferred_provider": 1,
    }
    names = answer.json()["organization"]["aliases"]
    assert {"Comisión Nacional del Agua", "National Water Commission", "agua-mex"} <= set(names)
    moved = talk_to(app).get(f"{PATH}/agua-mex", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, f"{PATH}/conagua-mex")
    assert [one["id"] for one in walk(talk_to(app), PATH, text="comisión nacional")] == ["conagua-mex"]
    with reading(engine) as session:
        offer = session.get_one(Offer, "off-mex")
        assert (offer.organization, offer.version) == ("conagua-mex", 2)
        assert session.get_one(Request, "req-mex").preferred_provider == "conagua-mex"
        told = session.exec(select(AuditEvent.key).where(AuditEvent.action == "organization.merged")).all()
    assert sorted(told) == ["agua-mex", "conagua-mex"]


def test_a_merge_is_undone_but_for_what_changed_since(app: FastAPI, engine: Engine) -> None:
    with reading(engine) as session:
        before = session.get_one(Organization, "agua-mex").model_dump()
        kept = session.get_one(Organization, "conagua-mex").aliases
    merge(app)
    with writing(engine) as session:
        session.get_one(Account, "member@example.org").organization = "amexcid-mex"
        put(session, builders.offer("off-later", organization="conagua-mex", country="MEX"))

    assert as_account(app, ADMIN).post(f"{PATH}/agua-mex/restore").status_code == 200
    with reading(engine) as session:
        back = session.get_one(Organization, "agua-mex").model_dump()
        assert back == before
        assert session.get_one(Organization, "conagua-mex").aliases == kept
        offers = session.exec(select(Offer.id).where(Offer.organization == "agua-mex")).all()
        accounts = session.exec(select(Account.email).where(col(Account.organization) == "agua-mex")).all()
    assert (list(offers), list(accounts)) == (["off-mex"], [])
    assert talk_to(app).get(f"{PATH}/agua-mex").status_code == 200


def test_merges_in_a_row_lead_to_the_last(app: FastAPI) -> None:
    merge(app)
    merge(app, kept="sabesp-bra", other="conagua-mex")

    assert talk_to(app).get(f"{PATH}/agua-mex").json()["id"] == "sabesp-bra"


@pytest.mark.parametrize(
    ("email", "kept", "other", "status"),
    [
        (FOCAL, "conagua-mex", "agua-mex", 403),
        ("member@example.org", "conagua-mex", "agua-mex", 403),
        (ADMIN, "agua-mex", "agua-mex", 409),
        (ADMIN, "agua-mex", "nothing", 404),
        (ADMIN, "nothing", "agua-mex", 404),
    ],
)
def test_what_cannot_be_merged_is_refused(app: FastAPI, email: str, kept: str, other: str, status: int) -> None:
    answer = as_account(app, email).post(f"{PATH}/{kept}/merge", json={"other": other})

    assert answer.status_code == status
    assert len(walk(talk_to(app), PATH)) == 6


def test_what_was_never_merged_cannot_be_brought_back(app: FastAPI) -> None:
    assert as_account(app, ADMIN).post(f"{PATH}/agua-mex/restore").status_code == 404
