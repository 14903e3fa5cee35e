"""Yearly reports over the API, and the page that leads to them."""

import io
import re
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

HERE = "/api/v1/reports"


def test_the_years_are_listed_with_their_formats(client: TestClient) -> None:
    years = client.get(HERE).json()

    assert years[0] == {"year": 2026, "formats": ["pdf", "html", "zip"]}
    assert [one["year"] for one in years] == sorted((one["year"] for one in years), reverse=True)


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [("pdf", "application/pdf", b"%PDF-"), ("html", "text/html", b"<!doctype"), ("zip", "application/zip", b"PK")],
)
def test_a_report_comes_in_each_format(client: TestClient, form: str, kind: str, begins: bytes) -> None:
    answer = client.get(f"{HERE}/2010.{form}?lang=pt")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert f'filename="sursur-2010-pt.{form}"' in answer.headers["content-disposition"]
    assert answer.content.startswith(begins)


def test_the_page_may_do_nothing_but_show(client: TestClient) -> None:
    answer = client.get(f"{HERE}/2010.html")

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert " style=" not in answer.text


def test_the_tables_say_what_the_report_says(client: TestClient) -> None:
    with ZipFile(io.BytesIO(client.get(f"{HERE}/2010.zip").content)) as archive:
        rows = archive.read("table-01-initiatives.csv").decode().splitlines()
    page = client.get(f"{HERE}/2010.html?lang=en").text
    under_way = rows[1].split(",")[1]

    assert rows[1].startswith("Exchanges under way,")
    assert f"Exchanges under way in 2010: {under_way}, of which" in page


@pytest.mark.parametrize(
    ("path", "status"), [("2010.docx", 404), ("2027.pdf", 422), ("1900.pdf", 422), ("nothing.pdf", 422)]
)
def test_what_there_is_no_report_of_is_a_problem(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"{HERE}/{path}")

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_a_page_leads_to_every_report_and_others_lead_to_it(client: TestClient) -> None:
    page = client.get("/reports?lang=en").text
    links = re.findall(rf'href="({HERE}/2010\.[^"]+)"', page)

    assert len(links) == 9
    assert {client.get(one.replace("&amp;", "&")).status_code for one in links[:1]} == {200}
    for path in ("/data", "/network"):
        assert 'href="/reports' in client.get(path).text
