"""The form of a post: drafts in a moment, hints beside the words, and nothing typed is ever lost."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import col, select

from models.database import reading, writing
from models.offer import Offer
from models.post import PostState
from models.request import Request
from tests import builders
from tests.api.accounts.people import AGENCY, browser, populate, signed_in
from tests.api.conftest import service
from tests.api.pages.posts_forms import form_of, send
from tests.api.routes_of import ON_ONE_DATABASE
from tests.matched import put

pytestmark = ON_ONE_DATABASE
PROVIDER = "provider.bra@example.org"
TEXT = "El laboratorio estatal mide el cloro del agua potable de quince municipios rurales de Oaxaca desde 2019."


@pytest.fixture
def app(engine: Engine) -> FastAPI:
    populate(engine)
    return service(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def agency(app: FastAPI) -> TestClient:
    return signed_in(app, AGENCY)


def posted(engine: Engine) -> list[Request]:
    """The requests that were not there before."""
    with reading(engine) as session:
        return list(session.exec(select(Request).where(Request.id != "req-agua").order_by(col(Request.id))))


def test_a_few_sentences_make_a_draft_that_only_its_organization_sees(
    app: FastAPI, agency: TestClient, engine: Engine
) -> None:
    page = agency.get("/requests/new").text
    answer = send(agency, page, "/requests/new", text=TEXT, title="", then="save")

    (draft,) = posted(engine)
    assert (draft.state, draft.language, draft.organization) == (PostState.DRAFT, "es", "amexcid-mex")
    assert draft.title.startswith("El laboratorio estatal mide")
    assert (answer.status_code, answer.url.path) == (200, f"/requests/{draft.id}")
    assert 'role="status"' in answer.text
    for other in (browser(app), signed_in(app, PROVIDER), signed_in(app, "focal@example.org")):
        assert other.get(f"/requests/{draft.id}").status_code == 404
        assert other.get(f"/requests/{draft.id}/edit").status_code == 404


def test_one_button_saves_and_submits_and_the_page_says_when_it_is_published(
    agency: TestClient, engine: Engine
) -> None:
    page = agency.get("/requests/new").text
    answer = send(agency, page, "/requests/new", text=TEXT, title="Agua", then="submit")

    assert posted(engine)[0].state == PostState.SUBMITTED
    assert "1 de diciembre de 2026" in answer.text


def test_all_fields_are_kept_shown_again_and_can_be_emptied(agency: TestClient, engine: Engine) -> None:
    typed = {
        "title": "Agua",
        "text": TEXT,
        "language": "es",
        "sectors": ["water-sanitation", "health"],
        "sdgs": ["6", "3"],
        "modalities": "training",
        "working_languages": ["es", "pt", "ar"],
        "with_countries": ["COL", "PER"],
        "territory": "MX-OAX",
        "expected_outcome": "Un plan",
        "preferred_provider": "sabesp-bra",
        "starts_by": "2027-01-15",
        "needed_by": "2027-10-31",
        "expires_on": "2027-11-30",
        "visibility": "parties",
    }
    send(agency, agency.get("/requests/new").text, "/requests/new", **typed)
    (draft,) = posted(engine)
    assert (draft.sdgs, draft.modalities, draft.with_countries) == ([3, 6], ["training"], ["COL", "PER"])
    assert (draft.preferred_provider, str(draft.needed_by), draft.visibility) == ("sabesp-bra", "2027-10-31", "parties")

    page = agency.get(f"/requests/{draft.id}/edit").text
    shown = form_of(page, "/edit").fields
    for name, value in typed.items():
        assert sorted(shown[name]) == sorted([value] if isinstance(value, str) else value), name
    emptied = {"sectors": [], "with_countries": [], "needed_by": "", "expected_outcome": "", "preferred_provider": ""}
    assert send(agency, page, "/edit", **emptied).status_code == 200
    (draft,) = posted(engine)
    assert (draft.sectors, draft.with_countries, draft.needed_by, draft.preferred_provider) == ([], [], None, None)
    assert (draft.title, draft.territory) == ("Agua", "MX-OAX")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text": ""}, "text"),
        ({"needed_by": "soon"}, "needed_by"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"preferred_provider": "Nobody at all"}, "preferred_provider"),
        ({"organization": "sabesp-bra"}, None),
    ],
)
def test_a_form_that_fails_keeps_what_was_typed_and_points_at_the_field(
    agency: TestClient, engine: Engine, typed: dict[str, str], field: str | None
) -> None:
    page = agency.get("/requests/new").text
    words = {"title": "Agua <b>clara</b>", "text": TEXT, "sectors": ["health", "energy"], "expected_outcome": "Un plan"}
    answer = send(agency, page, "/requests/new", **{**words, **typed})

    shown = form_of(answer.text, "/requests/new").fields
    assert 400 <= answer.status_code < 500
    assert 'role="alert"' in answer.text
    assert field is None or f'href="#{field}"' in answer.text
    assert field is None or f'id="wrong-{field}"' in answer.text
    kept = {**words, **typed}
    assert all(shown[name] == ([value] if isinstance(value, str) else value) for name, value in kept.items())
    assert "Agua <b>" not in answer.text
    assert posted(engine) == []


def test_the_text_is_looked_at_without_scripts_and_nothing_is_saved(agency: TestClient, engine: Engine) -> None:
    page = agency.get("/requests/new").text
    checked = send(agency, page, "/requests/new", to="/requests/check", text=TEXT, title="Agua", then="check")

    assert checked.status_code == 200
    assert '<li><a href="#expected_outcome">' in checked.text
    assert form_of(checked.text, "/requests/new").fields["text"] == [TEXT]
    button = re.search(r'name="add_sectors" value="([a-z-]+)" formaction="([^"#]+)', checked.text)
    assert button is not None
    added = send(agency, checked.text, "/requests/new", to=button[2], add_sectors=button[1])
    assert form_of(added.text, "/requests/new").fields["sectors"] == [button[1]]
    assert f'name="add_sectors" value="{button[1]}"' not in added.text
    assert posted(engine) == []


def test_what_says_the_same_is_shown_with_a_link(agency: TestClient, engine: Engine) -> None:
    with reading(engine) as session:
        text = session.get_one(Request, "req-agua").text
    page = agency.get("/requests/new").text
    checked = send(agency, page, "/requests/new", to="/requests/check", text=text)

    assert 'href="/requests/req-agua"' in checked.text


def test_who_sends_a_form_twice_has_one_draft(agency: TestClient, engine: Engine) -> None:
    page = agency.get("/requests/new").text
    first, second = (send(agency, page, "/requests/new", text=TEXT) for _ in range(2))

    assert first.url == second.url
    assert len(posted(engine)) == 1


def test_words_that_somebody_else_changed_meanwhile_are_not_overwritten_unasked(
    agency: TestClient, engine: Engine
) -> None:
    old = agency.get("/requests/req-agua/edit").text
    send(agency, old, "/edit", title="Mine")
    late = send(agency, old, "/edit", title="Theirs")

    assert (late.status_code, 'role="alert"' in late.text) == (412, True)
    assert form_of(late.text, "/edit").fields["title"] == ["Theirs"]
    assert "<dd>Mine</dd>" in late.text
    assert re.search(r'class="yours">[^<]+: Theirs</dd>', late.text)
    with reading(engine) as session:
        assert session.get_one(Request, "req-agua").title == "Mine"
    assert send(agency, late.text, "/edit").status_code == 200
    with reading(engine) as session:
        assert session.get_one(Request, "req-agua").title == "Theirs"


def test_an_expired_session_keeps_the_words(app: FastAPI, agency: TestClient) -> None:
    page = agency.get("/requests/req-agua/edit").text
    agency.post("/sign-out")
    for tail, to in (("/edit", None), ("/edit", "/requests/req-agua/check"), ("/edit", "/requests/new")):
        answer = send(agency, page, tail, to=to, text="Words of an hour")
        assert (answer.status_code, "Words of an hour" in answer.text) == (401, True)


def test_who_may_write_what(app: FastAPI, engine: Engine) -> None:
    provider, stranger = signed_in(app, PROVIDER), browser(app)

    assert stranger.get("/requests/new").url.path == "/sign-in"
    assert provider.get("/requests/new").status_code == 403
    assert provider.get("/requests/req-agua/edit").status_code in (403, 404)
    assert signed_in(app, "analyst@example.org").get("/offers/new").status_code == 403
    answer = send(provider, provider.get("/offers/new").text, "/offers/new", text=TEXT, capacity="3")
    key = answer.url.path.rpartition("/")[2]
    with reading(engine) as session:
        assert session.get_one(Offer, key).capacity == 3


def test_an_agency_writes_for_an_institution_of_its_country(agency: TestClient, engine: Engine) -> None:
    page = agency.get("/requests/new").text
    send(agency, page, "/requests/new", text=TEXT, organization="conagua-mex")

    (draft,) = posted(engine)
    assert (draft.organization, draft.posted_by) == ("conagua-mex", "amexcid-mex")


def test_an_offer_names_the_practices_of_its_organization(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.practice("pra-agua", organization="sabesp-bra", title="Agua clara"))
    provider = signed_in(app, PROVIDER)
    page = provider.get("/offers/off-agua/edit").text
    answer = send(provider, page, "/edit", practices="pra-agua")

    assert '<a href="/practices/pra-agua">Agua clara</a>' in answer.text
    with reading(engine) as session:
        assert session.get_one(Offer, "off-agua").practices == ["pra-agua"]


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
@pytest.mark.parametrize("path", ["/requests/new", "/offers/new", "/requests/req-agua/edit"])
def test_the_form_is_whole_in_each_language(agency: TestClient, path: str, language: str) -> None:
    page = agency.get(path, params={"lang": language})

    assert (page.status_code, f'<html lang="{language}"' in page.text) == (200, True)
    assert f"lang={language}" in form_of(page.text, path).action


@pytest.mark.parametrize("path", ["/requests/check", "/requests/req-agua/check"])
def test_who_asks_for_the_address_of_the_hints_comes_to_the_form(agency: TestClient, path: str) -> None:
    assert agency.get(path).url.path in ("/requests/new", "/requests/req-agua/edit")
