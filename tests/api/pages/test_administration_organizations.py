"""The register of organizations by forms: likely pairs, merging and its undoing, adding, editing, trust."""

import re
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import reading, writing
from models.organization import Organization
from models.request import Request
from tests import builders
from tests.api.accounts.people import ADMINISTRATOR, AGENCY, FOCAL, populate, signed_in
from tests.api.conftest import service
from tests.api.routes_of import ON_ONE_DATABASE
from tests.matched import put

pytestmark = ON_ONE_DATABASE
HERE = "/administration/organizations"
TWIN = "conagua-2"


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    with writing(engine) as session:
        session.get_one(Organization, "conagua-mex").name = "Comisión Nacional del Agua"
        put(
            session,
            builders.organization(TWIN, "MEX", name="Comision Nacional de Agua"),
            builders.request("req-twin", organization=TWIN),
        )
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def administrator(app: FastAPI) -> TestClient:
    return signed_in(app, ADMINISTRATOR)


def organization(engine: Engine, key: str) -> Organization | None:
    with reading(engine) as session:
        return session.get(Organization, key)


def form_of(html: str, action: str) -> dict[str, str]:
    """The hidden fields of the first form that goes to an address."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}(?:\?[^"]*)?".*?</form>', html, re.S)
    assert form is not None, action
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))


def compared(administrator: TestClient) -> str:
    """The page of the pair that is proposed first."""
    link = re.search(r'href="(/administration/pairs\?[^"]+)"', administrator.get(HERE).text)
    assert link is not None
    return administrator.get(unescape(link[1])).text


def test_a_proposed_pair_is_compared_merged_and_brought_back(administrator: TestClient, engine: Engine) -> None:
    page = compared(administrator)
    assert "Comisión Nacional del Agua" in page
    assert "Comision Nacional de Agua" in page

    merged = administrator.post("/administration/pairs/merge", data={"kept": "conagua-mex", "other": TWIN})
    assert (merged.status_code, 'role="status"' in merged.text) == (200, True)
    assert organization(engine, TWIN) is None
    with reading(engine) as session:
        assert session.get_one(Request, "req-twin").organization == "conagua-mex"
    assert "/administration/pairs?" not in merged.text

    back = administrator.post(f"{HERE}/{TWIN}/restore")
    assert back.status_code == 200
    assert organization(engine, TWIN) is not None
    with reading(engine) as session:
        assert session.get_one(Request, "req-twin").organization == TWIN


def test_the_form_of_each_side_keeps_that_side(administrator: TestClient, engine: Engine) -> None:
    wish = form_of(compared(administrator), "/administration/pairs/merge")
    administrator.post("/administration/pairs/merge", data=wish)

    assert (organization(engine, wish["kept"]) is not None, organization(engine, wish["other"])) == (True, None)


def test_two_that_are_told_apart_are_not_proposed_again(administrator: TestClient) -> None:
    wish = form_of(compared(administrator), "/administration/pairs/apart")
    page = administrator.post("/administration/pairs/apart", data=wish)

    assert (page.status_code, "/administration/pairs?" in page.text) == (200, False)


def test_an_impossible_merge_is_said_on_the_page(administrator: TestClient, engine: Engine) -> None:
    page = administrator.post("/administration/pairs/merge", data={"kept": TWIN, "other": TWIN})

    assert (page.status_code, 'role="alert"' in page.text) == (409, True)
    assert administrator.post(f"{HERE}/{TWIN}/restore").status_code == 404
    assert administrator.get("/administration/pairs", params={"one": TWIN, "other": "nothing"}).status_code == 404


def test_an_institution_is_added_once_and_its_likeness_is_told(administrator: TestClient, engine: Engine) -> None:
    wish = {
        "name": "Instituto Hondureño del Agua",
        "kind": "public-institution",
        "country": "HND",
        "once": "add-1234567",
    }
    pages = [administrator.post(HERE, data=wish) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert pages[0].url == pages[1].url

    alike = {"name": "Instituto Hondureno de Agua", "kind": "ngo", "country": "HND"}
    refused = administrator.post(HERE, data=alike)
    assert (refused.status_code, 'role="alert"' in refused.text) == (409, True)
    assert 'value="Instituto Hondureno de Agua"' in refused.text
    assert administrator.post(HERE, data=alike | {"force": "1"}).status_code == 200
    wrong = administrator.post(HERE, data=alike | {"website": "nowhere"})
    assert (wrong.status_code, 'id="wrong-website"' in wrong.text) == (422, True)


def test_it_is_edited_from_the_version_that_was_read(administrator: TestClient, engine: Engine) -> None:
    address = f"{HERE}/{TWIN}"
    wish = form_of(administrator.get(address).text, address) | {
        "name": "Comisión de Aguas",
        "kind": "ngo",
        "country": "MEX",
        "aliases": "CdA\nWater Commission\n",
        "languages": ["es", "en"],
    }
    saved = administrator.post(address, data=wish)
    assert saved.status_code == 200
    row = organization(engine, TWIN)
    assert row is not None
    assert (row.name, row.aliases, sorted(row.languages)) == (
        "Comisión de Aguas",
        ["CdA", "Water Commission"],
        ["en", "es"],
    )
    assert "organization.updated" in saved.text

    late = administrator.post(address, data=wish | {"name": "Otra"})
    assert (late.status_code, 'value="Otra"' in late.text) == (412, True)
    wrong = administrator.post(address, data=wish | {"territory": "MX-XXX"})
    assert (wrong.status_code, 'id="wrong-territory"' in wrong.text, "Water Commission" in wrong.text) == (
        422,
        True,
        True,
    )


def test_trust_is_given_and_taken(administrator: TestClient, engine: Engine) -> None:
    for given in (True, False):
        page = administrator.get(f"{HERE}/{TWIN}").text
        administrator.post(f"{HERE}/{TWIN}/trust", data=form_of(page, f"{HERE}/{TWIN}/trust"))
        row = organization(engine, TWIN)
        assert row is not None
        assert row.trusted is given


def test_institutions_are_found_whatever_the_accents(administrator: TestClient) -> None:
    page = administrator.get(HERE, params={"text": "COMISION"}).text

    assert f"{HERE}/conagua-mex" in page
    assert f"{HERE}/abc-bra" not in page
    assert 'class="empty"' in administrator.get(HERE, params={"text": "zzyzx"}).text


@pytest.mark.parametrize("email", [AGENCY, FOCAL])
def test_nobody_else_merges_trusts_or_edits_here(app: FastAPI, engine: Engine, email: str) -> None:
    other, pair = signed_in(app, email), {"kept": "conagua-mex", "other": TWIN}

    assert other.get(f"{HERE}/{TWIN}").status_code == 403
    assert other.get("/administration/pairs", params={"one": "conagua-mex", "other": TWIN}).status_code == 403
    for address, data in (
        ("/administration/pairs/merge", pair),
        ("/administration/pairs/apart", pair),
        (f"{HERE}/{TWIN}/trust", {"trusted": "true"}),
        (f"{HERE}/{TWIN}", {"version": "1", "name": "Mine"}),
    ):
        assert other.post(address, data=data).status_code == 403, address
    row = organization(engine, TWIN)
    assert row is not None
    assert (row.trusted, row.name) == (False, "Comision Nacional de Agua")
