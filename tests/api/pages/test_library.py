"""The library by its pages and over HTTP: a document is added with its file, found by its words, tied and removed."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine
from sqlmodel import select

from api.settings import Settings
from matcher.library.reading import read_waiting
from matcher.posting.file_store import FileStore
from models.database import reading, writing
from models.document import Document
from tests import builders
from tests.api.accounts.people import AGENCY, browser, populate, signed_in
from tests.api.pages.posts_forms import form_of, send
from tests.api.people import as_account, at
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.library import papers
from tests.serving import lend

pytestmark = ON_ONE_DATABASE
PROVIDER = "provider.bra@example.org"
TYPED = {
    "title": "Manual de juntas de agua",
    "kind": "guide",
    "language": "es",
    "description": "Cómo se forma una junta.",
    "year": "2024",
    "licence": "CC BY 4.0",
    "sectors": ["water-sanitation"],
}


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> FastAPI:
    populate(engine)
    with writing(engine) as session:
        put(session, builders.practice("pra-1", organization="amexcid-mex", title="Juntas de Oaxaca"))
    app = lend(Settings(database_url=engine.url.render_as_string(hide_password=False), clock=False, files=tmp_path))
    at(app, NOW)
    return app


@pytest.fixture
def agency(app: FastAPI) -> TestClient:
    return signed_in(app, AGENCY)


def the_only(engine: Engine) -> Document:
    with reading(engine) as session:
        return session.exec(select(Document)).one()


def add(client: TestClient, content: bytes = b"", path: str = "/library/new", **typed: str) -> Response:
    found = form_of(client.get(path).text, "/library/new")
    files = {"file": ("manual.pdf", content or papers.pdf("Huayapam"), "application/pdf")}
    return client.post(found.action, data={**found.fields, **TYPED, **typed}, files=files)


def read_all(app: FastAPI) -> None:
    assert read_waiting(app.state.settings.engine, FileStore(app.state.settings.files), now=NOW) == 1


def test_a_document_is_added_for_a_practice_and_found_by_its_text(
    app: FastAPI, agency: TestClient, engine: Engine
) -> None:
    answer = add(agency, path="/library/new?practice=pra-1")
    row = the_only(engine)
    assert (answer.status_code, answer.url.path) == (200, f"/library/{row.id}")
    assert "Juntas de Oaxaca" in answer.text
    read_all(app)

    visitor = browser(app)
    found = visitor.get("/library?text=huayapam").text
    assert (f'href="/library/{row.id}"' in found, "Huayapam …" in found) == (True, True)
    assert f'href="/library/{row.id}"' not in visitor.get("/library?text=tlacolula").text
    assert f'href="/library/{row.id}"' in visitor.get("/practices/pra-1").text
    listed = visitor.get("/api/v1/documents?text=huayapam&sector=water-sanitation&kind=guide").json()["items"]
    assert [(one["id"], one["text_state"], one["year"]) for one in listed] == [(row.id, "read", 2024)]
    assert visitor.get(f"/api/v1/documents/{row.id}/uses").json()[0]["practice"] == "pra-1"


def test_the_file_comes_back_to_be_saved_and_never_shown(app: FastAPI, agency: TestClient, engine: Engine) -> None:
    content = papers.pdf("Huayapam")
    add(agency, content)
    answer = browser(app).get(f"/api/v1/documents/{the_only(engine).id}/file")

    assert (answer.content, answer.headers["content-type"]) == (content, "application/pdf")
    assert answer.headers["content-disposition"].startswith("attachment; filename=")


def test_a_locked_file_is_kept_and_said_to_be_unreadable(app: FastAPI, agency: TestClient, engine: Engine) -> None:
    add(agency, papers.locked_pdf())
    read_all(app)

    assert (
        "no text could be read: it opens only with a password"
        in agency.get(f"/library/{the_only(engine).id}?lang=en").text
    )


@pytest.mark.parametrize(
    ("content", "typed", "field"),
    [(b"MZ program", {}, ""), (b"%PDF-1.4 /JavaScript(x) %%EOF", {}, ""), (b"", {"title": ""}, "title")],
)
def test_a_form_that_fails_keeps_what_was_typed_and_stores_nothing(
    agency: TestClient, engine: Engine, content: bytes, typed: dict[str, str], field: str
) -> None:
    answer = add(agency, content, **typed)

    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert form_of(answer.text, "/library/new").fields["description"] == [TYPED["description"]]
    assert not field or f'id="wrong-{field}"' in answer.text
    with reading(engine) as session:
        assert session.exec(select(Document)).all() == []


def test_an_address_on_the_web_is_enough_but_something_must_be_there(agency: TestClient, engine: Engine) -> None:
    page = agency.get("/library/new").text
    without = send(agency, page, "/library/new", **TYPED)
    assert (without.status_code, 'id="wrong-file"' in without.text) == (422, True)
    send(agency, page, "/library/new", **TYPED, link="https://example.org/manual")

    assert (the_only(engine).link, the_only(engine).text_state) == ("https://example.org/manual", "none")


def test_it_is_changed_tied_untied_given_another_file_and_removed(
    app: FastAPI, agency: TestClient, engine: Engine
) -> None:
    here = add(agency).url.path
    send(agency, agency.get(f"{here}/edit").text, "/edit", title="Manual nuevo", licence="", sectors=[])
    row = the_only(engine)
    assert (row.title, row.licence, row.sectors, row.year) == ("Manual nuevo", None, [], 2024)
    tied = send(agency, agency.get(here).text, "/use", thing="practice:pra-1")
    assert "Juntas de Oaxaca" in tied.text
    assert "/uses/" not in signed_in(app, PROVIDER).get(here).text
    send(agency, tied.text, "/remove")  # the first such form unties it
    assert f'href="{here}"' not in agency.get("/practices/pra-1").text
    agency.post(f"{here}/file", files={"file": ("b.docx", papers.word("Tlacolula", "x"), "text/plain")})
    assert the_only(engine).name == "b.docx"

    page = agency.get(here).text
    assert signed_in(app, PROVIDER).post(f"{here}/remove", data={"version": "9"}).status_code == 403
    assert send(agency, page, f"{here}/remove").url.path == "/library"
    with reading(engine) as session:
        assert session.exec(select(Document)).all() == []


def test_programs_add_a_document_and_then_its_file(app: FastAPI, engine: Engine) -> None:
    client = as_account(app, AGENCY)
    told = {"title": "Manual", "kind": "study", "language": "es"}
    made = client.post("/api/v1/documents", json=told)
    here = made.headers["location"]
    filed = client.put(f"{here}/file", files={"file": ("m.pdf", papers.pdf("Huayapam"), "text/html")})

    assert (made.status_code, filed.json()["name"], filed.json()["text_state"]) == (201, "m.pdf", "waiting")
    assert as_account(app, PROVIDER).put(f"{here}/file", files={"file": ("m.pdf", b"x")}).status_code == 403
    assert client.patch(here, json={"title": "Nuevo"}, headers={"If-Match": '"1"'}).status_code == 412
    used = client.post(f"{here}/uses", json={"practice": "pra-1"})
    assert used.status_code == 201
    assert client.delete(f"{here}/uses/{used.json()['id']}").status_code == 204
