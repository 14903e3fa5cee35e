"""Files that want to burst, run or read what is not theirs: refused on the way in, disarmed on the way out."""

import csv
import io
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from matcher.analytics.groups import GROUPS
from matcher.exporting import EXPORTS
from models.database import writing
from models.offer import Offer
from models.organization import Organization
from models.practice import Practice
from models.request import Request
from tests.api.conftest import talk_to
from tests.api.people import as_account
from tests.exchanging import FOCAL, RECIPIENT
from tests.unpacked import PACKED

RUNS = ("=cmd|' /C calc'!A0", "+1+cmd", "-2+3+cmd", "@SUM(A1)", "\t=1+1", " =1+1", "\uff1d1+1", "\uff20SUM(A1)")
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData>'
    + b"</worksheet>"
)
READS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
)


@pytest.fixture
def app(inhabited_app: FastAPI, engine: Engine) -> FastAPI:
    """The service over the inhabited world, in which every word that people type is a formula."""
    with writing(engine) as session:
        for table, fields in (
            (Request, "title text"),
            (Offer, "title text"),
            (Practice, "title"),
            (Organization, "name"),
        ):
            for place, row in enumerate(session.exec(select(table))):
                for field in fields.split():
                    setattr(row, field, RUNS[place % len(RUNS)])
    return inhabited_app


def workbook(**parts: bytes) -> bytes:
    """A workbook with some of its parts replaced."""
    book, plain, content = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["text"])  # type: ignore[union-attr]
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return content.getvalue()


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
EVIL = {
    "a billion laughs": {SHEET: LAUGHS},
    "laughs in its strings": {STRINGS: LAUGHS},
    "another file": {SHEET: READS},
    "a bomb": {SHEET: b" " * 210_000_000},
    "many parts": {f"xl/media/{number}": b"" for number in range(5_001)},
}


@pytest.mark.parametrize("evil", EVIL)
def test_a_workbook_that_would_burst_or_read_is_refused(app: FastAPI, evil: str) -> None:
    file = {"file": ("posts.xlsx", workbook(**EVIL[evil]))}
    answer = as_account(app, RECIPIENT).post("/api/v1/imports/requests", files=file)

    assert answer.status_code == 422
    assert "root:" not in answer.text
    assert "hahaha" not in answer.text


@pytest.mark.parametrize("cell", RUNS[:5])
def test_a_formula_in_a_file_is_refused_and_not_kept(app: FastAPI, cell: str) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([["text"], [cell]])
    answer = as_account(app, RECIPIENT).post("/api/v1/imports/requests", files={"file": ("a.csv", file.getvalue())})

    assert answer.status_code == 422
    assert "formula" in answer.text


def cells(content: bytes, form: str) -> Iterator[str]:
    """The cells of a table; of an archive those of its tables."""
    if form == "csv":
        yield from (cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row)
    elif form == "xlsx":
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            for row in sheet.iter_rows():
                yield from (str(one.value) for one in row if one.value is not None)
                assert all(one.data_type != "f" for one in row)
    elif content.startswith(PACKED):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from cells(archive.read(name), name.rpartition(".")[2])


def tables(client: TestClient) -> Iterator[tuple[str, bytes, str]]:
    """Every file for spreadsheets that the service gives away, with its form."""
    addresses = [f"/api/v1/exports/{kind}.{form}" for kind, one in EXPORTS.items() for form in one.formats]
    addresses += [f"/api/v1/analytics/{group}/{name}.csv" for group, its in GROUPS.items() for name in its.views]
    addresses += ["/api/v1/support-matrix.csv", "/api/v1/reports/2026.zip", "/administration/trail.csv"]
    for address in addresses:
        form = address.rpartition(".")[2]
        answer = client.get(address) if form in ("csv", "xlsx", "zip") else None
        if answer is not None and answer.status_code == 200:
            yield address, answer.content, form


@pytest.mark.long
def test_no_file_makes_a_spreadsheet_run_what_people_typed(app: FastAPI) -> None:
    armed, seen = set[str](), 0
    for client in (talk_to(app), as_account(app, FOCAL), as_account(app, "administrator@example.org")):
        for address, content, form in tables(client):
            for cell in cells(content, form):
                seen += "cmd" in cell
                if cell.lstrip().startswith(("=", "@", "\t", "\uff1d", "\uff20", "\uff0b", "\uff0d")) or cell[:2] in (
                    "+1",
                    "-2",
                ):
                    armed.add(f"{address}: {cell[:40]}")
    assert armed == set()
    assert seen > 10
