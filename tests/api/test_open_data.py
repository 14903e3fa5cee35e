"""Open data over HTTP: the package, addresses that lead somewhere, the catalogue and the page."""

import csv
import io
import json
import re
import zipfile
from typing import Any
from urllib.parse import quote

import frictionless
import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph, Namespace
from sqlalchemy import Engine

from api.settings import Settings
from matcher.exporting import EXPORTS
from tests.api.conftest import talk_to
from tests.api.routes_of import ON_ONE_DATABASE
from tests.conftest import NOW
from tests.serving import lend
from tests.shell import sursur

PACKAGE = "/api/v1/exports/datapackage.zip"
DCAT = Namespace("http://www.w3.org/ns/dcat#")


def package(client: TestClient) -> tuple[dict[str, Any], zipfile.ZipFile]:
    """The description of the package, and the package."""
    answer = client.get(PACKAGE)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return json.loads(archive.read("datapackage.json")), archive


@pytest.mark.long
def test_the_package_can_be_taken_away_by_everybody(client: TestClient) -> None:
    described, _ = package(client)

    assert client.get(PACKAGE).headers["content-disposition"] == 'attachment; filename="datapackage.zip"'
    assert (described["created"], described["homepage"]) == (NOW.isoformat()[:19] + "Z", "http://127.0.0.1:8000/data")
    assert client.get(PACKAGE).content == client.get(PACKAGE).content


@pytest.mark.long
def test_every_row_has_a_page_at_the_address_that_is_told(client: TestClient) -> None:
    described, archive = package(client)
    seen = set()
    for resource in described["resources"]:
        if "sursur:page" in resource:
            pattern = resource["sursur:page"].removeprefix("http://127.0.0.1:8000")
            rows = list(csv.DictReader(io.StringIO(archive.read(resource["path"]).decode())))
            for row in rows[:1] + rows[-1:]:  # nobody has put a document into the library
                path = re.sub(r"\{(\w+)\}", lambda name, row=row: quote(row[name[1]]), pattern)  # type: ignore[misc]
                assert client.get(path).status_code == 200, path
            seen.add(resource["name"])
    assert len(seen) == 22


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_catalogue_leads_to_every_file(client: TestClient) -> None:
    answer = client.get("/api/v1/datasets")

    assert answer.headers["content-type"] == "application/ld+json"
    graph = Graph().parse(data=answer.text, format="json-ld")
    [catalogue] = graph.subjects(RDF.type, DCAT.Catalog)
    assert str(catalogue) == "http://127.0.0.1:8000/data"
    assert len(list(graph.objects(catalogue, DCAT.dataset))) == len(EXPORTS)
    found = {str(one).removeprefix("http://127.0.0.1:8000") for one in graph.objects(None, DCAT.downloadURL)}
    assert found == {f"/api/v1/exports/{kind}.{form}" for kind, one in EXPORTS.items() for form in one.formats}
    assert len(list(graph.subject_objects(DCAT.mediaType))) == len(found)


def test_the_page_says_on_which_terms_each_file_may_be_used(client: TestClient) -> None:
    html = client.get("/data?lang=en").text

    listed = dict(re.findall(r'<li id="([\w-]+)">(.*?)</li>', html, re.DOTALL))
    assert set(listed) == {str(kind) for kind in EXPORTS}
    assert "name them when you quote" in listed["offers"]
    assert "Licence: CC-BY-4.0" in listed["sectors"]
    assert 'id="use"' in html
    assert 'href="/api/v1/datasets"' in html


def test_a_licence_that_the_institutions_gave_is_told(engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)
    app = lend(Settings(database_url=url, clock=False, data_licence="CC0-1.0"))
    client = talk_to(app)

    assert "Licence: CC0-1.0" in client.get("/data?lang=en").text
    described, _ = package(client)
    assert {one["licenses"][0]["name"] for one in described["resources"]} == {"CC0-1.0", "CC-BY-4.0"}


@pytest.mark.long
def test_filters_of_a_reader_have_no_part_in_the_package(client: TestClient) -> None:
    assert client.get(PACKAGE, params={"sector": "health"}).content == client.get(PACKAGE).content


@pytest.mark.long
@ON_ONE_DATABASE
def test_the_command_line_writes_a_package_that_is_valid(
    region: Engine, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SURSUR_PUBLIC_URL", "https://sursur.example/")
    url, path = region.url.render_as_string(hide_password=False), tmp_path / "open.zip"

    assert sursur(url, "export", "datapackage", "-o", path).code == 0
    assert frictionless.validate(path).valid
    with zipfile.ZipFile(path) as archive:
        assert "https://sursur.example/api/v1/exports/datapackage.zip" in archive.read("README.md").decode()
    assert "name a file with -o" in sursur(url, "export", "datapackage").reason
    assert sursur(url, "export", "codebook", "--format", "md").out.startswith("# Codebook")
